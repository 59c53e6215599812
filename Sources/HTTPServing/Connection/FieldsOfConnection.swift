package import NIOHTTP1

extension HTTPHeaders {
    /// Takes away the fields that `Connection` names: they are for the next hop alone, and whoever receives them does
    /// not hand them on, nor believe that they came from farther away.
    /// https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1
    package mutating func removeFieldsOfConnection() {
        guard contains(name: "connection") else { return }
        for name in self[canonicalForm: "connection"] where !HTTPHeaders.endToEnd.contains(name.lowercased()) {
            remove(name: String(name))
        }
    }

    /// What says where a message ends and whom it is for cannot be taken away by naming it.
    private static let endToEnd: Set<String> = ["host", "content-length", "transfer-encoding", "close", "keep-alive"]
}
