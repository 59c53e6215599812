import Glibc
import LogRecords

/// Goes through the rows of one file of requests that a filter admits.
///
/// What many requests share is looked at once for all of them; of a row only what every question needs is read.
struct RequestScan {
    /// What is read of each row.
    struct Row {
        var number: Int64
        var started: Int64?
        var duration: Int64?
        var firstToken: Int64?
        var attempts: Int64
        var inputTokens: Int64?
        var outputTokens: Int64?
        var verdict: Int
        /// 0: none.
        var caller: Int
        /// The number of a text that few requests share, where one is asked for.
        var text: Int64?
    }

    /// Whether something is admitted; unknown where a text is not known that is asked about.
    private enum Answer: UInt8 {
        case no, unknown, yes

        static func && (left: Answer, right: Answer) -> Answer { left.rawValue < right.rawValue ? left : right }
    }

    private let file: RequestFileReader
    private let filter: RequestFilter
    private let replaced: Set<Int64>
    private let verdicts: [Answer]
    private let callers: [Answer]
    /// Of rows whose verdict is of lines that could not be given to one request.
    private let isUnparted: [Bool]
    private let ownTexts: [(column: String, terms: Set<Int64>?, condition: RequestFilter.Condition)]

    init(_ filter: RequestFilter, in file: RequestFileReader, without replaced: Set<Int64>) throws(StoreError) {
        (self.filter, self.file, self.replaced) = (filter, file, replaced)
        let homes = Dictionary(RequestFields.all.map { ($0.name, $0) }) { first, _ in first }
        func conditions(_ home: RequestField.Home) -> [(fields: [RequestField], condition: RequestFilter.Condition)] {
            filter.conditions.map { condition in
                (condition.fields.compactMap { homes[$0] }.filter { $0.home == home }, condition)
            }.filter { !$0.fields.isEmpty }
        }
        let (ofVerdict, ofCaller) = (conditions(.verdict), conditions(.caller))
        let shared = try file.all(.verdict)
        isUnparted = shared.map { $0?.kind == .unparted }
        verdicts = shared.map { row in
            row.map { row in RequestScan.answer(row, ofVerdict) && RequestScan.answer(row, filter) } ?? .no
        }
        var callers = try file.all(.caller).map { row in row.map { RequestScan.answer($0, ofCaller) } ?? .no }
        // A request without a caller says nothing of one.
        let nobody = RequestScan.answer(RequestRow(kind: .request, lines: []), ofCaller)
        if callers.isEmpty { callers = [nobody] } else { callers[0] = nobody }
        self.callers = callers
        var own: [(column: String, terms: Set<Int64>?, condition: RequestFilter.Condition)] = []
        for (field, condition) in conditions(.request).flatMap({ of in of.fields.map { ($0, of.condition) } }) {
            let terms = field.kind == .term ? try file.terms { RequestScan.matches($0, condition.patterns) } : nil
            own.append((field.name, terms, condition))
        }
        ownTexts = own
    }

    private static func matches(_ text: String, _ patterns: [String]) -> Bool {
        patterns.contains { pattern in fnmatch(pattern, text, 0) == 0 }
    }

    private static func answer(
        _ row: RequestRow, _ conditions: [(fields: [RequestField], condition: RequestFilter.Condition)]
    ) -> Answer {
        conditions.reduce(.yes) { answer, of in
            let texts = of.fields.compactMap { field in
                if case .text(let text)? = field.value(row) { text } else { nil }
            }
            guard !texts.isEmpty else { return answer && .unknown }
            let isMatch = texts.contains { matches($0, of.condition.patterns) }
            return answer && (isMatch == of.condition.isNot ? .no : .yes)
        }
    }

