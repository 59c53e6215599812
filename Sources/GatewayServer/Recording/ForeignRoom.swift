import LogRecords

/// How much of what others wrote goes into one line: each text bounded and printable, and of a request that was
/// refused, which costs its sender nothing, all of them together.
struct ForeignRoom {
    private var left: Int
    private let mostOfText: Int
    private let mostOfPath: Int

    /// Of a request that was let in.
    static let usual = ForeignRoom(left: .max, mostOfText: InboundRequest.longestHeader, mostOfPath: 2048)
    /// A line has at most a KiB beside these bytes.
    static let ofRefusal = ForeignRoom(left: 400, mostOfText: 128, mostOfPath: 128)

    private init(left: Int, mostOfText: Int, mostOfPath: Int) {
        (self.left, self.mostOfText, self.mostOfPath) = (left, mostOfText, mostOfPath)
    }

    /// An id, or a word with a meaning: not a part of it, which would be another one.
    mutating func whole(_ text: String?) -> String? {
        guard let text, text.utf8.count <= min(left, mostOfText) else { return nil }
        return taken(text, mostOfText)
    }

    /// As much of a text as there is room for.
    mutating func beginning(_ text: String?) -> String? { text.flatMap { taken($0, mostOfText) } }

    mutating func path(_ text: String) -> String? { taken(text, mostOfPath) }

    private mutating func taken(_ text: String, _ most: Int) -> String? {
        guard left > 0 || text.isEmpty else { return nil }
        let kept = text.recordable(min(left, most))
        left -= kept.utf8.count
        return kept
    }
}
