import ArgumentParser
import LogRecords
import LogShards
import LogStoreSQLite
import OwnedFiles
import TraceRendering

/// `trace verify`: reads a store again and says what is wrong with it.
struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Read a store and its shards again, and say what is wrong.",
        discussion: """
            Nothing is changed, unless the catalog is to be made again, segments are to be sealed or modes are to be set. The exit code is 0 where all is as it was \
            written, and 2 where it is not.

            EXAMPLES
              trace verify                        the store, and shards where they lay
              trace verify --shards /archive      look there for shards that were moved
              trace verify --rebuild-catalog      make a lost catalog from the segments
              trace verify --seal                 vouch for segments of earlier versions
              trace verify --write-manifest FILE  and note what all files are, for
              trace verify --manifest FILE        to tell what is not as it was then
              trace verify --fix-modes            take an older store's files from everybody but its owner
            """)

    @OptionGroup var store: StoreOption

    @OptionGroup var moved: ShardFoldersOption

    @Flag(help: "Look up the identifiers of every row, not only of 1,000 a segment.")
    var full = false

    @Flag(name: .customLong("rebuild-catalog"), help: "Make the catalog from the segments where it is lost or damaged, then check.")
    var rebuildsCatalog = false

    @Option(
        help: ArgumentHelp(
            "Compare the store's files with the SHA-256 digests in this file, and name what differs, is missing and is new.",
            valueName: "file"),
        completion: .file())
    var manifest: String?

    @Option(
        help: ArgumentHelp(
            "If the store is whole, write the SHA-256 digests of its files to this file, as sha256sum does. Keep it elsewhere.",
            valueName: "file"),
        completion: .file())
    var writeManifest: String?

    @Flag(
        help: "Seal the segments of earlier versions whose rows are what their shards' lines give, then check.")
    var seal = false
    @Flag(name: .customLong("fix-modes"), help: "Take the files from everybody but the owner and the store's group, then check.")
    var fixesModes = false

    @Option(help: ArgumentHelp("With --fix-modes: the group that may read the store from now on.", valueName: "name"))
    var group: String?

    @Flag(help: "Print one JSON object on one line.")
    var json = false

    func validate() throws {
        if group != nil, !fixesModes { throw ValidationError("--group needs --fix-modes") }
    }

    func run() throws {
        let rebuilt = rebuildsCatalog ? try CatalogRebuild.run(in: store.folder, onWaiting: StandardError.sayWaiting(for:)) : nil
        let fixed = try fixesModes ? fixModes() : nil
        let line = StatusLine()
        let sealed = seal ? try sealSegments(line) : nil
        let verifier = StoreVerifier(of: store.folder, lookingUpAll: full)
        let report = try verifier.report { line.show("segment \($0) of \($1)") }
        var result = VerifyResult(rebuilt: rebuilt, sealed: sealed, fixedModes: fixed, report: report)
        if !result.isCatalogLost {
            try result.check(try SQLiteRecordReader(opening: store.folder).shards(), searching: moved.folders) {
                line.show("shard \($0) of \($1)")
            }
        }
        line.clear()
        try result.use(manifest: manifest, writing: writeManifest, of: store.folder)
        if json {
            try StandardOutput.write(VerifyJSON.bytes(result))
        } else {
            try StandardOutput.write(VerifyText(result, style: .ofStandardOutput()).text)
        }
        if !result.hasSucceeded { throw ExitCode(Program.failed) }
    }

    private func fixModes() throws -> Int {
        let access = try group.map(FileAccess.init(ofGroup:))
        return try StoreModes(of: store.folder).fix(access, onWaiting: StandardError.sayWaiting(for:))
    }
}
