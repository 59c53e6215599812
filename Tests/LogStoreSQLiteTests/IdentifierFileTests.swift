import Foundation
import LogRecords
import StoreContract
import Testing
import Workbench

@testable import LogStoreSQLite

@Suite struct IdentifierFileTests {
    @Test(arguments: [UInt64.max, 3]) func `words come out sorted, however many there are and however few hashes`(
        _ hashes: UInt64
    ) throws {
        let folder = Scratch.root.path
        for count in [0, 1, 33, 5000, 400_000] {
            let words = PartitionedWords(spillingTo: folder)
            var expected: [UInt64] = []
            for row in 0..<count {
                let hash = UInt64.random(in: 0..<hashes) &* 0x9E37_79B9_7F4A_7C15
                let word = IdentifierHash.instanceWord(hash, second: .random(in: 0..<86_400), row: row)
                try words.add(word)
                expected.append(word)
            }
            var drained: [UInt64] = []
            try words.drain { (sorted: UnsafeBufferPointer<UInt64>) throws(StoreError) in drained += sorted }
            #expect(drained == expected.sorted(), "\(count) words")
        }
    }

    @Test func `each of many identifiers is found in its file, and others are not`() throws {
        let file = try IdentifierFixture(rows: 30_000)
        let reader = try IdentifierFileReader(file.path)
        #expect(reader.damage == nil)
        for row in stride(from: 0, to: 30_000, by: 97) {
            #expect(try reader.rows(carrying: .bits64(UInt64(row))) == [row])
            #expect(try reader.has(row, carrying: .bits64(UInt64(row))))
            #expect(try !reader.has(row + 1, carrying: .bits64(UInt64(row))))
        }
        #expect(try reader.rows(carrying: .bits64(77_777_777)).isEmpty)
        #expect(try reader.rows(ofInstance: "customer", seconds: 0...86_399).count == 30_000)
        #expect(try reader.rows(ofInstance: "customer", seconds: 10...11) == [10, 11])
        #expect(try reader.rows(ofInstance: "another", seconds: 0...86_399).isEmpty)
    }

    @Test func `a file cut at any place is refused or cut off at its size`() throws {
        let file = try IdentifierFixture(rows: 10)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: file.path))
        for length in 0..<bytes.count {
            try bytes.prefix(length).write(to: URL(fileURLWithPath: file.path))
            #expect(throws: StoreError.self) { try IdentifierFileReader(file.path) }
        }
    }

    @Test func `a flipped bit anywhere is noticed, and no look-up answers from it`() throws {
        let file = try IdentifierFixture(rows: 20)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: file.path))
        for place in 0..<bytes.count {
            var damaged = bytes
            damaged[place] ^= 0x80
            try damaged.write(to: URL(fileURLWithPath: file.path))
            guard let reader = try? IdentifierFileReader(file.path) else { continue }  // refused is noticed
            #expect(reader.damage != nil, "byte \(place)")
            for row in 0..<20 {
                guard let rows = try? reader.rows(carrying: .bits64(UInt64(row))) else { continue }  // so is one that throws
                #expect(rows == [row], "byte \(place)")
            }
            guard let rows = try? reader.rows(ofInstance: "customer", seconds: 0...86_399) else { continue }
            #expect(rows == Array(0..<20), "byte \(place)")
        }
    }
}

/// An `.ids` file of rows that carry their own number, one a second.
private final class IdentifierFixture {
    private let scratch: Scratch
    var path: String { scratch.path("rows.ids") }

    init(rows: Int) throws {
        let scratch = try Scratch()
        self.scratch = scratch
        let hash = IdentifierHash(seed: 12)
        let sections = (0..<3).map { _ in PartitionedWords(spillingTo: scratch.path) }
        var customer = "customer"
        let instance = customer.withUTF8 { hash.hash(UnsafeRawBufferPointer($0)) }
        for row in 0..<rows {
            try sections[0].add(IdentifierHash.word(hash.hash(UInt64(row)), row: row))
            try sections[1].add(IdentifierHash.instanceWord(instance, second: UInt64(row), row: row))
        }
        var writer = try IdentifierFileWriter(path)
        for section in sections { try writer.write(section) }
        _ = try writer.finish(rows: rows, seed: 12, pageSeals: [1, 2, 3], isTakenOver: false)
    }
}
