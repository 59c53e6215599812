import Foundation
import LogRecords
import TraceRoutes

/// What was asked: the arguments, and for `-` the lines of standard input as they come.
struct Questions {
    private let arguments: [String]

    /// A word that ends in a colon is the label of the next one: `trace cf-ray: 8c38fb2918f135d2-IAD` asks one
    /// question.
    init(_ words: [String]) {
        var arguments: [String] = []
        var label = ""
        for word in words {
            if word.hasSuffix(":") {
                label += word + " "
            } else {
                arguments.append(label + word)
                label = ""
            }
        }
        if !label.isEmpty { arguments.append(label) }
        self.arguments = arguments
    }

    /// Whether answers need to say what they answer.
    var areSeveral: Bool { arguments.count > 1 || areLines }
    /// Whether lines are read, of which some may ask nothing.
    var areLines: Bool { arguments.contains("-") }

    /// To be asked nothing at all is wrong usage.
    static let nothingAsked = WrongUsage(
        explanation: Explanation("no id came", at: "standard input", hint: "one a line: trace route - < ids.txt"))

    /// Hands every question on, and counts those that were any.
    func forEach(_ body: (String) throws -> Bool) throws -> Int {
        var count = 0
        func ask(_ question: String) throws {
            if try body(question) { count += 1 }
        }
        for argument in arguments {
            if argument == "-" {
                try forEachLine(ask)
            } else {
                try ask(argument)
            }
        }
        return count
    }

    /// Lines of standard input; what was answered so far is handed on before waiting for more.
    private func forEachLine(_ body: (String) throws -> Void) throws {
        var rest: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            if !hasInput() { try StandardOutput.flush() }
            let count = read(STDIN_FILENO, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            for piece in chunk[..<count].split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
                // Every piece but the first begins a new line, so what came before it is whole.
                if piece.offset > 0, MailLine.goesOn(rest) {
                    rest.append(UInt8(ascii: "\n"))
                } else if piece.offset > 0 {
                    try ask(rest, body)
                    rest.removeAll(keepingCapacity: true)
                }
                rest += piece.element.prefix(max(0, MailLine.longest - rest.count))
            }
        }
        try ask(rest, body)
    }

    private func ask(_ line: [UInt8], _ body: (String) throws -> Void) throws {
        let isBlank = line.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") || $0 == UInt8(ascii: "\r") }
        if !isBlank { try body(String(decoding: line, as: UTF8.self)) }
    }

    private func hasInput() -> Bool {
        var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        return poll(&input, 1, 0) > 0
    }
}
