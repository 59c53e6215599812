import LogRecords

/// Why nothing could be declared.
enum ExpectError: Error, Explained {
    case noInstance(subject: String)
    case nothingDeclared(subject: String)

    var explanation: Explanation {
        switch self {
        case .noInstance(let subject):
            Explanation(
                "\(subject.printable(limit: 60)) is no gateway instance",
                hint: "an instance is named by its UUID, as trace coverage shows it")
        case .nothingDeclared(let subject):
            Explanation("nothing was declared of \(subject.printable(limit: 60))", hint: "trace expect lists what was")
        }
    }
}
