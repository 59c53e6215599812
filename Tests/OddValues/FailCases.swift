import Foundation
import Workbench

/// Inputs that once ended a program, and one that is being tried.
package enum FailCases {
    private static let folder = Repository.url("Fixtures/FailCases")

    /// What is kept of a kind, `Fixtures/FailCases/<kind>/*`, in the order of the names.
    package static func kept(_ kind: String) throws -> [[UInt8]] {
        let place = folder.appending(path: kind)
        guard FileManager.default.fileExists(atPath: place.path) else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: place.path).sorted().map {
            [UInt8](try Data(contentsOf: place.appending(path: $0)))
        }
    }

    /// Leaves the input in the temporary folder while it is tried, when a run is repeated by its seed: where it ends
    /// the process, it is there.
    package static func trying(_ input: some Sequence<UInt8>, of kind: String) {
        guard isRepeated else { return }
        // To keep the input is no part of the test.
        try? Data(input).write(to: Scratch.root.appending(path: "waybill-trying-\(kind)"))
    }

    private static let isRepeated = ProcessInfo.processInfo.environment["WAYBILL_SEED"] != nil
}
