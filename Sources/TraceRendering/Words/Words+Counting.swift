import LogRecords

/// One and many: the only place that knows how English tells them apart.
extension Words {
    /// `1 shard`, `4 shards`, `1,204 shards`.
    static func count(_ number: some BinaryInteger, _ noun: String) -> String {
        "\(grouped(Int64(clamping: number))) \(plural(number, noun))"
    }

    /// `shard` of one, `shards` of any other number.
    static func plural(_ number: some BinaryInteger, _ noun: String) -> String { form(number, noun, noun + "s") }

    /// The word that goes with one, or the one that goes with many: `is`, `are`.
    static func form(_ number: some BinaryInteger, _ one: String, _ many: String) -> String { number == 1 ? one : many }
}
