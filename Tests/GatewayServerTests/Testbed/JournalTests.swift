import Foundation
import LogRecords
import Synchronization
import Testing
import Workbench

@testable import Testbed

/// The files in which a testbed writes down what happened.
struct JournalTests {
    private final class Words: Sendable {
        let list = Mutex<[String]>([])
    }

    @Test func `a journal that cannot be written is said to be so, once`() throws {
        let words = Words()
        let journal = try Journal("/dev/full") { text in words.list.withLock { $0.append(text) } }
        for _ in 0..<3 { journal.append(Array("{}".utf8)) }
        #expect(
            words.list.withLock(\.self) == [
                "the journal cannot be written: No space left on device: /dev/full: what happens from here on may be missing in it"
            ])
    }

    @Test func `a folder in a journal's place is refused in words`() {
        let error = #expect(throws: JournalError.self) { try Journal("/tmp") }
        #expect(error?.explanation.what == "the journal cannot be written: Is a directory")
    }

    @Test func `a journal goes on where it ended`() throws {
        let scratch = try Scratch()
        let path = scratch.path("folder/j.ndjson")
        for text in ["1", "2"] { try Journal(path).append(Array(text.utf8)) }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "1\n2\n")
    }
}
