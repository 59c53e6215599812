/// What a pasted response body of a gateway says of itself.
///
/// GitLab's gateway writes its region into `model.region` or `metadata.region` of code suggestions. Whoever pastes a
/// body may have changed it, so it never gives more than an inference.
package struct ResponseBody: Equatable, Sendable {
    /// The region named, if it can be one.
    package var region: String?
    /// It names `us-central1`, which that gateway also says when nobody told it its region.
    package var namesDefault = false

    /// `nil` where the text holds no body that names a region.
    init?(_ text: String) {
        guard let value = ResponseBody.regionValue(in: text) else { return nil }
        if value == "us-central1" {
            namesDefault = true
        } else {
            region = value
        }
    }

    /// The text of the first `"region"` behind a `"model"` or `"metadata"` that is written as regions are:
    /// `europe-west3`.
    private static func regionValue(in text: String) -> String? {
        let parts = text.split(separator: "\"", omittingEmptySubsequences: false)
        var isInside = false
        for index in parts.indices where index + 2 < parts.count {
            if parts[index] == "model" || parts[index] == "metadata" { isInside = true }
            guard isInside, parts[index] == "region" else { continue }
            guard parts[index + 1].filter({ $0 != " " && $0 != "\n" }) == ":" else { continue }
            let value = String(parts[index + 2])
            if isRegion(value) { return value }
        }
        return nil
    }

    private static func isRegion(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard (2...4).contains(parts.count), text.utf8.count <= 40, let last = parts.last?.utf8.last else { return false }
        return (48...57).contains(last)
            && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) || (97...122).contains($0) } }
    }
}
