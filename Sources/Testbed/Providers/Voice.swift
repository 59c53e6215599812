/// How a provider speaks: its answers, its streams, its errors.
protocol Voice: Sendable {
    /// An answer in one piece.
    func answer(_ text: String, pieces: Int, id: String, model: String) -> String
    /// What a stream begins with, before any words.
    func opening(id: String, model: String) -> [String]
    /// Some words.
    func piece(_ text: String, isLast: Bool, pieces: Int, id: String, model: String) -> String
    /// What a stream ends with.
    func closing(pieces: Int, id: String, model: String, withUsage: Bool) -> [String]
    /// An error within a stream.
    var failure: String { get }
    /// The body of an answer with this status.
    func error(_ status: Int) -> String
}

/// https://platform.openai.com/docs/api-reference/chat
struct OpenAIVoice: Voice {
    func answer(_ text: String, pieces: Int, id: String, model: String) -> String {
        """
        {"id":"chatcmpl-\(id)","object":"chat.completion","created":1790000000,"model":"\(model)","choices":[{"index":0,"message":\
        {"role":"assistant","content":"\(text)","refusal":null},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":11,\
        "completion_tokens":\(pieces),"total_tokens":\(11 + pieces)}}
        """
    }

    func opening(id: String, model: String) -> [String] {
        [chunk(id, model, #"{"role":"assistant","content":""}"#, finish: "null")]
    }

    func piece(_ text: String, isLast: Bool, pieces: Int, id: String, model: String) -> String {
        chunk(id, model, #"{"content":"\#(text)"}"#, finish: "null")
    }

    func closing(pieces: Int, id: String, model: String, withUsage: Bool) -> [String] {
        let usage = """
            data: {"id":"chatcmpl-\(id)","object":"chat.completion.chunk","created":1790000000,"model":"\(model)","choices":[],\
            "usage":{"prompt_tokens":11,"completion_tokens":\(pieces),"total_tokens":\(11 + pieces)}}\n\n
            """
        return [chunk(id, model, "{}", finish: #""stop""#)] + (withUsage ? [usage] : []) + ["data: [DONE]\n\n"]
    }

    var failure: String { #"data: {"error":{"message":"as ordered","type":"server_error","code":503}}"# + "\n\n" }

    func error(_ status: Int) -> String {
        #"{"error":{"message":"as ordered","type":"server_error","param":null,"code":"\#(status)"}}"#
    }

    private func chunk(_ id: String, _ model: String, _ delta: String, finish: String) -> String {
        """
        data: {"id":"chatcmpl-\(id)","object":"chat.completion.chunk","created":1790000000,"model":"\(model)","choices":[{"index":0,\
        "delta":\(delta),"finish_reason":\(finish)}]}\n\n
        """
    }
}

/// https://cloud.google.com/vertex-ai/generative-ai/docs/model-reference/inference
struct VertexVoice: Voice {
    func answer(_ text: String, pieces: Int, id: String, model: String) -> String {
        body(text, finish: true, pieces: pieces, model: model)
    }

    func opening(id: String, model: String) -> [String] { [] }

    func piece(_ text: String, isLast: Bool, pieces: Int, id: String, model: String) -> String {
        "data: \(body(text, finish: isLast, pieces: pieces, model: model))\r\n\r\n"
    }

    func closing(pieces: Int, id: String, model: String, withUsage: Bool) -> [String] { [] }

    var failure: String { #"data: {"error":{"code":503,"message":"as ordered","status":"UNAVAILABLE"}}"# + "\r\n\r\n" }

    func error(_ status: Int) -> String {
        #"{"error":{"code":\#(status),"message":"as ordered","status":"UNAVAILABLE"}}"#
    }

    private func body(_ text: String, finish: Bool, pieces: Int, model: String) -> String {
        let reason = finish ? #","finishReason":"STOP""# : ""
        let usage =
            finish
            ? #","usageMetadata":{"promptTokenCount":11,"candidatesTokenCount":\#(pieces),"totalTokenCount":\#(11 + pieces)}"# : ""
        return """
            {"candidates":[{"content":{"role":"model","parts":[{"text":"\(text)"}]}\(reason)}]\(usage),"modelVersion":"\(model)"}
            """
    }
}
