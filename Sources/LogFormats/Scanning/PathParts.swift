/// A key path taken apart: the keys down to an array, and those below its elements.
struct PathParts: Hashable {
    var keys: [String]
    /// The keys within each element; `nil` where the path has no `[]`.
    var elementKeys: [String]?

    /// Reads `attempts[].provider` and `meta\.user_id`. The first `[]` parts the path, and a second is not allowed.
    init(_ path: KeyPath) {
        var keys: [String] = []
        var key: [UInt8] = []
        var elementsBegin: Int?
        let bytes = Array(path.text.utf8)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            let next = index + 1 < bytes.count ? bytes[index + 1] : 0
            index += 1
            if byte == UInt8(ascii: "\\") {
                if index < bytes.count { key.append(next) }
                index += 1
            } else if byte == UInt8(ascii: ".") {
                keys.append(String(decoding: key, as: UTF8.self))
                key = []
            } else if byte == UInt8(ascii: "["), next == UInt8(ascii: "]") {
                precondition(elementsBegin == nil, "a key path goes into one array only")
                index += 1
                elementsBegin = keys.count + 1
            } else {
                key.append(byte)
            }
        }
        keys.append(String(decoding: key, as: UTF8.self))
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
