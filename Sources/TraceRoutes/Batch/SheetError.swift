/// Why a sheet cannot be read. Worded where it is rendered.
package enum SheetError: Error, Equatable {
    /// The file is not the text of a sheet.
    case notText(Kind)
    case tooLarge
    case tooManyRows
    case tooManyColumns(line: Int)
    case empty
    /// No column holds ids; these are their names.
    case noIDColumn(names: [String])
    /// `--column` names none of these.
    case noSuchColumn(String, names: [String], count: Int)

    /// What a file is instead.
    package enum Kind: Sendable {
        /// Of Excel, LibreOffice or Numbers: a ZIP archive, or the older compound file.
        case workbook
        case compressed
        case pdf
        /// UTF-16 or UTF-32 whose first characters do not say so.
        case wideText
        case binary
    }
}
