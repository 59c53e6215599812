import ArgumentParser
import Foundation
import LogRecords
import TraceRendering
import TraceRoutes

/// `trace batch`: an answer for each id of a spreadsheet, a list or a mail.
struct BatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "batch", abstract: "Answer for every id of a spreadsheet, a list or a mail.",
        discussion: """
            A sheet with commas, semicolons or tabs keeps its columns and gets more: outcome, region, provider, model, location, status, \
            result, basis and cause. The column of ids is found. A list is a sheet of one column; of any other text every id is asked for. \
            On a terminal the answers are listed; in a pipe the sheet comes out as it went in. The totals come last.

            EXAMPLES
              trace batch tickets.csv                    a list, and the totals
              trace batch tickets.csv > answered.csv     the sheet with more columns
              trace batch tickets.csv --column 'Ray ID'  the ids stand in this column
              trace batch mail.txt --md                  a table for a ticket
              pbpaste | trace batch - --json | jq .totals
            """)

    /// How rows are written where it is said.
    enum Format: String, EnumerableFlag {
        case text, csv, json, ndjson, md

        static func help(for value: Format) -> ArgumentHelp? {
            switch value {
            case .text: "Columns for a person (on a terminal the default)."
            case .csv: "Comma-separated values with a head, whatever the sheet was."
            case .json: "One JSON object with all rows and the totals (waybill.batch/1)."
            case .ndjson: "A JSON object for each row, each on one line."
            case .md: "A Markdown table, for a ticket."
            }
        }

        var form: BatchOutput.Form {
            switch self {
            case .text: .text
            case .csv: .csv
            case .json: .json
            case .ndjson: .ndjson
            case .md: .markdown
            }
        }
    }

    @Argument(help: ArgumentHelp("The sheet, as text; - is standard input.", valueName: "file"), completion: .file())
    var file: String

    @Option(help: ArgumentHelp("The column of ids: its name, or its number from 1.", valueName: "name|number"))
    var column: String?

    @Option(
        help: ArgumentHelp(
            "What parts the cells: comma, semicolon, tab, bar, or none for a text.", valueName: "character"),
        completion: .list(["comma", "semicolon", "tab", "bar", "none"]))
    var separator: String?

    @Flag var format: Format?

    @OptionGroup var store: StoreOption

    func validate() throws {
        if file.isEmpty { throw ValidationError("the path is empty") }
        if separator == "none", column != nil { throw ValidationError("--separator none is for a text, which has no columns") }
    }

    func run() throws {
        let wish = try wish()
        let bytes = try SheetFile.bytes(of: file)
        let sheet = try Self.sheet(bytes, wish, named: file)
        var batch = Batch(
            sheet: sheet, asking: try BatchAsking(opening: store.folder, processors: ProcessInfo.processInfo.activeProcessorCount),
            output: BatchOutput(format?.form ?? Self.usualForm(of: sheet), of: sheet))
        try AnswerOutput.say(BatchWords.reading(sheet))
        let totals = try batch.run()
        guard totals.askedAny else { throw Self.nothingAsked(in: file) }
        var codes = ExitCodes()
        codes.note(totals.exitCode)
        try codes.exit()
    }

    /// The flags, read; no file is touched.
    func wish() throws -> Sheet.Wish {
        guard let separator else { return Sheet.Wish(column: column) }
        guard let form = Self.form(separator) else {
            throw WrongUsage(
                explanation: Explanation(
                    "this parts no cells", at: separator.printable(limit: 64),
                    hint: "--separator comma, semicolon, tab, bar or none"))
        }
        return Sheet.Wish(column: column, form: form)
    }

    private static func form(_ separator: String) -> SheetForm? {
        switch separator {
        case "comma", ",": .columns(separator: UInt8(ascii: ","))
        case "semicolon", ";": .columns(separator: UInt8(ascii: ";"))
        case "tab", "\t", "\\t": .columns(separator: UInt8(ascii: "\t"))
        case "bar", "|": .columns(separator: UInt8(ascii: "|"))
        case "none": .freeText
        default: nil
        }
    }

    /// A sheet that cannot be read, or a column that is not there, with the name of the file.
    private static func sheet(_ bytes: [UInt8], _ wish: Sheet.Wish, named file: String) throws -> Sheet {
        do throws(SheetError) { return try Sheet(bytes, wish) } catch {
            let explanation = error.explanation
            let name = file == "-" ? "standard input" : file
            let place = explanation.place.map { "\(name): \($0)" } ?? name
            switch error {
            case .noSuchColumn, .noIDColumn, .empty:
                throw WrongUsage(explanation: Explanation(explanation.what, at: place, hint: explanation.hint))
            default: throw UnreadableSheet(explanation: Explanation(explanation.what, at: place, hint: explanation.hint))
            }
        }
    }

    private static func nothingAsked(in file: String) -> WrongUsage {
        WrongUsage(
            explanation: Explanation(
                "no id came", at: file == "-" ? "standard input" : file, hint: "where other cells hold ids: --column NAME|NUMBER"))
    }

    /// On a terminal a text; in a pipe a sheet that programs read.
    private static func usualForm(of sheet: Sheet) -> BatchOutput.Form {
        if StandardOutput.isTerminal { return .text }
        return sheet.form == .freeText ? .csv : .sheet
    }
}

/// A file that is no sheet, by its name.
struct UnreadableSheet: Explained {
    let explanation: Explanation
}
