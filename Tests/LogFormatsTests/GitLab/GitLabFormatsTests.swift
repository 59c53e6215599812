import LogFormats
import LogRecords
import Testing

@Suite struct GitLabFormatsTests {
    private func decoded(_ line: String) -> DecodedLine {
        DecodedLine(line)
    }

    private func access(_ fields: String) -> DecodedLine {
        decoded(
            #"{"logger":"api.access","path":"/v2/completions","timestamp":"2026-03-10T08:15:31Z","type":"mlops","message":"m",\#(fields)}"#
        )
    }

    private func call(_ message: String, _ fields: String) -> DecodedLine {
        decoded(#"{"logger":"models","timestamp":"2026-03-10T08:15:31Z","correlation_id":"c","message":"\#(message)",\#(fields)}"#)
    }

    private static let instance = #""gitlab_instance_id":"5f0c7e52-3d1b-4a86-9c57-0e1f2a3b4c5d""#

    @Test(
        arguments: [
            (#""status_code":401,"auth_duration_s":0.1"#, "claimed"),
            (#""status_code":401,"token_issuer":"x""#, "claimed"),
            (#""status_code":200,"token_issuer":"x""#, "authenticated"),
            (#""status_code":403,"token_issuer":"x""#, "authenticated"),
            (#""status_code":200,"auth_duration_s":0.1"#, "authenticated"),
            // Authentication was switched off, or the request was refused before it.
            (#""status_code":200"#, nil), (#""status_code":405,"auth_duration_s":0.1"#, nil),
        ] as [(String, String?)])
    func `an instance is authenticated only where a token was checked`(fields: String, proof: String?) {
        #expect(access(fields + "," + Self.instance)["instanceProof"] == proof)
    }

    /// The type is the client's word; what it was worth is told by how the call ended.
    @Test(
        arguments: [
            (#""gitlab_authentication_type":"oidc","servicer_context_code":"OK""#, "authenticated"),
            (#""gitlab_authentication_type":"oidc","servicer_context_code":"""#, "authenticated"),
            (#""gitlab_authentication_type":"oidc","servicer_context_code":"PERMISSION_DENIED""#, "authenticated"),
            (#""gitlab_authentication_type":"oidc","servicer_context_code":"UNAUTHENTICATED""#, "claimed"),
            (#""gitlab_authentication_type":"basic","servicer_context_code":"OK""#, "claimed"),
            (#""gitlab_authentication_type":null,"servicer_context_code":"OK""#, "claimed"),
            (#""servicer_context_code":"OK""#, "claimed"),
        ])
    func `a workflow's caller is authenticated where its type was taken`(fields: String, proof: String) {
        for text in [#""event":"Finished ExecuteWorkflow RPC""#, #""message":"Finished ExecuteWorkflow RPC""#] {
            #expect(
                decoded(#"{\#(text),"timestamp":"2026-03-10T08:15:31Z","grpc_method_name":"x",\#(fields),\#(Self.instance)}"#)[
                    "instanceProof"]
                    == proof)
        }
    }

    @Test func `what a workflow's line calls undefined is no id`() {
        let ids = #""correlation_id":"undefined","workflow_id":"undefined","gitlab_global_user_id":"undefined","logger":"grpc""#
        let line = decoded(
            #"{"event":"connection closed before workflow started","grpc_method_name":"x","timestamp":"2026-03-10T08:15:31Z",\#(ids)}"#
        )
        #expect(line["result"] == "not_started")
        #expect((line["correlationID"], line["session"], line["user"]) == (nil, nil, nil))
    }

    @Test(arguments: [
        #""exception.message":"boom""#, #""exception":{"message":"boom","backtrace":"t"}"#,
        #""exception_message":"boom","exception_class":"RuntimeError""#,
    ])
    func `a stream that died under 200 is truncated in every generation`(exception: String) {
        let line = access(#""status_code":200,"model_engine":"anthropic","model_name":"claude-2.1","# + exception)
        #expect(line["result"] == "truncated")
        #expect(line["error"] != nil)
        #expect((line["attempt1.provider"], line["attempt1.served"]) == ("anthropic", nil))
        #expect(access(#""status_code":500,"# + exception)["result"] == nil)
    }

    @Test func `the bare line of GitLab's gateway has no region, no ray and no attempt`() {
        let line = access(#""status_code":200"#)
        #expect((line["region"], line["ray"], line["attempt1.number"]) == (nil, nil, nil))
    }

    @Test func `the sentinel -1 and zeros before a crash are no durations`() {
        let crash = access(#""status_code":500,"content_type":"unknown","first_chunk_duration_s":0,"duration_s":-1"#)
        #expect((crash["firstByte"], crash["duration"]) == (nil, nil))
        #expect(access(#""status_code":200,"duration_s":-2.4997"#)["duration"] == "-2499700000 ns")
    }

    @Test func `a line's own time stays, and the envelope's is taken where it has none`() {
        func enveloped(_ time: String) -> DecodedLine {
            decoded(
                #"{"logName":"l","timestamp":"2026-03-10T09:00:00Z","resource":{"type":"cloud_run_revision","labels":{"location":"us-east4"}},"#
                    + #""jsonPayload":{"logger":"api.access","path":"/x","status_code":200\#(time)}}"#)
        }
        #expect(enveloped(#","timestamp":"2026-03-10T08:15:31Z""#)["ended"] == "2026-03-10T08:15:31.000000000Z")
        #expect(enveloped("")["ended"] == "2026-03-10T09:00:00.000000000Z")
        #expect(enveloped("")["region"] == "us-east4")
    }

    @Test func `a call's success and failure are what its line states`() {
        let good = call(
            "Request to LLM complete", #""model_engine":"litellm-completion","model_name":"m","error":"no","error_type":"none""#)
        #expect((good["attempt1.served"], good["attempt1.errorClass"], good["attempt1.provider"]) == ("true", nil, nil))
        let bad = call("Request to LLM complete", #""model_engine":"anthropic","error":"yes","error_type":"overloaded""#)
        #expect((bad["attempt1.served"], bad["attempt1.errorClass"]) == ("false", "overloaded"))
        let begun = call("Request to LLM", #""request_url":"https://api.anthropic.com/v1/messages""#)
        #expect((begun["attempt1.served"], begun["attempt1.provider"], begun["result"]) == (nil, "anthropic", "request"))
    }

    @Test func `two lines of one request are two records, and one delivered twice is one`() throws {
        let one = try #require(call("Request to LLM", #""request_url":"https://api.anthropic.com/""#)["recordID"])
        #expect(call("Request to LLM", #""request_url":"https://api.openai.com/""#)["recordID"] == one)
        #expect(call("Request to LLM complete", #""error":"no""#)["recordID"] != one)
    }

    @Test func `a model's words are in no field`() {
        let line = decoded(
            #"{"time":"2026-03-10T08:15:31Z","severity":"INFO","ai_event_name":"response_received","correlation_id":"c","#
                + #""response_from_llm":{"content":"SECRET"},"message":"SECRET","prompt":"SECRET"}"#)
        #expect(line.format == "gitlab.rails")
        #expect(!line.block.contains("SECRET"))
    }

    @Test func `the monolith's ray is kept, and its colo and its cluster's region are not the gateway's`() {
        let line = decoded(
            #"{"logName":"l","resource":{"type":"k8s_container","labels":{"location":"us-east1"}},"jsonPayload":{"time":"#
                + #""2026-03-10T08:15:31Z","controller":"c","action":"a","cf_ray":"9da0df34800011a2-FRA"}}"#)
        #expect((line["ray"], line["colo"], line["region"]) == ("9da0df34800011a2", nil, nil))
    }

    @Test func `milliseconds and seconds are told apart by the key`() {
        func rails(_ duration: String) -> String? {
            decoded(#"{"time":"2026-03-10T08:15:31Z","controller":"c","action":"a",\#(duration)}"#)["duration"]
        }
        #expect(rails(#""duration":2448.77"#) == "2448770000 ns")
        #expect(rails(#""duration_s":2.44877"#) == "2448770000 ns")
        #expect(rails(#""duration_ms":2448.77"#) == "2448770000 ns")
    }
}
