import Foundation
import HTTPServing
import HTTPTypes
import LogFormats
import LogRecords
import NIOCore

/// An answer that needs nobody else.
struct Page: Sendable {
    var head: HTTPResponse
    var body: ByteBuffer
}

extension GatewayResponder {
    /// Health, readiness, region and the list of models; `nil` for endpoints that ask a model. A probe has no record:
    /// there are thousands.
    func page(_ endpoint: Endpoint, _ inbound: InboundRequest) async throws -> Page? {
        switch endpoint {
        case .health: return json(200, #"{"status":"ok"}"#, inbound)
        case .ready:
            let missing = gateway.missing
            return json(missing.isEmpty ? 200 : 503, encoded(Readiness(ready: missing.isEmpty, missing: missing)), inbound)
        case .region:
            let region = Region(
                region: gateway.region, instance: gateway.writer.instance.uuid, ready: gateway.missing.isEmpty,
                draining: gateway.isDraining, inflight: gateway.watch.count)
            return json(200, encoded(region), inbound)
        case .modelDefinitions:
            // Whoever is not let in is refused in full, and written down, by the caller.
            guard (try? await gateway.gatekeeper.admit(inbound.headers, scopes: [])) != nil else { return nil }
            let models = gateway.settings.models.keys.sorted().map { Definitions.Model(name: $0, identifier: $0) }
            return json(200, encoded(Definitions(models: models)), inbound)
        default: return nil
        }
    }

    private struct Readiness: Encodable {
        var ready: Bool
        var missing: [String]
    }

    private struct Region: Encodable {
        var region: String
        var instance: String
        var ready: Bool
        var draining: Bool
        var inflight: Int
    }

    private struct Definitions: Encodable {
        struct Model: Encodable {
            var name: String
            var identifier: String
        }
        var models: [Model]
    }

    private func encoded(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
        return String(decoding: (try? encoder.encode(value)) ?? Data(), as: UTF8.self)  // texts and numbers can always be encoded
    }

    private func json(_ status: Int, _ text: String, _ inbound: InboundRequest) -> Page {
        let body = ByteBuffer(string: text + "\n")
        var fields = gateway.fields(for: inbound, attempts: 0)
        fields[.contentType] = "application/json"
        fields[.contentLength] = "\(body.readableBytes)"
        return Page(head: HTTPResponse(status: .init(code: status), headerFields: fields), body: body)
    }
}
