import LogRecords
import TraceRendering
import TraceRoutes

/// Writes answers as they are made: results to standard output, what is said about them to standard error.
struct AnswerOutput {
    var json: Bool
    var pretty: Bool
    var style: TextStyle
    var heading = AnswerHeading.none
    var drawing = AnswerDrawing.route

    func write(_ answer: Answer) throws {
        let masked = Masked(answer)
        if json { return try StandardOutput.write(drawing.json(masked, pretty: pretty)) }
        let drawn = drawing.text(masked, style: style)
        if !drawn.text.isEmpty {
            try StandardOutput.write(heading.text(of: masked, style: style))
            try StandardOutput.write(drawn.text + (heading == .none ? "" : "\n"))
        }
        try Self.say(drawn.messages)
    }

    /// On a terminal both streams are one, so what was printed before comes before.
    static func say(_ messages: [String]) throws {
        guard !messages.isEmpty else { return }
        try StandardOutput.flush()
        for message in messages { StandardError.say(message) }
    }
}
