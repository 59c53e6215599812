/// Whether a spreadsheet took the id in a cell for something else, so that it cannot be told any more what it was:
/// `1.23E+15`, `#NAME?`, `12345678901234500000`.
///
/// Excel keeps fifteen digits of a number.
/// https://learn.microsoft.com/office/troubleshoot/excel/last-digits-changed-to-zeros
func isMangled(_ cell: String) -> Bool {
    let text = cell.trimming(" \t\"'\u{A0}")
    return isScientific(text) || isRounded(text) || spreadsheetErrors.contains(text.uppercased())
        || text.utf8.count > 3 && text.utf8.allSatisfy { $0 == UInt8(ascii: "#") }
}

/// `1.23457E+18`, with the comma of other countries too.
private func isScientific(_ text: String) -> Bool {
    let parts = text.split(omittingEmptySubsequences: false) { $0 == "E" || $0 == "e" }
    guard parts.count == 2, let number = parts.first, let power = parts.last else { return false }
    let digits = number.drop { $0 == "-" || $0 == "+" }
    let isNumber = digits.first?.isNumber ?? false && digits.allSatisfy { $0.isNumber || $0 == "." || $0 == "," }
    return isNumber && digits.count { !$0.isNumber } <= 1 && (power.first == "+" || power.first == "-")
        && (1...3).contains(power.dropFirst().count) && power.dropFirst().allSatisfy(\.isNumber)
}

/// A number whose digits behind the fifteenth are zeros; at least three, since an id may end in fewer by chance.
private func isRounded(_ text: String) -> Bool {
    guard text.isDecimal, text.utf8.count >= 18 else { return false }
    return text.utf8.dropFirst(15).allSatisfy { $0 == UInt8(ascii: "0") }
}

private let spreadsheetErrors: Set<String> = [
    "#NAME?", "#REF!", "#VALUE!", "#NUM!", "#N/A", "#NULL!", "#DIV/0!", "#WERT!", "#BEZUG!",
]
