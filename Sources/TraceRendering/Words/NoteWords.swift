import LogRecords
import TraceRoutes

/// The sentences in which notes are told.
enum NoteWords {
    /// A sentence, or a command that can be copied.
    // long: one case a note
    static func text(_ note: Note) -> String {
        switch note {
        case .sameRequests(let ids, let more, let requests):
            "\(list(ids, more)) lead to the same \(Words.plural(requests, "request"))"
        case .pasteCut(let kibibytes): "only the first \(kibibytes) KiB of the paste were read"
        case .idsLeftOut(let asked): "of the ids in the paste the first \(asked) were asked for"
        case .unknownIDs(let ids, let more): "no line carries \(list(ids, more))"
        case .idInField(let value, let fields):
            "\(value) is the \(fields.map { Words.kind($0) }.joined(separator: " and ")) of these lines"
        case .noID: "no id was found in what was asked"
        case .noTimeInID: "the id carries no time: the whole store was searched"
        case .bodyNamesDefaultRegion:
            "the pasted body names us-central1, which a gateway also says when nobody told it its region"
        case .bodyNotConfirmed(let region):
            "the pasted body names the region \(region); no line of the request was found to confirm it"
        case .namesInstance(let instance, let requests, let isExact, let days, let first, let last):
            "\(instance) names a customer's instance, not a request: \(isExact ? "" : "at least ")\(Words.count(requests, "request")) "
                + "on \(Words.count(days, "day")), \(period(first, last))"
        case .listInstance(let instance, let moment): "trace find --instance \(instance) --around \(moment.text(digits: 0))"
        case .linesOfIDBounded(let carried, let read):
            "of \(Words.count(carried, "line")) with this id \(grouped(Int64(read))) \(Words.form(read, "was", "were")) read"
        case .linesOfOneIDBounded(let carried, let read):
            "of \(Words.count(carried, "line")) with one id \(grouped(Int64(read))) \(Words.form(read, "was", "were")) read"
        case .requestsBounded(let found, let shown): "of \(found) requests with this id the \(shown) oldest are shown"
        case .callsCut: "the gateway's record lists more calls than are kept"
        case .callsBounded(let made, let shown): "of \(made) calls \(shown) are shown"
        case .linesBounded(let most): "more than \(most) lines hang together through ids; the rest was not followed"
        case .stepsBounded(let most): "ids were followed \(most) steps far, and there is more behind them"
        case .idNotFollowed(let most):
            "an id that more than \(most) requests carry was not followed: it does not tell one from another"
        case .idFollowedNearby(let most, let seconds):
            "an id that more than \(most) requests carry was followed for \(seconds) s only: it does not tell one from another"
        case .linesGivenToNone: "some lines fit more than one of these requests and were given to none"
        case .cannotLookForJobs: "this store cannot look for the jobs of the same user; ask with the job's correlation id"
        case .cannotLookForBeginnings: "this store cannot look for the beginning of an id"
        case .dayExpired(let day, let pruned): "\(day) expired on \(Day(pruned)): its rows were pruned from the store"
        case .daysPruned(let first, let last, let count):
            (count == 1 ? "\(first) was" : "\(count) days from \(first) to \(last) were")
                + " pruned from the store: the id may be of that time"
        case .unreadablePart(let part):
            "segment \(part.name) cannot be read (\(part.why)): \(part.day.map { "lines of \($0)" } ?? "lines without a day") "
                + "may be missing here; trace verify says more"
        case .beginningsLookedFor(let value, let place): "ids that begin with \(value) were looked for \(words(place))"
        case .beginningsBounded(let value, let most):
            "more than \(most) ids begin with \(value): more of its digits tell which"
        }
    }

    /// Whether it is a command, which is never broken.
    static func isCommand(_ note: Note) -> Bool { note.code == .listInstance }

    private static func words(_ place: Note.Place) -> String {
        switch place {
        case .days(let first, let last): first == last ? "on \(first)" : "from \(first) to \(last)"
        case .newestDay(let day): "on \(day), the newest day; --on DAY looks on another"
        }
    }

    private static func period(_ first: Day?, _ last: Day?) -> String {
        guard let first else { return "without a day" }
        return "of \(first)" + (last.map { $0 == first ? "" : " to \($0)" } ?? "")
    }

    private static func list(_ ids: [Note.NamedID], _ more: Int) -> String {
        ids.map { "\(spokenKind($0.kind)) \($0.value)" }.joined(separator: ", ") + (more > 0 ? " and \(more) more ids" : "")
    }

    /// A reading's kind as a sentence names it.
    private static func spokenKind(_ kind: String) -> String {
        switch kind {
        case "text", "beginning": "id"
        case "uuid", "ulid": kind.uppercased()
        case "trace", "traceparent", "cloud-trace-context", "aws-trace", "b3", "sentry-trace": "trace id"
        case "span", "request": kind + " id"
        case "provider-request": "provider's id"
        default: kind
        }
    }
}
