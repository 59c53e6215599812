extension Decoder {
    /// The values under these keys; a key that is none of them is refused, because a misspelt one would be silently without effect.
    package func values<Key: CodingKey & CaseIterable & RawRepresentable>(
        _ keys: Key.Type
    ) throws -> KeyedDecodingContainer<Key> where Key.RawValue == String {
        let known = Key.allCases.map(\.rawValue)
        for key in try container(keyedBy: AnyKey.self).allKeys where !known.contains(key.stringValue) {
            let place = (codingPath + [key]).map(\.stringValue).joined(separator: ".")
            throw ConfigurationError.unknownKey(place, known: known.sorted())
        }
        return try container(keyedBy: Key.self)
    }
}

extension KeyedDecodingContainer {
    /// Reads a value where there is one, and leaves the default where there is none.
    package func read<Value: Decodable>(_ key: Key, into value: inout Value) throws {
        if let found = try decodeIfPresent(Value.self, forKey: key) { value = found }
    }
}

private struct AnyKey: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }

    init?(intValue: Int) { stringValue = "\(intValue)" }
}
