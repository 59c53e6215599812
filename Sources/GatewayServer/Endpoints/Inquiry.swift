import Foundation
import NIOCore

/// What an endpoint's request wants: whom to ask, what, and how the answer is to look.
struct Inquiry: Sendable {
    var call: ModelCall
    var chain: Chain
    var shape: AnswerShape
    /// As the client named it.
    var model: String
    /// What the body asks for, where its endpoint serves several things.
    var scope: Scope?
}

/// Reads the bodies of the endpoints.
struct InquiryReader: Sendable {
    let chains: [String: Chain]
    let features: FeatureSettings

    /// Throws a `GatewayFailure` where the body is not what the endpoint needs.
    func inquiry(
        _ endpoint: Endpoint, _ body: ByteBuffer, versions: [(String, String)]
    ) throws(GatewayFailure) -> Inquiry {
        guard let members = JSONMembers(body) else { throw .malformed }
        switch endpoint {
        case .proxy(let surface, let model, let isStream):
            guard let name = model ?? members.string("model") else { throw .missing("model") }
            let streams = isStream ?? members.flag("stream") ?? false
            let call = RelayCall(surface: surface, members: members, isStream: streams, headers: versions)
            return Inquiry(call: .relay(call), chain: try chain(name), shape: .relay, model: name)
        case .codeCompletions, .codeGenerations: return try completion(endpoint, members)
        case .codeCompletionsV3, .suggestionsV4: return try suggestion(endpoint, members)
        case .chatAgent: return try chat(members)
        case .prompt(let id): return try prompt(id, members)
        default: throw .notFound
        }
    }

    private func chain(_ name: String) throws(GatewayFailure) -> Chain {
        guard let chain = chains[name] else { throw .noModel() }
        return chain
    }

    private func feature(_ name: String?) throws(GatewayFailure) -> Chain {
        guard let name else { throw .noModel() }
        return try chain(name)
    }

    /// An editor's file around the cursor. https://gitlab.com/gitlab-org/modelops/applied-ml/code-suggestions/ai-assist/-/blob/main/docs/api.md
    fileprivate struct CurrentFile: Decodable {
        var file_name: String
        var content_above_cursor: String
        var content_below_cursor: String?
        var language_identifier: String?
        /// Of a generation: what the user wants.
        var instruction: String?

        /// What follows the last point of the file's name, where the editor does not say; it goes into the answer.
        var language: String {
            if let language_identifier { return String(language_identifier.unicodeScalars.prefix(CurrentFile.longestLanguage)) }
            let last = file_name.unicodeScalars.suffix(CurrentFile.longestLanguage)
            return String(last.lastIndex(of: ".").map { last[last.index(after: $0)...] } ?? last)
        }

        private static let longestLanguage = 64

        func prompt(generates: Bool, stream: Bool) -> TextPrompt {
            let task =
                generates
                ? "Write the code that the user asks for at the cursor. Answer with code alone."
                : "Complete the code at the cursor. Answer with the missing code alone, nothing that is there already."
            var user = "File: \(file_name)\n<above>\(content_above_cursor)</above>\n<below>\(content_below_cursor ?? "")</below>"
            if let instruction { user += "\n<instruction>\(instruction)</instruction>" }
            return TextPrompt(system: task, user: user, maxTokens: generates ? 2048 : 256, isStream: stream)
        }
    }

    private func completion(_ endpoint: Endpoint, _ members: JSONMembers) throws(GatewayFailure) -> Inquiry {
        guard let file: CurrentFile = members.decoded("current_file") else { throw .missing("current_file") }
        let generates = endpoint == .codeGenerations
        let chain = try feature(generates ? features.codeGenerations : features.codeCompletions)
        let prompt = file.prompt(generates: generates, stream: members.flag("stream") ?? false)
        return Inquiry(call: .text(prompt), chain: chain, shape: .completions(language: file.language), model: chain.model)
    }

    private struct Component: Decodable {
        var type: String
        var payload: CurrentFile
    }

    private func suggestion(_ endpoint: Endpoint, _ members: JSONMembers) throws(GatewayFailure) -> Inquiry {
        guard let components: [Component] = members.decoded("prompt_components"), let first = components.first else {
            throw .missing("prompt_components")
        }
        let generates = first.type == "code_editor_generation"
        let chain = try feature(generates ? features.codeGenerations : features.codeCompletions)
        let streams = endpoint == .suggestionsV4
        let prompt = first.payload.prompt(generates: generates, stream: streams)
        let language = first.payload.language
        return Inquiry(
            call: .text(prompt), chain: chain, shape: streams ? .events(language: language) : .suggestions(language: language),
            model: chain.model, scope: generates ? .generateCode : .completeCode)
    }

    private struct ChatComponent: Decodable {
        struct Turn: Decodable {
            var role: String
            var content: String
        }
        enum Content: Decodable {
            case text(String)
            case turns([Turn])

            init(from decoder: any Decoder) throws {
                let value = try decoder.singleValueContainer()
                if let text = try? value.decode(String.self) {
                    self = .text(text)
                } else {
                    self = .turns(try value.decode([Turn].self))
                }
            }
        }
        struct Payload: Decodable {
            var content: Content
            var model: String?
        }
        var payload: Payload
    }

    private func chat(_ members: JSONMembers) throws(GatewayFailure) -> Inquiry {
        guard let components: [ChatComponent] = members.decoded("prompt_components"), let payload = components.first?.payload else {
            throw .missing("prompt_components")
        }
        var prompt = TextPrompt(user: "", isStream: members.flag("stream") ?? false)
        switch payload.content {
        case .text(let text): prompt.user = text
        case .turns(let turns):
            let system = turns.filter { $0.role == "system" }.map(\.content)
            prompt.system = system.isEmpty ? nil : system.joined(separator: "\n\n")
            prompt.user = turns.filter { $0.role != "system" }.map(\.content).joined(separator: "\n\n")
        }
        let named = payload.model.flatMap { chains[$0] }
        let chain: Chain = if let named { named } else { try feature(features.chat) }
        return Inquiry(call: .text(prompt), chain: chain, shape: .chat, model: payload.model ?? chain.model)
    }

    private func prompt(_ id: String, _ members: JSONMembers) throws(GatewayFailure) -> Inquiry {
        guard let kept = features.prompts[id] else {
            throw GatewayFailure(404, "not_found_error", code: "prompt_not_found", "Prompt not found")
        }
        let inputs: [String: String] = members.decoded("inputs") ?? [:]
        guard let user = PromptTemplate(kept.user).filled(inputs),
            let system = PromptTemplate(kept.system ?? "").filled(inputs)
        else { throw .tooLarge }
        let prompt = TextPrompt(
            system: kept.system == nil ? nil : system, user: user, isStream: members.flag("stream") ?? false)
        return Inquiry(call: .text(prompt), chain: try chain(kept.model), shape: .prompt, model: kept.model)
    }
}
