import LogRecords

/// The flags of `find`, read.
struct FindQuery {
    let instance: String
    let zone: ReadZone
    let ranges: [TimeRange]
    let filter: SightingFilter
    let remark: String?

    init(_ command: FindCommand) throws {
        instance = try Self.instance(command.instance)
        zone = try command.tz.zone()
        let time = try TimeReading(command.around, in: zone)
        let within = try LengthReading(command.within)
        remark = time.remark
        ranges = Self.joined(time.moments.map { TimeRange(from: $0, to: $0).widened(by: within.nanoseconds) })
        filter = SightingFilter(path: command.path, status: try command.status.map { try StatusReading($0).range })
    }

    /// Lower case, 8-4-4-4-12, whatever was pasted around it.
    private static func instance(_ text: String) throws -> String {
        let digits = text.lowercased().drop { "{\"' ".contains($0) }.prefix { !"}\"' ".contains($0) }
        var plain = String(digits)
        if plain.hasPrefix("urn:uuid:") { plain.removeFirst("urn:uuid:".count) }
        guard plain.utf8.count == 36, case .bits128(let id) = CanonicalIdentifier(plain) else { throw TimeError.noInstance(text) }
        return id.uuid
    }

    /// Two ranges that touch are one, so that no request is listed twice.
    private static func joined(_ ranges: [TimeRange]) -> [TimeRange] {
        guard let first = ranges.first, let last = ranges.last, ranges.count > 1, first.overlaps(last) else { return ranges }
        return [TimeRange(from: first.from, to: last.to)]
    }
}
