/// How an id that is there resembles the one asked for.
package enum Likeness: Sendable, Equatable {
    /// It begins so.
    case begins
    /// One slip of a finger apart.
    case slip(Slip, of: Unit)
    /// So many digits differ, are missing or are too many; of an instance alone.
    case severalDiffer(Int)
    /// So many first digits are the same; of an instance alone.
    case sameBeginning(Int)

    /// What a finger does to a text.
    package enum Slip: String, CaseIterable, Sendable {
        case differs, missing, tooMany, swapped
    }

    /// What slipped.
    package enum Unit: Sendable {
        case digit, character
    }

    /// What programs know a likeness by.
    package enum Code: String, CaseIterable, Sendable {
        case begins
        case oneDiffers = "one_differs"
        case oneMissing = "one_missing"
        case oneTooMany = "one_too_many"
        case twoSwapped = "two_swapped"
        case severalDiffer = "several_differ"
        case sameBeginning = "same_beginning"
    }

    package var code: Code {
        switch self {
        case .begins: .begins
        case .slip(.differs, _): .oneDiffers
        case .slip(.missing, _): .oneMissing
        case .slip(.tooMany, _): .oneTooMany
        case .slip(.swapped, _): .twoSwapped
        case .severalDiffer: .severalDiffer
        case .sameBeginning: .sameBeginning
        }
    }
}
