import Foundation
import LogRecords
import StoreContract
import Testing

@testable import LogStoreSQLite

/// A segment whose pages are wrong never gets its name.
struct FirstLookTests {
    private let scratch = ScratchFolder()

    /// Where a segment of 3,000 rows is changed behind the writer's back, before it is sealed.
    enum Fault: CaseIterable {
        case pageCount, pageBehind, lastLeaf, middleLeaf, rootOfTerms, orderOfChildren
    }

    @Test(arguments: SegmentWriting.allCases)
    func `a segment as it was written passes`(_ writing: SegmentWriting) throws {
        let sealed = try build("whole", writing)
        #expect(sealed.rows == 3000)
    }

    @Test func `a segment with few rows, or none in some tables, passes`() throws {
        let builder = try SegmentBuilder("few", day: nil, run: "few", in: folder(), writing: .pages)
        let batch = RecordBatch(terms: TermTable())
        batch.add(sighting("alone"))
        try builder.append(batch, picked: [0])
        _ = try builder.seal(known: [:], carriesAll: false)
    }

    @Test(arguments: Fault.allCases)
    func `a segment with a wrong page is refused, with what is wrong`(_ fault: Fault) throws {
        _ = try build("broken", .pages)
        let stem = try folder().hidden("broken")
        let roots = try roots(of: stem)
        let look = FirstLook(keys: keysOfBuilt, roots: roots)
        try look.take(at: stem)
        try damage(stem + ".sqlite", fault, roots)
        try sealAnew(stem)
        let error = try #require(throws: StoreError.self) { try look.take(at: stem) }
        guard case .misbuilt(let file, _) = error else {
            Issue.record("\(error)")
            return
        }
        #expect(file == stem + ".sqlite")
        #expect(error.explanation.hint?.contains("WAYBILL_SEGMENT_WRITER=sql") == true)
    }

    @Test func `a table with more rows than were written, or fewer, is refused`() throws {
        _ = try build("counted", .pages)
        let stem = try folder().hidden("counted")
        let roots = try roots(of: stem)
        for wrong: ClosedRange<Int64>? in [0...2998, 0...3000, 1...2999, nil] {
            let look = FirstLook(keys: [("sighting", wrong)], roots: roots)
            #expect(throws: StoreError.self) { try look.take(at: stem) }
        }
    }

    private let keysOfBuilt: SegmentFilling.Keys = [
        ("sighting", 0...2999), ("attempt", nil), ("origin", 1...1), ("caller", nil),
    ]

    private func folder() throws -> StoreFolder {
        _ = scratch.file("")
        return StoreFolder(path: scratch.path)
    }

    private func roots(of stem: String) throws -> [String: UInt32] {
        try SegmentLayout.roots(try SegmentConnection(readingSegment: stem))
    }

    private func build(_ name: String, _ writing: SegmentWriting) throws -> SealedSegment {
        let builder = try SegmentBuilder(name, day: nil, run: name, in: folder(), writing: writing)
        var batch = RecordBatch(terms: TermTable())
        for number in 0..<3000 {
            if batch.isFull {
                try builder.append(batch, picked: (0..<batch.count).map(Int32.init))
                batch = RecordBatch(terms: batch.terms)
            }
            batch.add(sighting("c-\(number)"))
        }
        try builder.append(batch, picked: (0..<batch.count).map(Int32.init))
        return try builder.seal(known: [:], carriesAll: false)
    }

    private func damage(_ path: String, _ fault: Fault, _ roots: [String: UInt32]) throws {
        var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        let size = SegmentPages.pageSize
        let root = (Int(try #require(roots["sighting"])) - 1) * size
        func number(_ place: Int, _ count: Int) -> Int { bytes[place..<place + count].reduce(0) { $0 << 8 | Int($1) } }
        /// Where a page begins to which the root points: the last by its header, the others by its cells.
        func child(_ index: Int) -> Int { (number(root + number(root + 12 + 2 * index, 2), 4) - 1) * size }
        switch fault {
        case .pageCount: bytes[31] += 1
        case .pageBehind: bytes += [UInt8](repeating: 0, count: size)
        case .lastLeaf: bytes[(number(root + 8, 4) - 1) * size] = 0x0A
        case .middleLeaf:
            for leaf in 1..<number(root + 3, 2) { bytes.replaceSubrange(child(leaf) + 3..<child(leaf) + 5, with: [0, 0]) }
        case .rootOfTerms: bytes[(Int(try #require(roots["origin"])) - 1) * size + 4] = 0
        case .orderOfChildren:
            let (first, second) = (root + number(root + 12, 2), root + number(root + 14, 2))
            for byte in 0..<4 { bytes.swapAt(first + byte, second + byte) }
        }
        try Data(bytes).write(to: URL(fileURLWithPath: path))
    }

    /// As if the writer itself had made it so.
    private func sealAnew(_ stem: String) throws {
        let seals = try PageSeals.seals(ofFile: stem + ".sqlite")
        try FileManager.default.removeItem(atPath: stem + ".ids")
        var identifiers = try IdentifierFileWriter(stem + ".ids")
        for _ in IdentifierFile.Section.allCases { try identifiers.write(PartitionedWords(spillingTo: scratch.path)) }
        _ = try identifiers.finish(rows: 3000, seed: 1, pageSeals: seals, isTakenOver: false)
    }
}
