import NIOCore
import Testing

@testable import GatewayServer

/// What answers say of themselves beside their words.
struct AnswerFactsTests {
    private func facts(_ reading: any AnswerReading, events: [String]) -> AnswerFacts {
        var facts = AnswerFacts()
        for event in events { _ = reading.read(ServerEvent(name: nil, data: ByteBuffer(string: event)), &facts) }
        return facts
    }

    private func facts(_ reading: any AnswerReading, answer: String) -> AnswerFacts {
        var facts = AnswerFacts()
        _ = reading.read(ByteBuffer(string: answer), &facts)
        return facts
    }

    @Test func `a stream of messages says where it ran at its beginning, and why it stopped at its end`() {
        let found = facts(
            MessagesReading(),
            events: [
                #"{"type":"message_start","message":{"stop_reason":null,"usage":{"input_tokens":3,"inference_geo":"us"}}}"#,
                #"{"type":"message_delta","delta":{"stop_reason":"max_tokens"},"usage":{"output_tokens":5}}"#,
            ])
        #expect((found.finishReason, found.location) == ("max_tokens", "us"))
        #expect(found.counts == TokenCounts(input: 3, output: 5))
    }

    @Test func `an answer in one piece says the same`() {
        let messages = facts(
            MessagesReading(),
            answer: #"{"content":[],"stop_reason":"end_turn","usage":{"input_tokens":1,"inference_geo":"global"}}"#)
        #expect((messages.finishReason, messages.location) == ("end_turn", "global"))
        let chat = facts(ChatReading(), answer: #"{"choices":[{"message":{"content":"a"},"finish_reason":"length"}]}"#)
        #expect((chat.finishReason, chat.location) == ("length", nil))
        let generated = facts(GenerateReading(), answer: #"{"candidates":[{"content":{"parts":[]},"finishReason":"MAX_TOKENS"}]}"#)
        #expect(generated.finishReason == "MAX_TOKENS")
    }

    @Test(
        arguments: [
            #"{"choices":[{"delta":{},"finish_reason":"stop"}]}"#, #"{"choices":[],"usage":{"prompt_tokens":1}}"#,
            #"{"choices":[{"delta":{"content":""},"finish_reason":"tool_calls"}]}"#,
        ])
    func `what follows the words of a chat is no word`(_ event: String) {
        #expect(isClosing(ChatReading(), event))
    }

    @Test func `what follows the words of a message is no word, and words that say they are the last are words`() {
        #expect(isClosing(MessagesReading(), #"{"type":"message_delta","delta":{"stop_reason":"end_turn"}}"#))
        #expect(isClosing(MessagesReading(), #"{"type":"content_block_stop","index":0}"#))
        #expect(!isClosing(ChatReading(), #"{"choices":[{"delta":{"content":"a"},"finish_reason":"stop"}]}"#))
        #expect(!isClosing(ChatReading(), #"{"choices":[{"delta":{"tool_calls":[{}]},"finish_reason":null}],"usage":null}"#))
    }

    private func isClosing(_ reading: any AnswerReading, _ event: String) -> Bool {
        var facts = AnswerFacts()
        guard case .closing = reading.read(ServerEvent(name: nil, data: ByteBuffer(string: event)), &facts) else { return false }
        return true
    }

    @Test func `of chunks of a chat the last that has a reason gives it`() {
        let found = facts(
            ChatReading(),
            events: [
                #"{"choices":[{"delta":{"content":"a"},"finish_reason":null}]}"#,
                #"{"choices":[{"delta":{},"finish_reason":"stop"}]}"#,
                #"{"choices":[],"usage":{"prompt_tokens":1}}"#,
            ])
        #expect(found.finishReason == "stop")
    }

    @Test(arguments: [#"{"finish_reason":"stop"}"#, #"{"finish_reason": "stop"}"#, #"{"finishReason":"STOP"}"#, #"{"usage":{}}"#])
    func `an event with a reason is read even where words go on unread`(_ event: String) {
        #expect(ServerEvent(name: nil, data: ByteBuffer(string: event)).mayTellMore)
    }

    @Test(
        arguments: [
            (#"[{"index":0,"message":{"content":"a"},"finish_reason":"stop"}]"#, "stop"),
            (#"[ { "finish_reason" :  "length" , "message":{}} ]"#, "length"),
            (#"[{"message":{"content":"say \"finish_reason\":\"no\""},"finish_reason":"tool_calls"}]"#, "tool_calls"),
            (#"[{"message":{"content":"a"},"finish_reason":null}]"#, nil), (#"[{"finish_reason":"a\nb"}]"#, nil), ("[]", nil),
            (#"[{"finish_reason":"sto"#, nil), (#"[{"finish_reason""#, nil),
        ] as [(String, String?)])
    func `the reason is found in choices that go on as they are`(choices: String, reason: String?) {
        #expect(ChatReading.finishReason(ofChoices: ByteBuffer(string: choices)) == reason)
    }

    @Test func `a chunk of words alone is not read for its reason`() {
        let words = #"{"choices":[{"delta":{"content":"a"},"finish_reason":null}]}"#
        #expect(!ServerEvent(name: nil, data: ByteBuffer(string: words)).mayTellMore)
    }

    @Test func `what is no text, or longer than a word, does no harm`() {
        let odd = facts(
            MessagesReading(),
            events: [
                #"{"type":"message_start","message":{"usage":{"input_tokens":3,"inference_geo":{"a":1}}}}"#,
                #"{"type":"message_delta","delta":{"stop_reason":["x"]},"usage":{"output_tokens":5}}"#,
            ])
        #expect((odd.finishReason, odd.location, odd.counts) == (nil, nil, TokenCounts(input: 3, output: 5)))
        let long = facts(ChatReading(), events: [#"{"choices":[{"finish_reason":"\#(String(repeating: "x", count: 5000))"}]}"#])
        #expect(long.finishReason?.utf8.count == AnswerFacts.longestWord)
    }
}
