/// The service of a Cloud Run revision whose name Google made up: `gateway` of `gateway-00042-abc`; `nil` for one that
/// a person chose.
/// https://cloud.google.com/run/docs/managing/revisions
package func serviceOfCloudRun(revision: String) -> String? {
    let parts = revision.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count > 2, let ending = parts.last, let number = parts.dropLast().last, ending.count == 3, number.count == 5,
        number.allSatisfy({ ("0"..."9").contains($0) })
    else { return nil }
    return parts.dropLast(2).joined(separator: "-")
}
