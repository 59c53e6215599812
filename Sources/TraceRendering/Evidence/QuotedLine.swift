package import TraceRoutes

/// A line behind an answer, as it may be shown: redacted, or the reason why it cannot be.
///
/// The one who makes it vouches that the text holds only what may be shown: the format's table decides that, where
/// formats are known.
package struct QuotedLine: Sendable, Equatable {
    /// The line as it may be shown, or why it cannot be.
    package enum Content: Sendable, Equatable {
        case redacted(String)
        case unavailable(why: String)
    }

    package var line: EvidenceLine
    package var content: Content
    /// Which of the answer's requests rest on it, by their numbers from 1.
    package var requests: [Int] = []

    package init(line: EvidenceLine, content: Content) {
        self.line = line
        self.content = content
    }

    package var isShown: Bool {
        if case .redacted = content { true } else { false }
    }
}
