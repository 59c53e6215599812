import Testing

@testable import GatewayServer

/// Prompts of the configuration that a request fills.
struct PromptTemplateTests {
    private static func filled(_ template: String, _ inputs: [String: String], mostBytes: Int = 1 << 20) -> String? {
        PromptTemplate(template).filled(mostBytes: mostBytes) { inputs[$0].map { JSONString($0) } }?.text
    }

    @Test(arguments: [
        ("Say {x}", "Say hello"), ("{x}{y}{x}", "hello{x}hello"), ("{z} and {x", "{z} and {x"), ("{{x}}", "{hello}"), ("", ""),
        ("no places", "no places"), ("{", "{"), ("}{", "}{"), ("{}", "nameless"), ("\"{x}\"\n", "\"hello\"\n"),
    ])
    func `inputs are put in their places`(_ template: String, _ filled: String) {
        #expect(Self.filled(template, ["x": "hello", "y": "{x}", "": "nameless"]) == filled)
    }

    @Test func `inputs that name each other do not grow`() {
        let names = (0..<40).map { "i\($0)" }
        let inputs = Dictionary(uniqueKeysWithValues: zip(names, names.dropFirst()).map { ($0, "{\($1)}{\($1)}") })
        #expect(Self.filled("{i0}", inputs) == "{i1}{i1}")
    }

    @Test func `a prompt that would become too long is refused`() {
        let long = String(repeating: "x", count: 1000)
        #expect(Self.filled(String(repeating: "{x}", count: 64), ["x": long], mostBytes: 63_999) == nil)
        #expect(Self.filled(String(repeating: "{x}", count: 64), ["x": long], mostBytes: 64_000)?.utf8.count == 64_000)
    }
}
