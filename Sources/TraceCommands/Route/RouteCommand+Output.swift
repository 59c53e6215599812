import ArgumentParser
import LogRecords
import TraceRendering
import TraceRoutes

/// Writes answers as they are made: results to standard output, what is said about them to standard error.
struct AnswerOutput {
    var json: Bool
    var pretty: Bool
    var style: TextStyle
    var heading = Heading.none

    /// What an answer that is one of several says first: what it answers.
    enum Heading {
        case none
        /// As it was asked.
        case question
        /// The ids of a paste that it is about.
        case itsIDs
    }

    func write(_ answer: Answer) throws {
        let masked = Masked(answer)
        if json { return try StandardOutput.write(AnswerJSON.bytes(masked, pretty: pretty)) }
        let drawn = AnswerText(masked, style: style)
        if !drawn.text.isEmpty {
            if let heading = text(of: masked.value.asked) { try StandardOutput.write("# " + heading.escaped(limit: 76) + "\n") }
            try StandardOutput.write(drawn.text + (heading == .none ? "" : "\n"))
        }
        try Self.say(drawn.messages)
    }

    private func text(of asked: Asked) -> String? {
        switch heading {
        case .none: nil
        case .question: asked.text
        case .itsIDs:
            asked.readings.filter(\.matched).reduce(into: [String]()) { values, reading in
                if !values.contains(reading.value) { values.append(reading.value) }
            }.joined(separator: ", ")
        }
    }

    /// On a terminal both streams are one, so what was printed before comes before.
    static func say(_ messages: [String]) throws {
        guard !messages.isEmpty else { return }
        try StandardOutput.flush()
        for message in messages { StandardError.say(message) }
    }
}

/// The exit code of several answers: the first of 2, 3, 1, 0 that occurred.
struct ExitCodes {
    private static let order: [Int32] = [2, 3, 1, 0]
    private var seen: Set<Int32> = []

    mutating func note(_ code: Int32) {
        seen.insert(code)
    }

    /// Throws the code unless it is 0, which needs no throwing.
    func exit() throws {
        if let code = Self.order.first(where: seen.contains), code != 0 { throw ExitCode(code) }
    }
}
