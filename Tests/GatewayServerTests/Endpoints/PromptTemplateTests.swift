import Testing

@testable import GatewayServer

/// Prompts of the configuration that a request fills.
struct PromptTemplateTests {
    @Test(arguments: [
        ("Say {x}", "Say hello"), ("{x}{y}{x}", "hello{x}hello"), ("{z} and {x", "{z} and {x"), ("{{x}}", "{hello}"), ("", ""),
        ("no places", "no places"), ("{", "{"), ("}{", "}{"), ("{}", "nameless"),
    ])
    func `inputs are put in their places`(_ template: String, _ filled: String) {
        #expect(PromptTemplate(template).filled(["x": "hello", "y": "{x}", "": "nameless"]) == filled)
    }

    @Test func `inputs that name each other do not grow`() {
        let names = (0..<40).map { "i\($0)" }
        let inputs = Dictionary(uniqueKeysWithValues: zip(names, names.dropFirst()).map { ($0, "{\($1)}{\($1)}") })
        #expect(PromptTemplate("{i0}").filled(inputs) == "{i1}{i1}")
    }

    @Test func `a prompt that would become too long is refused`() {
        let long = String(repeating: "x", count: 1 << 20)
        #expect(PromptTemplate(String(repeating: "{x}", count: 64)).filled(["x": long]) == nil)
        #expect(PromptTemplate("{x}").filled(["x": long]) == long)
    }
}
