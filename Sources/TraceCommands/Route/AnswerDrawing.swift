import TraceRendering
import TraceRoutes

/// What is drawn of an answer: all of its routes, or why they went as they did.
enum AnswerDrawing {
    case route, why

    func json(_ answer: Masked<Answer>, pretty: Bool) -> [UInt8] {
        switch self {
        case .route: AnswerJSON.bytes(answer, pretty: pretty)
        case .why: WhyJSON.bytes(answer, pretty: pretty)
        }
    }

    func text(_ answer: Masked<Answer>, style: TextStyle) -> (text: String, messages: [String]) {
        switch self {
        case .route:
            let drawn = AnswerText(answer, style: style)
            return (drawn.text, drawn.messages)
        case .why:
            let drawn = WhyText(answer, style: style)
            return (drawn.text, drawn.messages)
        }
    }
}
