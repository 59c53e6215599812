/// Names of places for the codes that logs hold. A code that is not known has no place and prints as itself.
package enum Places {
    /// How fine a place of a provider is.
    package enum Grain: String, Sendable {
        /// One of a cloud's regions: `us-east-1`.
        case region
        /// A part of the world with several regions in it: `eu`.
        case geography
    }

    /// `Ashburn, VA, US` for the Cloudflare colo `IAD`.
    package static func colo(_ code: String) -> String? { row(code, in: colos)?.name }

    /// `Ashburn, VA, US` for the Google Cloud region `us-east4`.
    package static func region(_ code: String) -> String? { row(code, in: regions)?.name }

    /// The name of a place where a provider runs models: a region of any cloud, or a geography.
    package static func location(_ code: String) -> String? {
        (row(code, in: regions) ?? row(code, in: providerRegions) ?? row(code, in: geographies))?.name
    }

    /// Of a place where a provider runs models; what no table calls a geography is a region.
    package static func grain(ofLocation code: String) -> Grain { row(code, in: geographies) == nil ? .region : .geography }

    /// Degrees north and east, where the table has them.
    package static func position(ofColo code: String) -> (latitude: Double, longitude: Double)? { row(code, in: colos)?.position }
    /// In degrees; `nil` of a region that the table does not know.
    package static func position(ofRegion code: String) -> (latitude: Double, longitude: Double)? {
        row(code, in: regions)?.position
    }

    private static let colos = PackageResources.colos_tsv
    private static let regions = PackageResources.regions_tsv
    private static let providerRegions = PackageResources.provider_regions_tsv
    private static let geographies = PackageResources.geographies_tsv

    private struct Place {
        var name: String
        var position: (latitude: Double, longitude: Double)?
    }

    /// The line of code, name, latitude, longitude that begins with a code. The table is searched as it lies: an answer
    /// asks for five codes, and taking all its lines apart would take longer than finding the request.
    private static func row(_ code: String, in table: [UInt8]) -> Place? {
        let start = Array(code.utf8) + [UInt8(ascii: "\t")]
        guard start.count > 1, let line = lines(table).first(where: { $0.starts(with: start) }) else { return nil }
        let cells = cells(line)
        guard cells.count == 4 else { return nil }
        let position: (latitude: Double, longitude: Double)? =
            if let latitude = Double(cells[2]), let longitude = Double(cells[3]) { (latitude, longitude) } else { nil }
        return Place(name: cells[1], position: position)
    }

    /// The lines of one of this target's tables.
    static func lines(_ table: [UInt8]) -> [ArraySlice<UInt8>] { table.split(separator: UInt8(ascii: "\n")) }

    /// The cells of a line, which are parted by tabs and may be empty.
    static func cells(_ line: ArraySlice<UInt8>) -> [String] {
        line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
    }
}
