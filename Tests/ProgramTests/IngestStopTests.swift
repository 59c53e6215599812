import Foundation
import Testing
import Workbench

/// A load that is told to stop does so at once, and the next one goes on.
struct IngestStopTests {
    @Test(arguments: [SIGTERM, SIGINT]) func `a signal ends a load in the middle of a shard, and the next load loses nothing`(
        _ signal: Int32
    ) throws {
        let folder = try IngestFolder()
        try folder.write(IngestFolder.lines(0..<500), to: "a.log")
        let shard = Data(IngestFolder.lines(1000..<20_000).utf8)
        let pipe = Pipe()
        let words = ["ingest", "--store", folder.store, "--json", folder.logs, "-"]
        let running = try RunProgram().start(words, standardInput: pipe.fileHandleForReading)
        // More than a pipe holds: when all of it is written the program is reading.
        try pipe.fileHandleForWriting.write(contentsOf: shard.prefix(2_000_000))
        running.send(signal)
        // The rest never comes: a load that waited for it would be given up here.
        let stopped = try running.finish()
        #expect(stopped.status == 128 + signal)
        #expect(stopped.errors.contains("run the same command again"), "\(stopped.errors)")
        #expect(try IngestFolder.summary(of: stopped).shards.not_read >= 1)
        try pipe.fileHandleForWriting.close()

        #expect(try folder.shards("--json").output.split(separator: "\n").count <= 2, "half a shard is visible")
        let again = try RunProgram().run(words, input: shard)
        #expect(again.status == 0)
        let whole = try IngestFolder.summary(of: again)
        #expect(whole.stored + (whole.shards.known == 1 ? 500 : 0) == 19_500)
    }
}
