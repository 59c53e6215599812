package import LogRecords

/// What an asker should know besides the answer (what was bounded, what was looked for, what to run next): one closed
/// list, worded where it is rendered.
package enum Note: Sendable, Equatable {
    /// An id as it was read of the paste.
    package struct NamedID: Sendable, Equatable {
        package var kind: String
        package var value: String

        package init(kind: String, value: String) {
            self.kind = kind
            self.value = value
        }

        init(_ reading: Reading) {
            self.init(kind: reading.kind, value: reading.value)
        }
    }

    /// Where ids that carry no time were looked for.
    package enum Place: Sendable, Equatable {
        case days(first: Day, last: Day)
        /// The store's newest day, as nothing else was said.
        case newestDay(Day)
    }

    // Of the paste
    /// The first of the ids, how many more, and how many requests they lead to.
    case sameRequests([NamedID], more: Int, requests: Int)
    case pasteCut(kibibytes: Int)
    case idsLeftOut(asked: Int)
    case unknownIDs([NamedID], more: Int)
    /// An id stands in other fields than its shape lets expect.
    case idInField(value: String, [IdentifierKind])
    case noID
    case noTimeInID
    case bodyNamesDefaultRegion
    case bodyNotConfirmed(region: String)
    /// The id is a customer's, of so many requests on so many days; `first` and `last` are `nil` where no row has a
    /// day.
    case namesInstance(String, requests: Int, isExact: Bool, days: Int, first: Day?, last: Day?)
    /// What lists a customer's requests.
    case listInstance(String, around: Instant)

    // What was bounded
    case linesOfIDBounded(carried: Int, read: Int)
    case linesOfOneIDBounded(carried: Int, read: Int)
    case requestsBounded(found: Int, shown: Int)
    case callsCut
    case callsBounded(made: Int, shown: Int)
    case linesBounded(most: Int)
    case stepsBounded(most: Int)
    case idNotFollowed(mostRequests: Int)
    case idFollowedNearby(mostRequests: Int, seconds: Int64)
    /// Lines that fit several of the requests and were given to none.
    case linesGivenToNone

    // What the store cannot say
    case cannotLookForJobs
    case cannotLookForBeginnings
    case dayExpired(Day, pruned: Instant)
    case daysPruned(first: Day, last: Day, count: Int)
    case unreadablePart(UnreadablePart)

    // What resembles an id
    case beginningsLookedFor(String, Place)
    case beginningsBounded(String, most: Int)
}

extension Note {
    /// What programs know a note by: in the JSON, in waybill-route(5) and in the schema.
    package enum Code: String, CaseIterable, Sendable {
        case sameRequests = "same_requests"
        case pasteCut = "paste_cut"
        case idsLeftOut = "ids_left_out"
        case unknownIDs = "unknown_ids"
        case idInField = "id_in_field"
        case noID = "no_id"
        case noTimeInID = "no_time_in_id"
        case bodyNamesDefaultRegion = "body_names_default_region"
        case bodyNotConfirmed = "body_not_confirmed"
        case namesInstance = "names_instance"
        case listInstance = "list_instance"
        case linesOfIDBounded = "lines_of_id_bounded"
        case linesOfOneIDBounded = "lines_of_one_id_bounded"
        case requestsBounded = "requests_bounded"
        case callsCut = "calls_cut"
        case callsBounded = "calls_bounded"
        case linesBounded = "lines_bounded"
        case stepsBounded = "steps_bounded"
        case idNotFollowed = "id_not_followed"
        case idFollowedNearby = "id_followed_nearby"
        case linesGivenToNone = "lines_given_to_none"
        case cannotLookForJobs = "cannot_look_for_jobs"
        case cannotLookForBeginnings = "cannot_look_for_beginnings"
        case dayExpired = "day_expired"
        case daysPruned = "days_pruned"
        case unreadablePart = "unreadable_part"
        case beginningsLookedFor = "beginnings_looked_for"
        case beginningsBounded = "beginnings_bounded"
    }

    package var code: Code {
        switch self {
        case .sameRequests: .sameRequests
        case .pasteCut: .pasteCut
        case .idsLeftOut: .idsLeftOut
        case .unknownIDs: .unknownIDs
        case .idInField: .idInField
        case .noID: .noID
        case .noTimeInID: .noTimeInID
        case .bodyNamesDefaultRegion: .bodyNamesDefaultRegion
        case .bodyNotConfirmed: .bodyNotConfirmed
        case .namesInstance: .namesInstance
        case .listInstance: .listInstance
        case .linesOfIDBounded: .linesOfIDBounded
        case .linesOfOneIDBounded: .linesOfOneIDBounded
        case .requestsBounded: .requestsBounded
        case .callsCut: .callsCut
        case .callsBounded: .callsBounded
        case .linesBounded: .linesBounded
        case .stepsBounded: .stepsBounded
        case .idNotFollowed: .idNotFollowed
        case .idFollowedNearby: .idFollowedNearby
        case .linesGivenToNone: .linesGivenToNone
        case .cannotLookForJobs: .cannotLookForJobs
        case .cannotLookForBeginnings: .cannotLookForBeginnings
        case .dayExpired: .dayExpired
        case .daysPruned: .daysPruned
        case .unreadablePart: .unreadablePart
        case .beginningsLookedFor: .beginningsLookedFor
        case .beginningsBounded: .beginningsBounded
        }
    }
}
