package import LogRecords

/// What `verify` found in store and shards.
package struct VerifyResult: Sendable, Equatable {
    /// What became of each live shard's file.
    package struct Files: Sendable, Equatable {
        package var same = 0
        package var gone = 0
        /// Who checks may not read them; that says nothing of what is in them.
        package var closed = 0
    }

    /// How a manifest was used.
    package struct Manifest: Sendable, Equatable {
        /// What became of the one that was to be written.
        package enum Writing: Sendable {
            case written
            /// The store is not whole.
            case refusedDamaged
            /// A writer is at work.
            case refusedBusy
        }

        package var files: Int
        package var isCompared: Bool
        package var writing: Writing?

        package init(files: Int, isCompared: Bool, writing: Writing? = nil) {
            self.files = files
            self.isCompared = isCompared
            self.writing = writing
        }
    }

    package let rebuilt: RebuildReport?
    package let sealed: SealReport?
    /// Files and folders that were given other modes; `nil`: that was not asked for.
    package let fixedModes: Int?
    package var report: StoreReport
    package var files = Files()
    package var manifest: Manifest?

    package init(rebuilt: RebuildReport?, sealed: SealReport?, fixedModes: Int?, report: StoreReport) {
        self.rebuilt = rebuilt
        self.sealed = sealed
        self.fixedModes = fixedModes
        self.report = report
    }

    /// Whether all was done that was asked for, and nothing is wrong.
    package var hasSucceeded: Bool { isWhole && (manifest?.writing ?? .written) == .written && (sealed?.left.isEmpty ?? true) }

    /// Whether there was no ledger to hold anything against.
    package var isCatalogLost: Bool { report.segments == 0 && report.findings.contains { $0.kind == .catalogDamaged } }

    /// Whether answers are as good as on the day of the load.
    package var isWhole: Bool { faults == 0 }

    /// Findings that are not harmless.
    package var faults: Int {
        (report.findings + (sealed?.left ?? [])).count { !$0.isHarmless } + (rebuilt?.setAside.count ?? 0)
    }
}
