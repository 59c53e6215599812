extension Decoder {
    /// The values under these keys; a key that is none of them is refused, because a misspelt one would be silently
    /// without effect.
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
    /// Reads a value that must be there. The YAML reader takes an empty one for a text, and nobody means that.
    package func required<Value: Decodable>(_ key: Key) throws -> Value {
        guard try !contains(key) || !decodeNil(forKey: key) else { throw empty(key) }
        return try decode(Value.self, forKey: key)
    }

    /// Reads a value where there is one, and leaves the default where there is none.
    package func read<Value: Decodable>(_ key: Key, into value: inout Value) throws {
        if let found = try decodeIfPresent(Value.self, forKey: key) { value = found }
    }

    /// Reads a list of texts where there is one; an empty element is none.
    package func read(_ key: Key, into value: inout [String]) throws {
        guard let found = try decodeIfPresent([String?].self, forKey: key) else { return }
        value = try found.map { element in
            guard let element else { throw empty(key) }
            return element
        }
    }

    private func empty(_ key: Key) -> ConfigurationError {
        .invalid("\((codingPath + [key]).map(\.stringValue).joined(separator: ".")): there is an empty value", hint: nil)
    }
}

private struct AnyKey: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }

    init?(intValue: Int) { stringValue = "\(intValue)" }
}
