/// https://docs.anthropic.com/en/api/messages
struct AnthropicVoice: Voice {
    func answer(_ text: String, pieces: Int, id: String, model: String) -> String {
        """
        {"id":"msg_\(id)","type":"message","role":"assistant","model":"\(model)","content":[{"type":"text","text":"\(text)"}],\
        "stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":11,"output_tokens":\(pieces),\
        "inference_geo":"global"}}
        """
    }

    func opening(id: String, model: String) -> [String] {
        [
            event(
                "message_start",
                """
                {"type":"message_start","message":{"id":"msg_\(id)","type":"message","role":"assistant","model":"\(model)","content":[],\
                "stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":11,"output_tokens":1,\
                "inference_geo":"global"}}}
                """),
            event("content_block_start", #"{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}"#),
            event("ping", #"{"type":"ping"}"#),
        ]
    }

    func piece(_ text: String, isLast: Bool, pieces: Int, id: String, model: String) -> String {
        event(
            "content_block_delta",
            #"{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"\#(text)"}}"#)
    }

    func closing(pieces: Int, id: String, model: String, withUsage: Bool) -> [String] {
        [
            event("content_block_stop", #"{"type":"content_block_stop","index":0}"#),
            event(
                "message_delta",
                """
                {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":\(pieces)}}
                """),
            event("message_stop", #"{"type":"message_stop"}"#),
        ]
    }

    var failure: String {
        event("error", #"{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}"#)
    }

    func error(_ status: Int) -> String {
        let type =
            switch status {
            case 400: "invalid_request_error"
            case 401: "authentication_error"
            case 429: "rate_limit_error"
            case 529: "overloaded_error"
            default: "api_error"
            }
        return #"{"type":"error","error":{"type":"\#(type)","message":"as ordered"}}"#
    }

    private func event(_ name: String, _ data: String) -> String { "event: \(name)\ndata: \(data)\n\n" }
}
