import LogRecords
import TraceRoutes

/// `--instance`: a customer's UUID, and whatever was pasted with it: quotes, a label, an address, a piece of JSON.
struct InstanceReading {
    /// Lower case, 8-4-4-4-12.
    let instance: String

    init(_ paste: String) throws(InstanceError) {
        let candidates = Question(paste).candidates.filter(\.isInstance)
        // What a label calls an instance is one, whatever else stands beside it.
        let named = candidates.filter { $0.reading.kind == "instance" }
        var found: [String] = []
        for candidate in named.isEmpty ? candidates : named where !found.contains(candidate.reading.value) {
            found.append(candidate.reading.value)
        }
        guard let instance = found.first else { throw .none(paste) }
        guard found.count == 1 else { throw .several(found) }
        self.instance = instance
    }
}

/// A paste that does not name one customer instance.
enum InstanceError: Explained, Equatable {
    case none(String)
    case several([String])

    var explanation: Explanation {
        switch self {
        case .none(let paste):
            Explanation(
                "a customer instance is a UUID", at: String(paste.prefix(200)),
                hint: "it looks like 292c3c7c-c5d5-48ec-b4bf-f00b724ce560; for any other id ask trace route")
        case .several(let instances):
            Explanation(
                "several UUIDs, and find asks for one instance", at: instances.prefix(3).joined(separator: ", "),
                hint: "give the one that names the customer; trace route tells which of them name requests")
        }
    }
}
