extension Places {
    /// Whether a region, or a place where a provider runs models, is in Europe: the continent, with the United Kingdom
    /// and Switzerland. `nil` of a place that no table has.
    package static func isInEurope(_ code: String) -> Bool? {
        guard let name = location(code) else {
            // A region that is newer than the tables is named as the others of its cloud.
            return code.hasPrefix("europe-") || code.hasPrefix("eu-") ? true : nil
        }
        let country = name.split(separator: ",").last.map { String($0.drop { $0 == " " }) } ?? name
        return european.contains(country)
    }

    /// As the tables write countries: by their code, and where a region has no town by their name.
    private static let european: Set<String> = [
        "AL", "AT", "BA", "BE", "BG", "CH", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "HR", "HU", "IE", "IS", "IT",
        "LT",
        "LU", "LV", "MD", "ME", "MK", "MT", "NL", "NO", "PL", "PT", "RO", "RS", "SE", "SI", "SK", "UA", "Europe", "Ireland",
        "Netherlands", "Norway", "Spain", "United Kingdom",
    ]
}
