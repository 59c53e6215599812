import ArgumentParser
import TraceRendering

extension ReportFormat: EnumerableFlag {
    static func help(for value: ReportFormat) -> ArgumentHelp? {
        switch value {
        case .json: "Print one JSON object on one line."
        case .ndjson: "Print a JSON object on each line."
        case .csv: "Print comma-separated values with a head."
        case .md: "Print a Markdown table."
        }
    }
}
