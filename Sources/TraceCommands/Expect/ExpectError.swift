import LogRecords

/// Why nothing could be declared.
enum ExpectError: Error, Explained {
    case nothingDeclared(subject: String)

    var explanation: Explanation {
        switch self {
        case .nothingDeclared(let subject):
            Explanation("nothing was declared of \(subject.printable(limit: 60))", hint: "trace expect lists what was")
        }
    }
}
