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
    package static func colo(_ code: String) -> String? { colos[code]?.name }

    /// `Ashburn, VA, US` for the Google Cloud region `us-east4`.
    package static func region(_ code: String) -> String? { regions[code]?.name }

    /// The name of a place where a provider runs models: a region of any cloud, or a geography.
    package static func location(_ code: String) -> String? {
        (regions[code] ?? providerRegions[code] ?? geographies[code])?.name
    }

    /// Of a place where a provider runs models; what no table calls a geography is a region.
    package static func grain(ofLocation code: String) -> Grain { geographies[code] == nil ? .region : .geography }

    /// Degrees north and east, where the table has them.
    package static func position(ofColo code: String) -> (latitude: Double, longitude: Double)? { colos[code]?.position }
    package static func position(ofRegion code: String) -> (latitude: Double, longitude: Double)? { regions[code]?.position }

    private static let colos = table(PackageResources.colos_tsv)
    private static let regions = table(PackageResources.regions_tsv)
    private static let providerRegions = table(PackageResources.provider_regions_tsv)
    private static let geographies = table(PackageResources.geographies_tsv)

    private struct Place: Sendable {
        var name: String
        var position: (latitude: Double, longitude: Double)?
    }

    /// Reads lines of code, name, latitude, longitude, parted by tabs; the last two may be empty.
    private static func table(_ bytes: [UInt8]) -> [String: Place] {
        var places: [String: Place] = [:]
        for cells in rows(bytes) where cells.count == 4 {
            let position: (latitude: Double, longitude: Double)? =
                if let latitude = Double(cells[2]), let longitude = Double(cells[3]) { (latitude, longitude) } else { nil }
            places[cells[0]] = Place(name: cells[1], position: position)
        }
        return places
    }

    /// The cells of each line of one of this target's tables.
    static func rows(_ bytes: [UInt8]) -> [[String]] {
        bytes.split(separator: UInt8(ascii: "\n")).map { line in
            line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
        }
    }
}
