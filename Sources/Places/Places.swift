/// Names of places for the codes that logs hold. A code that is not known has no place and prints as itself.
package enum Places {
    /// `Ashburn, VA, US` for the Cloudflare colo `IAD`.
    package static func colo(_ code: String) -> String? { colos[code]?.name }

    /// `Ashburn, VA, US` for the Google Cloud region `us-east4`.
    package static func region(_ code: String) -> String? { regions[code]?.name }

    /// Degrees north and east, where the table has them.
    package static func position(ofColo code: String) -> (latitude: Double, longitude: Double)? { colos[code]?.position }
    package static func position(ofRegion code: String) -> (latitude: Double, longitude: Double)? { regions[code]?.position }

    private static let colos = table(PackageResources.colos_tsv)
    private static let regions = table(PackageResources.regions_tsv)

    private struct Place: Sendable {
        var name: String
        var position: (latitude: Double, longitude: Double)?
    }

    /// Reads lines of code, name, latitude, longitude, parted by tabs; the last two may be empty.
    private static func table(_ bytes: [UInt8]) -> [String: Place] {
        var places: [String: Place] = [:]
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            let cells = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false).map {
                String(decoding: $0, as: UTF8.self)
            }
            guard cells.count == 4 else { continue }
            let position: (latitude: Double, longitude: Double)? =
                if let latitude = Double(cells[2]), let longitude = Double(cells[3]) { (latitude, longitude) } else { nil }
            places[cells[0]] = Place(name: cells[1], position: position)
        }
        return places
    }
}
