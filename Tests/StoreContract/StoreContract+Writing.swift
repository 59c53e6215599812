import LogRecords

extension StoreContract {
    static let writing: [StoreContract] = [
        StoreContract("every field comes back as it was written") { store in
            var expected = Sighting.full(line: 1)
            let entry = try store.load([expected])
            expected.place.shard = entry.number
            try expect(try store.find("ffffffffffffffff").sightings, is: [expected])
        },
        StoreContract("a record that says nothing comes back with nothing") { store in
            var expected = Sighting.at(line: 1) { $0.correlationID = "c-1" }
            expected.place.shard = try store.load([expected]).number
            try expect(try store.find("c-1").sightings, is: [expected])
        },
        StoreContract("a shard that failed is new once, by its content, and remembered without a publication") { store in
            func failed(_ content: UInt64?, _ path: String) -> FailedShard {
                let digest = content.map { ContentDigest(value: ID128(high: 0, low: $0)) }
                return FailedShard(content: digest, path: path, fileBytes: 0, reason: "it is empty")
            }
            let (one, copy) = (failed(1, "/logs/a"), failed(1, "/logs/b"))
            let (empty, other) = (failed(nil, "/logs/c"), failed(nil, "/logs/d"))
            let writer = try store.makeWriter()
            try expect(try writer.rememberFailures([one, copy, empty]).map { $0 == nil }, is: [true, true, true])
            let again = try writer.rememberFailures([copy, empty, other])
            try expect(again.map { $0?.shard.path }, is: ["/logs/b", "/logs/c", nil])
            try expect(again.map { $0?.acknowledged }, is: [nil, nil, nil])
            try expect(try store.makeReader().failedShards().map(\.shard), is: [copy, empty, other])
        },
        StoreContract("what failed and has grown since is the same failure, once") { store in
            func failed(_ content: UInt64, _ path: String, hasGrown: Bool = false) -> FailedShard {
                let digest = ContentDigest(value: ID128(high: 0, low: content))
                var shard = FailedShard(content: digest, path: path, fileBytes: 0, reason: "none is a record")
                shard.hasGrown = hasGrown
                return shard
            }
            let writer = try store.makeWriter()
            _ = try writer.rememberFailures([failed(1, "/logs/a"), failed(2, "/logs/b")])
            let again = try writer.rememberFailures([failed(3, "/logs/a", hasGrown: true), failed(4, "/logs/b")])
            try expect(again.map { $0 == nil }, is: [false, true])
            try expect(try writer.rememberFailures([failed(3, "/logs/a")]).map { $0 == nil }, is: [false])
            let remembered = try store.makeReader().failedShards()
            try expect(Set(remembered.map(\.shard.content)), is: Set([3, 2, 4].map { failed($0, "").content }))
            try expect(remembered.contains(where: \.shard.hasGrown), is: false)
        },
        StoreContract("a shard is visible only when it was published") { store in
            let writer = try store.makeWriter()
            try store.load([.at(line: 1) { $0.correlationID = "c-1" }], with: writer, publish: false)
            try writer.publish()
            let second = try writer.beginShard()
            try writer.append([.at(line: 1) { $0.correlationID = "c-2" }], shard: second)
            try writer.publish()
            try expect(try store.lines("c-1"), is: [1])
            try expect(try store.lines("c-2"), is: [], "a shard in flight")
            try expect(try store.makeReader().shards().count, is: 1)
            _ = try writer.endShard(second, as: FinishedShard(of: [.at(line: 1)], digest: 2))
            try expect(try store.lines("c-2"), is: [], "a shard that ended")
            try writer.publish()
            try expect(try store.lines("c-2"), is: [1], "a shard that was published")
        },
        StoreContract("a shard of which every line was rejected gives way to one of the same content with records") { store in
            let writer = try store.makeWriter()
            var rejected = FinishedShard(of: [], digest: 7)
            (rejected.tally.lines, rejected.tally.rejected, rejected.tally.stored) = (2, 2, 0)
            rejected.tally.skipped = SkippedBytes(count: 70, padding: 6)
            rejected.problems = [LineProblem(reason: .unrecognised, line: 1, offset: 0, length: 9)]
            _ = try writer.endShard(try writer.beginShard(), as: rejected)
            try writer.publish()
            let number = try writer.beginShard()
            try writer.append([.at(line: 1) { $0.correlationID = "c-1" }], shard: number)
            _ = try writer.endShard(number, as: FinishedShard(of: [.at(line: 1)], digest: 7))
            try writer.publish()
            try expect(try store.makeReader().shards().map(\.number), is: [number])
            try expect(try store.lines("c-1"), is: [1])
        },
        StoreContract("bytes that were no line are kept with their shard") { store in
            let writer = try store.makeWriter()
            let skipped = [SkippedBytes(count: 70, padding: 6), SkippedBytes(), SkippedBytes(count: 5, padding: 5)]
            for (index, bytes) in skipped.enumerated() {
                let number = try writer.beginShard()
                try writer.append([.at(line: 1)], shard: number)
                var finished = FinishedShard(of: [.at(line: 1)], digest: UInt64(index + 1))
                finished.tally.skipped = bytes
                _ = try writer.endShard(number, as: finished)
            }
            try writer.publish()
            let reader = try store.makeReader()
            try expect(try reader.shards().map(\.tally.skipped), is: skipped)
            try expect(try reader.standing(near: nil).shards.map(\.hasLostBytes), is: [true, false, false])
        },
        StoreContract("an abandoned shard never exists") { store in
            let writer = try store.makeWriter()
            let number = try writer.beginShard()
            try writer.append([.at(line: 1) { $0.correlationID = "c-1" }], shard: number)
            try writer.abandonShard(number)
            try writer.publish()
            try expect(try store.lines("c-1"), is: [])
            try expect(try store.makeReader().shards().count, is: 0)
            try expect(try store.makeReader().days().count, is: 0, "days")
        },
        StoreContract("a shard is known by its digest, its first line and its hint") { store in
            let entry = try store.load([.at(line: 1)], digest: 5)
            let finished = FinishedShard(of: [.at(line: 1)], digest: 5)
            let writer = try store.makeWriter()
            try expect(try writer.knownShard(finished.digest)?.number, is: entry.number)
            try expect(try writer.knownShard(ContentDigest(value: ID128(high: 7, low: 6))), is: nil)
            try expect(try writer.shards(beginningWith: finished.firstLineHash).map(\.number), is: [entry.number])
            try expect(try writer.shards(beginningWith: 1).isEmpty, is: true)
            guard var hint = finished.hint else { throw BrokenPromise(description: "no hint") }
            try expect(try writer.isKnown(hint), is: true)
            hint.size += 1
            try expect(try writer.isKnown(hint), is: false, "a grown file")
            hint.path = "/elsewhere"
            try writer.noteSeen(hint, shard: entry.number)
            try expect(try writer.isKnown(hint), is: true, "a file seen again")
        },
        StoreContract("a shard that ended is known before it is published") { store in
            let writer = try store.makeWriter()
            let entry = try store.load([.at(line: 1)], digest: 5, with: writer, publish: false)
            try expect(try writer.knownShard(entry.digest)?.number, is: entry.number)
            try writer.publish()
        },
        StoreContract("the ledger keeps the whole entry") { store in
            let entry = try store.load([.full(line: 1)])
            try expect(try store.makeReader().shards(), is: [entry])
            try expect(entry.tally.balances, is: true)
        },
        StoreContract("of a shard it gives alone what is asked for") { store in
            let clocked = try store.load([.full(line: 1), .at(line: 2)], digest: 1)
            let named = try store.load([.at(line: 1)], digest: 2, hasRhythm: false)
            let reader = try store.makeReader()
            try expect(try reader.standing(near: nil), is: LedgerStanding([clocked, named].map(\.standing)))
            try expect(try reader.shards(numbered: [named.number, 1 << 40]), is: [named])
            try expect(try reader.shards(numbered: []), is: [])
        },
        StoreContract("near a time it gives the shards near it, those that continue others, and what all of them are together") {
            store in
            let series = [nil, nil, "a", "a", "a", "b", nil, "c"]
            for (number, hours) in ([0, 1, 28, 29, 32, -30, 30, 60] as [Int64]).enumerated() {
                let line = Sighting.at(line: 1) { $0.started = Instant.noon.advanced(by: hours * Instant.hour) }
                // A number is left out of `a`.
                let digest = UInt64(number + (number > 3 ? 2 : 1))
                try store.load([line], digest: digest, hasRhythm: number != 1, countedIn: series[number])
            }
            let all = try store.makeReader().standing(near: nil)
            for hours in [Int64(-40), 0, 29, 61, 500] {
                let hint = Instant.noon.advanced(by: hours * Instant.hour)
                let range = TimeRange(from: hint, to: hint).widened(by: 2 * Instant.hour)
                let near = try store.makeReader().standing(near: range)
                try expect(near.near, is: range)
                try expect(near.shards, is: all.shards.filter { $0.covers?.overlaps(range) == true }, "\(hours) h")
                try expect(near.covers, is: all.covers)
                try expect(near.loose, is: all.loose)
                let told = all.series.filter { $0.timeless < $0.shards || $0.covers?.overlaps(range) == true }
                try expect(near.series.filter { told.map(\.name).contains($0.name) }, is: told, "\(hours) h")
                try expect(hours != 29 || told.contains { $0.gaps.map(\.first) == [5] }, is: true, "a gap")
                let covered = near.series.compactMap(\.covers).reduce(nil) { $0?.union($1) ?? $1 } as TimeRange?
                try expect(covered, is: all.series.compactMap(\.covers).reduce(nil) { $0?.union($1) ?? $1 })
            }
        },
        StoreContract("numbers of shards go on after the store was opened again") { store in
            let first = try store.load([.at(line: 1)], digest: 1)
            let second = try store.load([.at(line: 1)], digest: 2)
            try expect(second.number > first.number, is: true)
        },
        StoreContract("a shard that continues another shows only its new lines") { store in
            let lines = (1...4).map { line in Sighting.at(line: Int64(line)) { $0.correlationID = "c-1" } }
            try store.load(Array(lines[..<2]), digest: 1)
            try store.load(lines, digest: 2, firstVisibleLine: 3)
            try expect(try store.lines("c-1"), is: [1, 2, 3, 4])
            try expect(try store.find("c-1").carried, is: [CanonicalIdentifier("c-1"): 4])
        },
        StoreContract("rows of a pruned day are counted as expired") { store in
            try store.prune(Day(.noon))
            let tomorrow = Sighting.at(line: 3) { $0.started = Instant.noon.advanced(by: Instant.day) }
            let entry = try store.load([.at(line: 1), .at(line: 2), tomorrow])
            try expect(entry.tally.expired, is: 2)
            try expect(entry.tally.stored, is: 1)
            try expect(entry.tally.balances, is: true)
            try expect(try store.makeReader().shards(), is: [entry])
            try expect(try store.makeReader().days(), is: [Day(.noon).advanced(by: 1)])
            try expect(try store.makeReader().prunedDays().map(\.day), is: [Day(.noon)])
        },
        StoreContract("expired lines that another shard shows already are not counted") { store in
            try store.prune(Day(.noon))
            let entry = try store.load([.at(line: 1), .at(line: 2), .at(line: 3)], firstVisibleLine: 3)
            try expect(entry.tally.expired, is: 1)
            try expect(entry.tally.balances, is: true)
        },
        StoreContract("rows of many days interleaved all arrive") { store in
            let writer = try store.makeWriter()
            var all: [Sighting] = []
            let number = try writer.beginShard()
            for round in 0..<40 {
                let batch = (0..<12).map { day in
                    Sighting.at(line: Int64(round * 12 + day + 1)) {
                        $0.started = Instant.noon.advanced(by: Int64(day) * Instant.day)
                        $0.correlationID = "day-\(day)"
                    }
                }
                try writer.append(batch, shard: number)
                all += batch
            }
            _ = try writer.endShard(number, as: FinishedShard(of: all, digest: 1))
            try writer.publish()
            for day in 0..<12 { try expect(try store.lines("day-\(day)").count, is: 40, "rows of day \(day)") }
        },
    ]
}
