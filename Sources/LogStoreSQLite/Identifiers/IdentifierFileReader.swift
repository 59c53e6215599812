import Glibc
import LogRecords

/// Looks words up in an `.ids` file that is mapped into memory: two touched pages an identifier, some 0.01 ms.
///
/// The header and the size are checked at each opening; the checksum of the rest only when `isWhole` is asked. Whatever the rest
/// holds, no look-up leaves the file.
final class IdentifierFileReader {
    let path: String
    let rows: Int
    let hash: IdentifierHash
    private let bytes: UnsafeRawBufferPointer
    private let sections: [IdentifierFile.SectionPlace]

    init(_ path: String) throws(StoreError) {
        self.path = path
        let file = try OpenFile(path, O_RDONLY)
        let size = file.size
        guard size >= IdentifierFile.headerSize else { throw StoreError.damaged(file: path, what: "it is cut short") }
        guard let start = mmap(nil, size, PROT_READ, MAP_SHARED, file.descriptor, 0), start != MAP_FAILED else {
            throw StoreError.file(path: path, action: "map the file into memory", code: errno)
        }
        // Freed by deinit in every case: all stored properties are set before anything below throws.
        bytes = UnsafeRawBufferPointer(start: start, count: size)
        let words = bytes.bindMemory(to: UInt64.self)
        hash = IdentifierHash(seed: words[3])
        rows = Int(truncatingIfNeeded: words[2])
        sections = (0..<3).map { number in
            let first = 6 + 4 * number
            return IdentifierFile.SectionPlace(
                words: Int(truncatingIfNeeded: words[first]), count: Int(truncatingIfNeeded: words[first + 1]),
                fanOut: Int(truncatingIfNeeded: words[first + 2]), fanOutBits: Int(truncatingIfNeeded: words[first + 3]))
        }
        let last = IdentifierFile.headerSize / 8 - 1
        let sum = IdentifierFile.checksum(UnsafeRawBufferPointer(rebasing: bytes[..<(last * 8)]))
        guard words[0] == IdentifierFile.magic, words[last] == sum else {
            throw StoreError.damaged(file: path, what: "its header is not that of an .ids file")
        }
        guard words[1] == UInt64(IdentifierFile.version) else {
            throw StoreError.newerSchema(
                file: path, version: Int(truncatingIfNeeded: words[1]), known: Int(IdentifierFile.version))
        }
        guard words[4] == UInt64(size), rows >= 0, rows <= IdentifierHash.mostRows, sections.allSatisfy({ isInside($0) }) else {
            throw StoreError.damaged(file: path, what: "its size is not the one in its header")
        }
    }

    deinit {
        munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
    }

    private func isInside(_ place: IdentifierFile.SectionPlace) -> Bool {
        let limit = bytes.count
        return (0...20).contains(place.fanOutBits) && (0...limit / 8).contains(place.count) && (0...limit).contains(place.words)
            && (0...limit).contains(place.fanOut) && place.words % 8 == 0 && place.fanOut % 4 == 0
            && place.words + 8 * place.count <= limit && place.fanOut + 4 * ((1 << place.fanOutBits) + 1) <= limit
    }

    /// Whether everything behind the header is what was written.
    var isWhole: Bool {
        let words = bytes.bindMemory(to: UInt64.self)
        return words[5] == IdentifierFile.checksum(UnsafeRawBufferPointer(rebasing: bytes[IdentifierFile.headerSize...]))
    }

    /// The words of a section from `low` to `high`, both included.
    func words(_ section: IdentifierFile.Section, from low: UInt64, to high: UInt64) -> Slice<UnsafeBufferPointer<UInt64>> {
        let place = sections[section.rawValue]
        let start = bytes.baseAddress.map { ($0 + place.words).assumingMemoryBound(to: UInt64.self) }
        let words = UnsafeBufferPointer(start: start, count: place.count)
        let first = firstIndex(in: words, place) {
            $0 >= low
        } near: {
            low
        }
        let end = firstIndex(in: words, place) {
            $0 > high
        } near: {
            high
        }
        return words[first..<max(first, end)]
    }

    /// The index of the first word that is far enough; it lies in, or right behind, the bucket of `near`.
    private func firstIndex(
        in words: UnsafeBufferPointer<UInt64>, _ place: IdentifierFile.SectionPlace, _ isFar: (UInt64) -> Bool,
        near: () -> UInt64
    ) -> Int {
        let bucket = Int(truncatingIfNeeded: near() >> UInt64(64 - place.fanOutBits))
        let fanOut = UnsafeRawBufferPointer(rebasing: bytes[place.fanOut...])
        // Clamped, because only `isWhole` knows whether the numbers are right.
        var low = min(words.count, Int(fanOut.loadUnaligned(fromByteOffset: 4 * bucket, as: UInt32.self)))
        var high = min(words.count, Int(fanOut.loadUnaligned(fromByteOffset: 4 * bucket + 4, as: UInt32.self)))
        while low < high {
            let middle = low + (high - low) / 2
            if isFar(words[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// The rows that may carry an identifier, ascending; the row itself decides.
    func rows(carrying identifier: CanonicalIdentifier) -> [Int] {
        let low = IdentifierHash.word(hash.hash(identifier), row: 0)
        return rows(of: words(.ids, from: low, to: low | ((1 << IdentifierHash.rowBits) - 1)))
    }

    /// The rows that may be of a customer instance and filed between two seconds of the day, in the order of seconds.
    func rows(ofInstance instance: String, seconds: ClosedRange<UInt64>) -> [Int] {
        let hash = instanceHash(instance)
        return rows(
            of: words(
                .instances, from: IdentifierHash.instanceWord(hash, second: seconds.lowerBound, row: 0),
                to: IdentifierHash.instanceWord(hash, second: seconds.upperBound, row: IdentifierHash.mostRows - 1)))
    }

    /// The monolith's rows that may be of a user and filed between two seconds of the day.
    func rows(ofUser user: String, seconds: ClosedRange<UInt64>) -> [Int] {
        rows(
            ofInstance: user, seconds: IdentifierHash.userSecond(seconds.lowerBound)...IdentifierHash.userSecond(seconds.upperBound)
        )
    }

    /// The part of an instance's hash that the file holds, in its place.
    func instanceHash(_ instance: String) -> UInt64 {
        var instance = instance
        return IdentifierHash.instanceWord(instance.withUTF8 { hash.hash(UnsafeRawBufferPointer($0)) }, second: 0, row: 0)
    }

    private func rows(of words: Slice<UnsafeBufferPointer<UInt64>>) -> [Int] {
        words.lazy.map(IdentifierHash.row).filter { $0 < self.rows }
    }
}
