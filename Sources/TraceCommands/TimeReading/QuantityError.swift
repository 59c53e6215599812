import LogRecords

/// A length, an age, a size, a share or a status as it was typed.
enum Quantity: Equatable {
    case length(String)
    case age(String)
    case size(String)
    case share(String)
    case status(String)

    /// What it is called, what stands there, and how it is written.
    fileprivate var words: (noun: String, text: String, form: String) {
        switch self {
        case .length(let text): ("length of time", text, "90s, 10m, 2h or 1d")
        case .age(let text): ("age", text, "whole days or weeks: 90d or 12w")
        case .size(let text): ("size", text, "50GB, 800MB, 20GiB, or a number of bytes")
        case .share(let text): ("share", text, "a percentage from 0% to 100%, such as 1%")
        case .status(let text): ("status", text, "404, 4xx or 400-499")
        }
    }

    /// The most that is taken.
    fileprivate var limit: String {
        switch self {
        case .length: "31 days: 31d"
        case .age: "36,500 days: 36500d"
        case .size: "an exabyte: 1000000TB"
        case .share: "100%"
        case .status: "999, and a class of statuses 5xx"
        }
    }
}

/// A quantity that cannot be meant, or is more than the program takes: wrong usage.
enum QuantityError: Explained, Equatable {
    case unreadable(Quantity)
    case tooMuch(Quantity)

    var explanation: Explanation {
        switch self {
        case .unreadable(let quantity):
            Explanation("cannot read the \(quantity.words.noun)", at: quantity.words.text, hint: quantity.words.form)
        case .tooMuch(let quantity):
            Explanation(
                "the \(quantity.words.noun) is over the limit", at: quantity.words.text,
                hint: "at most \(quantity.limit); \(quantity.words.form)")
        }
    }
}
