/// Words on as many lines of at most `width` characters as they need; a longer word loses its middle.
func wrapped(_ text: String, first: String, rest: String, width: Int) -> [String] {
    let room = max(20, width - max(first.count, rest.count))
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ").map({ String($0).shortened(to: room) }) {
        if line.isEmpty {
            line = word
        } else if line.count + 1 + word.count <= room {
            line += " " + word
        } else {
            lines.append(line)
            line = word
        }
    }
    if !line.isEmpty { lines.append(line) }
    return lines.enumerated().map { ($0.offset == 0 ? first : rest) + $0.element }
}
