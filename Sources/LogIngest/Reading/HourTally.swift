import LogFormats
import LogRecords

// foreign numbers: sums and products are checked

/// Counts the lines of one shard by hour, source, region and service, and those of which a source in front says that
/// they were answered.
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

    private let names: [String]
    private let places: [HopPlace]
    private var cells: [SourceHour] = []
    /// Of the lines of `last`, which are in its cell only once another follows.
    private var run = (lines: Int64(0), first: Int64.max, last: Int64.min)
    private var indexOfName: [Name: Int] = [:]
    private var indexOfKey: [Key: Int] = [:]
    private var terms: TermTable?
    private var last: (key: Key, index: Int)?
    private var hour = (begins: Int64.max, ends: Int64.min, number: Int64(0))
    /// Whether some lines were not counted.
    private(set) var isCut = false

    init(formats: [(name: String, place: HopPlace)]) { (names, places) = (formats.map(\.name), formats.map(\.place)) }

    /// By hour and station.
    mutating func hours() -> [SourceHour] {
        endRun()
        return cells.sorted { ($0.hour, $0.station) < ($1.hour, $1.station) }
    }

    /// Counts a row that began at that time.
    @inline(__always)
    mutating func count(_ row: RecordRow, format: Int, at time: Int64, _ terms: TermTable) {
        guard places.indices.contains(format) else { return }
        let place = places[format]
        if time < hour.begins || time >= hour.ends { beginHour(of: time) }
        let service = row[.service] ?? (place == .application ? row[.revision] : nil)
        let key = Key(
            hour: hour.number, format: format, region: row[.region] ?? row[.envelopeRegion] ?? -1, service: service ?? -1)
        if self.terms !== terms || last?.key != key { guard begin(key, row, terms) else { return } }
        run.lines &+= 1
        run.first = min(run.first, time)
        run.last = max(run.last, time)
        if place < .application { countAnswered(row, place, at: time, terms) }
    }

    private mutating func beginHour(of time: Int64) {
        let number = SourceHour.hour(of: Instant(nanoseconds: time))
        let begins = Instant(since1970: number, of: Instant.hour) ?? Instant(nanoseconds: time)
        hour = (begins.nanoseconds, begins.advanced(by: Instant.hour).nanoseconds, number)
    }

    private mutating func countAnswered(_ row: RecordRow, _ place: HopPlace, at time: Int64, _ terms: TermTable) {
        guard let index = last?.index, isAnswered(row, place, terms) else { return }
        let moment = Instant(nanoseconds: time)
        cells[index].reached = saturatingSum(cells[index].reached, 1)
        cells[index].reachedSpan = TimeRange(from: moment, to: moment).union(
            cells[index].reachedSpan ?? TimeRange(from: moment, to: moment))
    }

    /// Finds the cell of the lines that come now; `false`: there is no room for one.
    private mutating func begin(_ key: Key, _ row: RecordRow, _ terms: TermTable) -> Bool {
        endRun()
        if self.terms !== terms { (self.terms, indexOfKey) = (terms, [:]) }
        guard let index = indexOfKey[key] ?? newIndex(of: key, row, terms) else {
            isCut = true
            return false
        }
        if indexOfKey.count > HourTally.mostCells { indexOfKey = [:] }
        indexOfKey[key] = index
        last = (key, index)
        return true
    }

    private mutating func endRun() {
        if let index = last?.index, run.lines > 0 {
            cells[index].lines = saturatingSum(cells[index].lines, run.lines)
            cells[index].span.include(Instant(nanoseconds: run.first))
            cells[index].span.include(Instant(nanoseconds: run.last))
        }
        (run, last) = ((0, .max, .min), nil)
    }

    private mutating func newIndex(of key: Key, _ row: RecordRow, _ terms: TermTable) -> Int? {
        let place = places[key.format]
        let station = Station(
            source: names[key.format], region: text(key.region, terms), service: service(row, place, terms), place: place)
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

    /// Whether whoever stands behind answered for certain, and will have written a line: probes and refusals may have
    /// none.
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
