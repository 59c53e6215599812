import HTTPServing
import HTTPTypes
import LogRecords
import NIOHTTP1

/// What an edge does to headers on their way in and out.
enum EdgeHeaders {
    /// Of one connection only. https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1
    private static let ofConnection: Set<String> = [
        "connection", "keep-alive", "proxy-connection", "proxy-authenticate", "proxy-authorization", "te", "trailer",
        "transfer-encoding", "upgrade", "expect", "content-length", "host",
    ]

    /// A request that has been here so often goes in circles.
    private static let mostLoops = 3

    static func isLoop(_ head: HTTPRequest) -> Bool {
        let tokens = head.headerFields[.cdnLoop]?.split(separator: ",").count { $0.contains("cloudflare") }
        return tokens ?? 0 >= mostLoops
    }

    /// The headers for a region: the client's, but for those that only an edge may write.
    /// https://developers.cloudflare.com/fundamentals/reference/http-headers/
    static func request(_ crossing: Crossing, _ choice: Steering.Choice, retryOf: String?, scheme: String) -> [(String, String)] {
        let given = crossing.head.headerFields
        var fields = given.filter { field in
            let name = field.name.canonicalName
            return !ofConnection.contains(name) && !name.hasPrefix("cf-") && !name.hasPrefix("x-edge-")
                && !["traceparent", "x-cloud-trace-context", "x-forwarded-for", "x-forwarded-proto", "cdn-loop", "accept-encoding"]
                    .contains(name)
        }.map { ($0.name.canonicalName, $0.value) }
        let trace = crossing.trace.hexadecimal
        fields += [
            ("cf-ray", crossing.rayText), ("cf-connecting-ip", crossing.clientAddress), ("cf-ipcountry", crossing.colo.country),
            ("cf-visitor", #"{"scheme":"\#(scheme)"}"#),
            ("cdn-loop", joined(given[.cdnLoop], "cloudflare; loops=1")), ("accept-encoding", "gzip, br"),
            ("x-forwarded-for", joined(given[.forwardedFor], crossing.clientAddress)), ("x-forwarded-proto", scheme),
            ("traceparent", "00-\(trace)-\(crossing.span.hexadecimal)-01"),
            ("x-cloud-trace-context", "\(trace)/\(crossing.span);o=1"),
            ("x-edge-selected-region", choice.region), ("x-edge-steering", choice.policy),
        ]
        if let retryOf { fields.append(("x-edge-retry-of", retryOf)) }
        if let avoided = choice.avoided {
            fields += [("x-edge-rerouted-from", avoided.region), ("x-edge-reroute-reason", avoided.why)]
        }
        return fields
    }

    private static func joined(_ given: String?, _ own: String) -> String { given.map { "\($0), \(own)" } ?? own }

    /// The headers for the client: the region's without those that are for proxies, and with the ray.
    static func response(_ headers: HTTPHeaders, _ crossing: Crossing) -> HTTPFields {
        var headers = headers
        headers.removeFieldsOfConnection()
        var answer = HTTPFields()
        for (name, value) in headers {
            let lower = name.lowercased()
            let isLength = lower == "content-length"
            guard isLength || !ofConnection.contains(lower), !lower.hasPrefix("x-accel-"), lower != "cf-ray",
                let name = HTTPField.Name(name)
            else { continue }
            answer.append(HTTPField(name: name, value: value))
        }
        answer[.cfRay] = crossing.rayText
        return answer
    }
}
