/// A key path taken apart: the keys down to an array, and those below its elements.
struct PathParts: Hashable {
    var keys: [String]
    /// The keys within each element; `nil` where the path has no `[]`.
    var elementKeys: [String]?

    /// Reads `attempts[].provider` and `meta\.user_id`. The first `[]` parts the path, and a second is not allowed.
    init(_ path: KeyPath) {
        var keys: [String] = []
        var key = ""
        var elementsBegin: Int?
        var isEscaped = false
        var scalars = path.text.unicodeScalars[...]
        while let scalar = scalars.popFirst() {
            if isEscaped {
                key.unicodeScalars.append(scalar)
                isEscaped = false
            } else if scalar == "\\" {
                isEscaped = true
            } else if scalar == "." {
                keys.append(key)
                key = ""
            } else if scalar == "[", scalars.first == "]" {
                precondition(elementsBegin == nil, "a key path goes into one array only")
                scalars.removeFirst()
                elementsBegin = keys.count + 1
            } else {
                key.unicodeScalars.append(scalar)
            }
        }
        keys.append(key)
        if let elementsBegin {
            self.keys = Array(keys[..<elementsBegin])
            elementKeys = Array(keys[elementsBegin...])
        } else {
            self.keys = keys
        }
    }

    /// The same path below an envelope's prefix.
    func below(_ prefix: PathParts) -> PathParts {
        var parts = self
        parts.keys = prefix.keys + keys
        return parts
    }
}
