import LogRecords
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
    ) async throws(GatewayFailure) -> Inquiry {
        guard let members = await JSONMembers.read(body) else { throw .malformed }
        switch endpoint {
        case .proxy(let surface, let model, let isStream):
            guard let name = model ?? members.string("model") else { throw .missing("model") }
            let streams = isStream ?? members.flag("stream") ?? false
            let call = RelayCall(surface: surface, members: members, isStream: streams, headers: versions)
            return Inquiry(call: .relay(call), chain: try chain(name), shape: .relay, model: name)
        case .codeCompletions, .codeGenerations: return try await completion(endpoint, members)
        case .codeCompletionsV3, .suggestionsV4: return try await suggestion(endpoint, members)
        case .chatAgent: return try await chat(members)
        case .prompt(let id): return try await prompt(id, members)
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

    /// An editor's file around the cursor.
    /// https://gitlab.com/gitlab-org/modelops/applied-ml/code-suggestions/ai-assist/-/blob/main/docs/api.md
    private struct CurrentFile {
        var name: JSONString
        var above: JSONString
        var below: JSONString?
        /// Of a generation: what the user wants.
        var instruction: JSONString?
        /// What follows the last point of the file's name, where the editor does not say; it goes into the answer.
        var language: String

        private static let longestLanguage = 64

        init?(_ members: JSONMembers?) {
            guard let members, let name = members.text("file_name"), let above = members.text("content_above_cursor") else {
                return nil
            }
            (self.name, self.above) = (name, above)
            below = members.text("content_below_cursor")
            instruction = members.text("instruction")
            let last = (members.string("file_name") ?? "").split(separator: ".").last.map(String.init)
            language = (members.string("language_identifier") ?? last ?? "").recordable(CurrentFile.longestLanguage)
        }

        func prompt(generates: Bool, stream: Bool) -> TextPrompt {
            let task =
                generates
                ? "Write the code that the user asks for at the cursor. Answer with code alone."
                : "Complete the code at the cursor. Answer with the missing code alone, nothing that is there already."
            var user = JSONString("File: ") + name + JSONString("\n<above>") + above + JSONString("</above>\n<below>")
            if let below { user.append(below) }
            user.append("</below>")
            if let instruction { user = user + JSONString("\n<instruction>") + instruction + JSONString("</instruction>") }
            return TextPrompt(system: JSONString(task), user: user, maxTokens: generates ? 2048 : 256, isStream: stream)
        }
    }

    private func completion(_ endpoint: Endpoint, _ members: JSONMembers) async throws(GatewayFailure) -> Inquiry {
        guard let file = CurrentFile(await members.object("current_file")) else { throw .missing("current_file") }
        let generates = endpoint == .codeGenerations
        let chain = try feature(generates ? features.codeGenerations : features.codeCompletions)
        let prompt = file.prompt(generates: generates, stream: members.flag("stream") ?? false)
        return Inquiry(call: .text(prompt), chain: chain, shape: .completions(language: file.language), model: chain.model)
    }

    /// The first of them is what is wanted.
    private func component(_ members: JSONMembers) async throws(GatewayFailure) -> JSONMembers {
        var elements = members.elements("prompt_components")
        guard let first = elements?.next(), let component = await JSONMembers.read(first) else {
            throw .missing("prompt_components")
        }
        return component
    }

    private func suggestion(_ endpoint: Endpoint, _ members: JSONMembers) async throws(GatewayFailure) -> Inquiry {
        let component = try await component(members)
        guard let type = component.string("type"), let file = CurrentFile(await component.object("payload")) else {
            throw .missing("prompt_components")
        }
        let generates = type == "code_editor_generation"
        let chain = try feature(generates ? features.codeGenerations : features.codeCompletions)
        let streams = endpoint == .suggestionsV4
        let prompt = file.prompt(generates: generates, stream: streams)
        return Inquiry(
            call: .text(prompt), chain: chain,
            shape: streams ? .events(language: file.language) : .suggestions(language: file.language), model: chain.model,
            scope: generates ? .generateCode : .completeCode)
    }

    /// Turns of a conversation; more are refused.
    private static let mostTurns = 4096

    private func chat(_ members: JSONMembers) async throws(GatewayFailure) -> Inquiry {
        guard let payload = try await component(members).object("payload") else { throw .missing("prompt_components") }
        var prompt = TextPrompt(user: JSONString(), isStream: members.flag("stream") ?? false)
        if let text = payload.text("content") {
            prompt.user = text
        } else if let turns = payload.elements("content") {
            try await add(turns, to: &prompt)
        } else {
            throw .missing("prompt_components")
        }
        let model = payload.string("model")
        let named = model.flatMap { chains[$0] }
        let chain: Chain = if let named { named } else { try feature(features.chat) }
        return Inquiry(call: .text(prompt), chain: chain, shape: .chat, model: model ?? chain.model)
    }

    private func add(_ turns: JSONElements, to prompt: inout TextPrompt) async throws(GatewayFailure) {
        for (number, turn) in turns.enumerated() {
            guard number < InquiryReader.mostTurns, let turn = await JSONMembers.read(turn), let role = turn.string("role"),
                let content = turn.text("content")
            else { throw .missing("prompt_components") }
            if role == "system" {
                if prompt.system != nil { prompt.system?.append("\n\n") }
                prompt.system = prompt.system ?? JSONString()
                prompt.system?.append(content)
            } else {
                if prompt.user.byteCount > 0 { prompt.user.append("\n\n") }
                prompt.user.append(content)
            }
        }
    }

    private func prompt(_ id: String, _ members: JSONMembers) async throws(GatewayFailure) -> Inquiry {
        guard let kept = features.prompts[id] else {
            throw GatewayFailure(404, "not_found_error", code: "prompt_not_found", "Prompt not found")
        }
        let inputs = await members.object("inputs")
        // A template may name an input many times, and what is sent is held beside the body.
        let most = 2 * members.byteCount + InquiryReader.longestTemplate
        func filled(_ template: String) throws(GatewayFailure) -> JSONString {
            guard let filled = PromptTemplate(template).filled(mostBytes: most, { inputs?.text($0) }) else { throw .tooLarge }
            return filled
        }
        let prompt = TextPrompt(
            system: kept.system == nil ? nil : try filled(kept.system ?? ""), user: try filled(kept.user),
            isStream: members.flag("stream") ?? false)
        return Inquiry(call: .text(prompt), chain: try chain(kept.model), shape: .prompt, model: kept.model)
    }

    private static let longestTemplate = 1 << 20
}
