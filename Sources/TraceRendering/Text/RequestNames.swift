import LogRecords
import TraceRoutes

/// The end of a row that lists a request: its method and path, then region and provider in columns.
struct RequestNames {
    /// Region and provider of one request, as they will stand there.
    struct Cell {
        var region: String
        var provider: String
        /// Of the region and of the provider.
        var bases: (Basis, Basis)
    }

    private static let gap = "  "

    private let widest: Int
    private var regionWidth = 0
    private var providerWidth = 0
    /// A terminal's fifth, which is 16 of 80 columns.
    private let mostName: Int

    /// As wide as the widest of the rows, so that paths get the rest.
    init(_ rows: [(line: String, region: Clause<String>, provider: Clause<String>)], on page: Page) {
        mostName = page.style.fits ? max(14, page.width / 5) : .max
        widest = rows.map(\.line.columns).max() ?? 0
        for row in rows {
            regionWidth = max(regionWidth, value(row.region).columns)
            providerWidth = max(providerWidth, value(row.provider).columns)
        }
    }

    /// `POST /v2/completions`
    static func line(of request: RequestSummary) -> String {
        [request.method?.printable(), request.path?.printable(limit: Longest.path)].compactMap { $0 }.joined(separator: " ")
    }

    func cell(_ region: Clause<String>, _ provider: Clause<String>) -> Cell {
        Cell(region: value(region), provider: value(provider), bases: (region.basis, provider.basis))
    }

    /// Draws a row; a path for which there is no room is whole, and region and provider then stand below it, in their
    /// columns.
    func draw(head: String, _ line: String, _ cell: Cell, coloured: Bool = false, on page: inout Page) {
        let usual = max(0, page.width - head.columns - 2 * Self.gap.count - regionWidth - providerWidth)
        // A wide terminal gives paths what they need, and no gap behind them that the eye gets lost in.
        let room = page.style.fits ? min(usual, max(widest, usual - max(0, page.width - 80))) : max(usual, widest)
        let names = [
            Page.Piece(cell.region.padded(to: regionWidth) + Self.gap, coloured ? Paint.of(cell.bases.0) : nil),
            Page.Piece(cell.provider, coloured ? Paint.of(cell.bases.1) : nil),
        ]
        if line.columns <= room {
            page.line([Page.Piece(head + line.padded(to: room) + Self.gap)] + names)
        } else {
            page.line(head + line)
            page.line([Page.Piece(String(repeating: " ", count: head.columns + room + Self.gap.count))] + names)
        }
    }

    /// `us-east4`, `us-east4?` where it is inferred.
    private func value(_ clause: Clause<String>) -> String {
        switch clause {
        case .observed(let value, _, _): value.printable().clipped(to: mostName)
        case .inferred(let value, _, _, _, _): value.printable().clipped(to: mostName - 1) + "?"
        case .absent: "none"
        case .unknown: "unknown"
        case .conflict: "conflict"
        }
    }
}
