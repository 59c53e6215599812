import LogFormats
import Testing

@Suite struct RedactedLineTests {
    private func shown(_ line: String, _ format: String = "gitlab.ai_gateway") -> String {
        var line = line
        return line.withUTF8 { RedactedLine(UnsafeRawBufferPointer($0), format: format).text }
    }

    @Test func `values that a table names are shown and all others are sizes`() {
        let line =
            #"{"status_code": 200, "correlation_id":"abc","response_from_llm":{"content":"secret"},"notes":["a","b",{"c":[1,2]}],"#
            + #""deep":[],"text":"secret","n":-1.5e3,"f":false,"none":null,"duration_s":0.5}"#
        #expect(
            shown(line)
                == #"{"status_code": 200, "correlation_id": "abc", "response_from_llm": <object, 20 bytes>, "#
                + #""notes": <array, 3 elements>, "deep": <array, 0 elements>, "text": <string, 6 bytes>, "n": <number>, "#
                + #""f": false, "none": null, "duration_s": 0.5}"#)
    }

    @Test(arguments: [
        (#"{"client_ip":"203.0.113.24"}"#, #"{"client_ip": "203.0.*.*"}"#),
        (#"{"client_ip":"203.0.113.24:443"}"#, #"{"client_ip": "203.0.*.*"}"#),
        (#"{"client_ip":"2001:db8:1::24"}"#, #"{"client_ip": "2001:db8:*"}"#),
        (#"{"client_ip":"someone"}"#, #"{"client_ip": "so***"}"#),
        (#"{"gitlab_global_user_id":"dGhlIGhhc2g="}"#, #"{"gitlab_global_user_id": "dG***"}"#),
        (#"{"gitlab_host_name":"gitlab.customer.example"}"#, #"{"gitlab_host_name": "gi***"}"#),
        (#"{"gitlab_host_name":"abc"}"#, #"{"gitlab_host_name": "***"}"#),
    ])
    func `personal values show their beginning`(line: String, text: String) {
        #expect(shown(line) == text)
    }

    @Test func `a monolith's host and user are personal, and a gateway's host is not`() {
        #expect(
            shown(#"{"host":"gitlab.customer.example","user_id":4211}"#, "gitlab.rails") == #"{"host": "gi***", "user_id": "***"}"#)
        #expect(
            shown(#"{"url":"https://cloud.example.com/v2?token=secret"}"#) == #"{"url": "https://cloud.example.com/v2?***"}"#)
    }

    @Test func `secrets inside an address are cut`() {
        #expect(
            shown(#"{"request_url":"https://user:pass@models.example/v1?key=secret#x"}"#)
                == #"{"request_url": "https://***@models.example/v1?***"}"#)
        #expect(shown(#"{"path":"/v2/completions?key=secret"}"#) == #"{"path": "/v2/completions?***"}"#)
    }

    @Test func `a word that a table compares with is shown, and another text under that key is not`() {
        #expect(
            shown(#"{"logger":"api.access","message":"Request to LLM"}"#)
                == #"{"logger": "api.access", "message": "Request to LLM"}"#)
        #expect(
            shown(#"{"logger":"secret","message":"203.0.113.24:0"}"#)
                == #"{"logger": <string, 6 bytes>, "message": <string, 14 bytes>}"#)
    }

    @Test func `what is about nobody is shown though no field is read from it, in an envelope too, and an address in it is masked`()
    {
        let line =
            #"{"schema":1,"config":"5f1c","edge":{"steering":"from 203.0.113.24","secret":"x"},"attempts":[{"head_ms":1.5}]}"#
        let text = #"{"schema": 1, "config": "5f1c", "edge": {"steering": "from 203.0.*.*", "secret": <string, 1 bytes>}, "#
        #expect(shown(line, "waybill.gateway") == text + #""attempts": [{"head_ms": 1.5}]}"#)
        #expect(
            shown(#"{"jsonPayload":\#(line)}"#, "waybill.gateway").contains(#""jsonPayload": {"schema": 1, "config": "5f1c""#))
    }

    @Test func `a line in an envelope is shown as its own tables and the envelope's say`() {
        let line =
            #"{"jsonPayload":{"correlation_id":"abc","prompt":"secret"},"resource":{"type":"cloud_run_revision","#
            + #""labels":{"location":"europe-west2","project_id":"secret"}},"textPayload":"secret"}"#
        #expect(
            shown(line)
                == #"{"jsonPayload": {"correlation_id": "abc", "prompt": <string, 6 bytes>}, "resource": {"type": "cloud_run_revision", "#
                + #""labels": {"location": "europe-west2", "project_id": <string, 6 bytes>}}, "textPayload": <string, 6 bytes>}"#)
    }

    @Test func `what could command a terminal is spelled out`() {
        #expect(
            shown(#"{"correlation_id":"a\u001b[31m\"b\\\ud83d\ude00","\u001b]0;x":1}"#)
                == #"{"correlation_id": "a\\u{1b}[31m\"b\\😀", "\\u{1b}]0;x": <number>}"#)
    }

    @Test func `half a surrogate pair is shown as it stands in the line`() {
        #expect(shown(#"{"correlation_id":"a\ud800"}"#) == #"{"correlation_id": "a\\ud800"}"#)
    }

    @Test func `order and repeated keys stay as they are in the line`() {
        #expect(
            shown(#"{"user_agent":"b","correlation_id":"one","correlation_id":"two"}"#)
                == #"{"user_agent": "b", "correlation_id": "one", "correlation_id": "two"}"#)
    }

    @Test func `headers that are kept in arrays are shown as texts are`() {
        #expect(
            shown(
                #"{"RequestHeaders":{"x-request-id":["a","b"],"x-gitlab-global-user-id":["secretsecret"],"cookie":["x"]}}"#,
                "cloudflare.http_requests")
                == #"{"RequestHeaders": {"x-request-id": ["a", "b"], "x-gitlab-global-user-id": ["se***"], "cookie": <array, 1 elements>}}"#
        )
    }

    @Test(arguments: ["", "{", "{\"a\":1}x", "{\"a\":\"\n\"}", "{\"a\":nul}", "{'a':1}", "{\"a\":1,}", "[1,]", "\u{feff}{}"])
    func `of what is no JSON only the length is shown`(line: String) {
        #expect(shown(line) == "<not JSON, \(line.utf8.count) bytes>")
    }

    @Test func `depth, size and number have an end`() {
        let deep = String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000)
        #expect(shown(deep) == "<not JSON, 20000 bytes>")
        #expect(shown(#"{"user_agent":""# + String(repeating: "x", count: 100_000) + #""}"#).utf8.count < 600)
        let many = "{" + (0..<50_000).map { "\"k\($0)\":1" }.joined(separator: ",") + "}"
        #expect(shown(many).utf8.count < RedactedLine.mostBytes + 256)
    }

    @Test func `a format that no table knows shows nothing`() {
        #expect(shown(#"{"a":"secret"}"#, "nothing.known") == "<object, 14 bytes>")
    }
}
