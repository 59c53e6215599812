import LogFormats
import LogRecords

// foreign numbers: sums and products are checked

/// Counts the lines of one shard by hour, source, region and service, and those of which a source in front says that they were answered.
///
/// Neighbouring lines are mostly of one cell: then a line costs a few comparisons.
struct HourTally {
    /// Cells of one shard. A file whose lines are of more hours and regions is counted no further, and says so.
    static let mostCells = 4096

    /// What tells cells apart, in terms of the present table.
    private struct Key: Hashable {
        var hour: Int64
        var format: Int
        var region: Int64
        var service: Int64
    }

    /// The same in words.
    private struct Name: Hashable {
        var hour: Int64
        var station: Station
    }

    private let formats: [(name: String, place: HopPlace)]
    private var cells: [SourceHour] = []
    private var indexOfName: [Name: Int] = [:]
    private var indexOfKey: [Key: Int] = [:]
    private var terms: TermTable?
    private var last: (key: Key, index: Int)?
    private var hour = (begins: Instant(nanoseconds: .max), number: Int64(0))
    /// Whether some lines were not counted.
    private(set) var isCut = false

    init(formats: [(name: String, place: HopPlace)]) { self.formats = formats }

    /// By hour and station.
    var hours: [SourceHour] { cells.sorted { ($0.hour, $0.station) < ($1.hour, $1.station) } }

    /// Counts a row that began at that time.
    mutating func count(_ row: RecordRow, format: Int, at time: Int64, _ terms: TermTable) {
        guard formats.indices.contains(format) else { return }
        let moment = Instant(nanoseconds: time)
        if moment < hour.begins || moment > hour.begins.advanced(by: Instant.hour - 1) {  // bounded: a constant
            let number = SourceHour.hour(of: moment)
            hour = (Instant(since1970: number, of: Instant.hour) ?? moment, number)
        }
        let service = row[.service] ?? (formats[format].place == .application ? row[.revision] : nil)
        let key = Key(
            hour: hour.number, format: format, region: row[.region] ?? row[.envelopeRegion] ?? -1, service: service ?? -1)
        guard let index = index(of: key, row, terms) else { return }
        cells[index].lines = saturatingSum(cells[index].lines, 1)
        cells[index].span.include(moment)
        if formats[format].place < .application, isAnswered(row, formats[format].place, terms) {
            cells[index].reached = saturatingSum(cells[index].reached, 1)
            cells[index].reachedSpan?.include(moment)
            if cells[index].reachedSpan == nil { cells[index].reachedSpan = TimeRange(from: moment, to: moment) }
        }
    }

    private mutating func index(of key: Key, _ row: RecordRow, _ terms: TermTable) -> Int? {
        if self.terms !== terms {
            (self.terms, indexOfKey, last) = (terms, [:], nil)
        }
        if let last, last.key == key { return last.index }
        guard let index = indexOfKey[key] ?? newIndex(of: key, row, terms) else {
            isCut = true
            return nil
        }
        if indexOfKey.count > HourTally.mostCells { indexOfKey = [:] }
        indexOfKey[key] = index
        last = (key, index)
        return index
    }

    private mutating func newIndex(of key: Key, _ row: RecordRow, _ terms: TermTable) -> Int? {
        let format = formats[key.format]
        let station = Station(
            source: format.name, region: text(key.region, terms), service: service(row, format.place, terms), place: format.place)
        let name = Name(hour: key.hour, station: station)
        if let known = indexOfName[name] { return known }
        guard cells.count < HourTally.mostCells else { return nil }
        // The span holds nothing yet.
        let none = TimeRange(from: Instant(nanoseconds: .max), to: Instant(nanoseconds: .min))
        cells.append(SourceHour(station: station, hour: key.hour, lines: 0, span: none))
        indexOfName[name] = cells.count - 1
        return cells.count - 1
    }

    private func text(_ term: Int64, _ terms: TermTable) -> String {
        term < 0 ? "" : terms.text(of: UInt32(truncatingIfNeeded: term))
    }

    /// The service that the line names; of a gateway that names none, the one that its revision is of.
    private func service(_ row: RecordRow, _ place: HopPlace, _ terms: TermTable) -> String {
        if let named = row[.service] { return text(named, terms) }
        guard place == .application, let revision = row[.revision] else { return "" }
        return serviceOfCloudRun(revision: text(revision, terms)) ?? ""
    }

    /// Whether whoever stands behind answered for certain, and will have written a line: probes and refusals may have none.
    private func isAnswered(_ row: RecordRow, _ place: HopPlace, _ terms: TermTable) -> Bool {
        guard let status = row[.status], (200..<300).contains(status), text(row[.method] ?? -1, terms) == "POST" else {
            return false
        }
        return switch place {
        case .runtime: row.has(.gatewayInstance)
        case .balancer: text(row[.result] ?? -1, terms) == "response_sent_by_backend"
        default: false
        }
    }
}