    /// What else a filter asks of a verdict.
    private static func answer(_ row: RequestRow, _ filter: RequestFilter) -> Answer {
        var answer = Answer.yes
        if !filter.statuses.isEmpty {
            answer =
                answer && (row.status.map { status in filter.statuses.contains { $0.contains(status) } ? .yes : .no } ?? .unknown)
        }
        if filter.isFailed { answer = answer && (row.hasFailed.map { $0 ? .yes : .no } ?? .unknown) }
        if filter.isRerouted { answer = answer && (row.reroutedFrom == nil ? .no : .yes) }
        if filter.isModelChanged {
            if let asked = row.requestedModel, let served = row.model.value {
                answer = answer && (asked == served ? .no : .yes)
            } else {
                answer = answer && .unknown
            }
        }
        return answer
    }

    /// Gives each row that is admitted; the others of which it is not known, and those of lines without a request, are
    /// counted.
    ///
    /// `text` is a column of `request` that holds the number of a text.
    func each(
        text: String? = nil, _ take: (Row) throws -> Void
    ) throws -> (undecided: Int, unparted: Int) {
        let own = ownTexts.map(\.column) + [text].compactMap(\.self)
        let columns = RequestScan.always + own
        let statement = try file.connection.prepare("SELECT \(columns.joined(separator: ", ")) FROM request WHERE \(time)")
        statement.bind(1, filter.range?.from.nanoseconds)
        statement.bind(2, filter.range?.to.nanoseconds)
        defer { statement.reset() }
        var (undecided, unparted) = (0, 0)
        while try statement.step() {
            let number = statement.integer(0) ?? 0
            if !replaced.isEmpty, replaced.contains(number) { continue }
            guard let verdict = statement.integer(7).flatMap(Int.init(exactly:)), verdicts.indices.contains(verdict) else {
                throw file.damage("a request without a verdict")
            }
            let caller = Int(exactly: statement.integer(8) ?? 0) ?? -1
            guard callers.indices.contains(caller) else { throw file.damage("a request whose caller is missing") }
            var answer = verdicts[verdict] && callers[caller]
            guard answer != .no else { continue }
            let row = Row(
                number: number, started: statement.integer(1), duration: statement.integer(2), firstToken: statement.integer(3),
                attempts: statement.integer(4) ?? 0, inputTokens: statement.integer(5), outputTokens: statement.integer(6),
                verdict: verdict, caller: caller,
                text: text == nil ? nil : statement.integer(Int32(RequestScan.always.count + own.count - 1)))
            answer = answer && self.answer(row, statement)
            guard answer != .no else { continue }
            if isUnparted[verdict] {
                unparted += 1
            } else if answer == .unknown {
                undecided += 1
            } else {
                try take(row)
            }
        }
        return (undecided, unparted)
    }

    private static let always = [
        "row", "started", "duration", "first_token", "attempts", "input_tokens", "output_tokens", "verdict", "caller",
    ]

    private var time: String {
        // What began at an unknown time is not of a time that is asked for.
        filter.range == nil ? "?1 IS NULL AND ?2 IS NULL" : "coalesce(started, ended) BETWEEN ?1 AND ?2"
    }

    private func answer(_ row: Row, _ statement: SegmentStatement) -> Answer {
        var answer = Answer.yes
        func least(_ least: Int64?, _ value: Int64?) {
            if let least { answer = answer && (value.map { $0 >= least ? .yes : .no } ?? .unknown) }
        }
        least(filter.slowerThan, row.duration)
        least(filter.firstTokenAfter, row.firstToken)
        if filter.isRetried { answer = answer && (row.attempts > 1 ? .yes : .no) }
        for (place, own) in ownTexts.enumerated() {
            let column = Int32(RequestScan.always.count + place)
            let isMatch: Bool? =
                if let terms = own.terms { statement.integer(column).map(terms.contains) } else {
                    statement.text(column).map { RequestScan.matches($0, own.condition.patterns) }
                }
            answer = answer && (isMatch.map { $0 == own.condition.isNot ? .no : .yes } ?? .unknown)
        }
        return answer
    }
}
