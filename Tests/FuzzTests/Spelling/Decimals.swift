import OddValues

/// Other spellings of a decimal number, exact ones.
enum Decimals {
    /// Whether the word is a number of JSON without an exponent.
    static func isPlain(_ word: String) -> Bool { word.wholeMatch(of: #/-?[0-9]+(\.[0-9]+)?/#) != nil }

    /// `200` as `200.0`, `2e2`, `20E+1`, `2000e-1`.
    static func spelling(of word: String, _ dice: inout SeededDice) -> String {
        guard isPlain(word) else { return word }
        let isNegative = word.hasPrefix("-")
        let parts = word.drop { $0 == "-" }.split(separator: ".").map(String.init)
        let whole = parts.first ?? "0"
        let fraction = parts.count > 1 ? parts[1] : ""
        return (isNegative ? "-" : "") + moved(whole, fraction, &dice)
    }

    private static func moved(_ whole: String, _ fraction: String, _ dice: inout SeededDice) -> String {
        switch dice.below(4) {
        case 0: return fraction.isEmpty ? whole : "\(whole).\(fraction)"
        case 1: return "\(whole).\(fraction)" + String(repeating: "0", count: 1 + dice.below(3))
        case 2:
            // The point goes to the left, and an exponent says so.
            let places = dice.below(whole.count)
            let rest = String(whole.suffix(places)) + fraction
            return String(whole.dropLast(places)) + (rest.isEmpty ? "" : ".\(rest)") + exponent(places, &dice)
        default:
            let digits = String((whole + fraction).drop { $0 == "0" })
            guard !digits.isEmpty else { return "0e1" }
            return digits + exponent(-fraction.count, &dice)
        }
    }

    private static func exponent(_ power: Int, _ dice: inout SeededDice) -> String {
        dice.element(of: ["e", "E"]) + (power < 0 ? "-" : dice.element(of: ["", "+"])) + dice.element(of: ["", "0"])
            + "\(power.magnitude)"
    }
}
