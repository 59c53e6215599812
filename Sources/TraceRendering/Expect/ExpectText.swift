package import LogRecords

/// What was declared, for a person: a line each.
package struct ExpectText {
    package let text: String

    package init(_ declared: [Declaration], style: TextStyle = TextStyle()) {
        guard !declared.isEmpty else {
            text = "nothing is declared\n"
            return
        }
        var page = Page(style: style)
        for declaration in declared { page.paragraph(ExpectWords.sentence(declaration), rest: "  ") }
        text = page.text
    }
}

/// The sentences in which a declaration is told.
enum ExpectWords {
    static func sentence(_ declaration: Declaration) -> String {
        let why = declaration.why.map { ": \($0.printable(limit: Longest.path))" } ?? ""
        return "\(fact(declaration)), declared \(TimeText.seconds(declaration.declared)) UTC\(why)"
    }

    /// `gitlab.rails has a shard every 24 h`
    static func fact(_ declaration: Declaration) -> String {
        let subject = declaration.subject.printable()
        return switch declaration.promise {
        case .every(let nanoseconds, let shards):
            "\(subject) has \(shards == 1 ? "a shard" : "\(grouped(shards)) shards") every \(HoleWords.length(nanoseconds))"
        case .ended: "instance \(subject) wrote nothing behind its last line"
        }
    }
}
