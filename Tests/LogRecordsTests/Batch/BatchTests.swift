import Testing

@testable import LogRecords

struct BatchTests {
    @Test func `no two fields share a cell or a bit`() {
        var cells = Set(0..<RecordLayout.presenceCells)
        for field in RecordField.allCases {
            let place = CellPlace(field)
            #expect(cells.insert(place.index).inserted)
            if field.kind == .id128 { #expect(cells.insert(place.low).inserted) }
        }
        #expect(cells == Set(0..<RecordLayout.width))
        #expect(
            Set(RecordField.allCases.map { [Int64(CellPlace($0).word), CellPlace($0).mask] }).count == RecordField.allCases.count)
        #expect(Set(AttemptField.allCases.map(AttemptLayout.cell)) == Set(2..<AttemptLayout.width))
        #expect(AttemptField.allCases.count <= 64)
    }

    @Test func `what a row was given it has, and nothing else`() {
        let batch = RecordBatch(terms: TermTable())
        let row = batch.beginRow()
        let trace = CellPlace(.traceID)
        row.set(.ray, .min)
        trace.set(ID128(high: .max, low: 7), in: row.cells)
        #expect(row[.ray] == .min)
        #expect(trace.id128(in: row.cells) == ID128(high: .max, low: 7))
        #expect(RecordField.allCases.filter { row.has($0) } == [.ray, .traceID])
        row.remove(.ray)
        #expect(RecordField.allCases.filter { row.has($0) } == [.traceID])
    }

    @Test func `a text longer than allowed is not kept`() {
        let batch = RecordBatch(terms: TermTable())
        let long = [UInt8](repeating: 65, count: RecordBatch.longestText + 1)
        #expect(long.withUnsafeBytes { batch.keep($0) } == nil)
        let fits = long.dropLast().withUnsafeBytes { batch.keep($0) }
        #expect(fits.map { [UInt8](batch.text($0)) } == Array(long.dropLast()))
    }

    @Test func `a term has one number, and its text back`() {
        let terms = TermTable()
        let words = (0..<20_000).map { "term number \($0)" }
        let numbers = words.map { word in [UInt8](word.utf8).withUnsafeBytes { terms.number(of: $0, make: { [UInt8]($0) }) } }
        #expect(Set(numbers).count == words.count)
        for (word, number) in zip(words, numbers) {
            #expect(number.map(terms.text) == word)
            #expect([UInt8](word.utf8).withUnsafeBytes { terms.number(of: $0, make: { _ in nil }) } == number)
        }
    }

    /// The second word takes away what the first one made of the state.
    private func texts(collidingUnder key: HashKey, _ count: Int) -> [[UInt8]] {
        (0..<count).map { number in
            let first = UInt64(number)
            let product = (16 &* 0x9E37_79B9_7F4A_7C15 ^ key.state ^ first).multipliedFullWidth(by: key.factor)
            let second = product.high ^ product.low ^ key.state
            return withUnsafeBytes(of: (first.littleEndian, second.littleEndian)) { [UInt8]($0) }
        }
    }

    @Test func `texts made to collide under a key that is known do not collide in a table`() {
        let terms = TermTable()
        let texts = texts(collidingUnder: .known, 20_000)
        #expect(Set(texts.map { text in text.withUnsafeBytes { wordHash($0, seed: 0, .known) } }).count == 1)
        for (number, text) in texts.enumerated() {
            #expect(text.withUnsafeBytes { terms.number(of: $0, make: { [UInt8]($0) }) } == UInt32(number))
        }
        #expect(terms.longestSearch < 256)
    }

    @Test func `a table whose key is no good is keyed anew, and keeps its numbers`() {
        let terms = TermTable(key: HashKey(state: 7, factor: 0))
        let words = (0..<3000).map { [UInt8]("a word that is long enough \($0)".utf8) }
        let numbers = words.map { word in word.withUnsafeBytes { terms.number(of: $0, make: { [UInt8]($0) }) } }
        #expect(numbers == (0..<3000).map { UInt32($0) })
        #expect(terms.longestSearch <= TermTable.mostProbes)
        for (word, number) in zip(words, numbers) {
            #expect(word.withUnsafeBytes { terms.number(of: $0, make: { _ in nil }) } == number)
        }
    }

    @Test func `a batch ends before the terms of one more record could be refused`() {
        let batch = RecordBatch(terms: TermTable())
        let longest = 4096
        var refused = 0
        var records = 0
        while !batch.isFull {
            for term in 0..<RecordField.allCases.count + RecordBatch.mostAttempts * AttemptField.allCases.count {
                var key = [UInt8](repeating: 66, count: longest)
                key.replaceSubrange(0..<16, with: "\(10_000_000 + records) \(1_000_000 + term)".utf8)
                if key.withUnsafeBytes({ batch.terms.number(of: $0, make: { _ in key.map { $0 ^ 1 } }) }) == nil { refused += 1 }
            }
            _ = batch.beginRow()
            records += 1
        }
        #expect(refused == 0)
        #expect((2..<RecordBatch.rowCapacity).contains(records))
    }

    @Test func `one spelling read in two ways is two terms`() {
        let terms = TermTable()
        let key = [UInt8]("gb".utf8)
        let plain = key.withUnsafeBytes { terms.number(of: $0, salt: 0, make: { [UInt8]($0) }) }
        let upper = key.withUnsafeBytes { terms.number(of: $0, salt: 1, make: { _ in [UInt8]("GB".utf8) }) }
        #expect(plain != upper)
        #expect(upper.map(terms.text) == "GB")
    }

    @Test func `a full term table refuses and says so before`() {
        let terms = TermTable()
        let big = [UInt8](repeating: 66, count: 1 << 16)
        var refused = false
        for number in 0..<400 where !refused {
            var key = big
            key[0] = UInt8(number & 255)
            key[1] = UInt8(number >> 8)
            refused = key.withUnsafeBytes { terms.number(of: $0, make: { [UInt8]($0) }) } == nil
        }
        #expect(refused)
        #expect(terms.isNearlyFull)
    }

    @Test func `what could command a terminal is spelled out`() {
        #expect("a\u{1b}[2Jb\nc\u{202e}d".printable() == "a\\u{1b}[2Jb\\u{a}c\\u{202e}d")
        #expect(String(repeating: "x", count: 600).printable(limit: 10) == "xxxxxxxxxx...")
        #expect("São Paulo".printable() == "São Paulo")
    }
}
