import LogRecords

/// What a region may be called: its name is a folder below the logs, and a part of host names.
package enum RegionName {
    package static let longest = 63

    /// Letters, digits and dashes.
    package static func isOne(_ name: String) -> Bool {
        (1...longest).contains(name.utf8.count)
            && name.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"): true
                default: false
                }
            }
    }

    /// Refuses a list with another name in it.
    package static func check(_ names: some Sequence<String>) throws(ConfigurationError) {
        guard let other = names.first(where: { !isOne($0) }) else { return }
        throw .invalid(
            "regions: \(other.printable(limit: 80)) is no name of a region",
            hint: "europe-west3: letters, digits and dashes, \(longest) at most")
    }
}
