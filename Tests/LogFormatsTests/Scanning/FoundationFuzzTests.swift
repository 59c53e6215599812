import Foundation
import LogRecords
import OddValues
import Testing

@testable import LogFormats

/// The scanner against Foundation's parser, on lines that are valid, nearly valid, and broken.
struct FoundationFuzzTests {
    private static let keys = ["a", "b.c", "list", "deep", "text", "number", "a longer key of more than sixteen bytes", "\u{e9}"]

    private static func outline() -> (KeyOutline, [(path: String, place: Int)]) {
        var outline = KeyOutline()
        var places: [(String, Int)] = []
        for path in keys.map({ $0.replacingOccurrences(of: ".", with: "\\.") }) + ["deep.x", "deep.y.z", "list[].v"] {
            places.append((path, outline.want(PathParts(KeyPath(stringLiteral: path)), forRecognition: path == "a")))
        }
        outline.layOut()
        return (outline, places)
    }

    @Test func `both accept and refuse the same lines, and see the same values`() throws {
        let (outline, places) = FoundationFuzzTests.outline()
        let slots = places.map { (path: $0.path, slot: outline.places[$0.place].slot ?? -1) }
        let scanner = LineScanner(outline)
        var random = Lines(seed: 0x5EED)
        var accepted = 0
        let rounds = Dice.count(8000, soak: 240_000)
        for round in 0..<rounds {
            var line = random.object()
            if round % 2 == 1 {
                // What stands between the values is known from the whole line, and most of it is there again in the damaged one.
                line.withUnsafeBytes { _ = scanner.scan($0) }
                random.damage(&line)
            }
            guard let expected = verdict(line) else { continue }
            let outcome = line.withUnsafeBytes { scanner.scan($0) }
            #expect((outcome == .object) == (expected != nil), "\(outcome): \(String(decoding: line, as: UTF8.self))")
            guard outcome == .object, let object = expected else { continue }
            accepted += 1
            for (path, slot) in slots { compare(object, path, slot, scanner.tree.slots[slot], scanner.generation, line) }
        }
        #expect(accepted > rounds * 5 / 12)
    }

    /// Foundation's reading: `.some(nil)` refuses; `nil` where the two differ on purpose.
    private func verdict(_ line: [UInt8]) -> [String: Any]?? {
        let text = String(decoding: line, as: UTF8.self)
        // Skipped text is not checked for UTF-8 or half surrogates; NaN and Infinity are taken; Foundation keeps the first of two equal keys.
        guard String(validating: line, as: UTF8.self) != nil, !text.contains("\0"), !text.contains("\u{feff}") else { return nil }
        guard !text.lowercased().contains("nan"), !text.lowercased().contains("inf"), !text.contains("\\u") else { return nil }
        // Foundation takes a comma before a closing bracket, and refuses a number that no Double can hold.
        guard !text.contains(/,\s*[}\]]/), !text.contains(/[eE][+-]?\d{3}/) else { return nil }
        guard let value = try? JSONSerialization.jsonObject(with: Data(line)) else { return .some(nil) }
        guard let object = value as? [String: Any] else { return .some(nil) }
        let again = text.filter { $0 == ":" }.count
        return again == pairs(object) ? .some(object) : nil
    }

    /// Keys in all: as many as colons, unless a key stands twice or a text holds a colon.
    private func pairs(_ value: Any) -> Int {
        if let object = value as? [String: Any] { return object.count + object.values.reduce(0) { $0 + pairs($1) } }
        if let list = value as? [Any] { return list.reduce(0) { $0 + pairs($1) } }
        return 0
    }

    private func compare(
        _ object: [String: Any], _ path: String, _ number: Int, _ slot: Slot, _ generation: UInt32, _ line: [UInt8]
    ) {
        let isThere = slot.generation == generation && slot.kind != .null
        let value = find(object, path).flatMap { $0 is NSNull ? nil : $0 }
        let text = String(decoding: line, as: UTF8.self)
        #expect(isThere == (value != nil), "\(path) in \(text)")
        guard isThere, let value else { return }
        let raw = line[Int(slot.start)..<Int(slot.start + slot.length)]
        switch slot.kind {
        case .null: break
        case .string: #expect(value as? String == String(decoding: raw, as: UTF8.self), "\(path) in \(text)")
        case .escapedString:
            #expect((value as? String).map { Array($0.utf8) } == raw.withUnsafeBytes { unescaped($0) }, "\(path) in \(text)")
        case .number:
            #expect((value as? NSNumber)?.doubleValue == Double(String(decoding: raw, as: UTF8.self)), "\(path) in \(text)")
        case .flag: #expect((value as? Bool) == (raw.first == 0x74), "\(path) in \(text)")
        case .array: #expect((value as? [Any])?.count == Int(slot.count), "\(path) in \(text)")
        case .object: #expect(value is [String: Any], "\(path) in \(text)")
        }
    }

    private func find(_ object: [String: Any], _ path: String) -> Any? {
        switch path {
        case "b\\.c": object["b.c"]
        case "deep.x": (object["deep"] as? [String: Any])?["x"]
        case "deep.y.z": ((object["deep"] as? [String: Any])?["y"] as? [String: Any])?["z"]
        case "list[].v": ((object["list"] as? [Any])?.first as? [String: Any])?["v"]
        default: object[path]
        }
    }

    /// Lines of a fixed seed.
    struct Lines {
        private var state: UInt64

        init(seed: UInt64) {
            state = seed
        }

        mutating func below(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(bound))
        }

        mutating func object() -> [UInt8] {
            var text = space() + "{"
            var names = FoundationFuzzTests.keys + ["unknown", "x", "y"]
            for index in 0..<below(9) {
                if index > 0 { text += "," }
                let key = names.remove(at: below(names.count))
                text +=
                    space() + "\"\(key)\"" + space() + ":" + space() + (key == "deep" ? deep() : key == "list" ? list() : value(2))
                    + space()
            }
            return Array((text + "}" + space()).utf8)
        }

        private mutating func deep() -> String {
            ["{\"x\":\(value(1))}", "{\"y\":{\"z\":\(value(1)),\"w\":[]},\"x\":1}", "{}", value(1)][below(4)]
        }

        private mutating func list() -> String {
            ["[{\"v\":\(value(1))},{\"v\":2}]", "[]", "[{\"w\":{\"v\":1}}]", "[1,[2],{\"v\":3}]", value(1)][below(5)]
        }

        private mutating func space() -> String { ["", "", "", "", " ", "\n\t ", "\r\n"][below(7)] }

        private mutating func value(_ depth: Int) -> String {
            switch below(depth > 0 ? 9 : 7) {
            case 0: return ["0", "-0", "1.5", "-12e3", "1E-7", "18446744073709551615", "0.1e+2"][below(7)]
            case 1: return ["true", "false", "null"][below(3)]
            case 2: return "\"\""
            case 3: return "\"plain text of some length, \(below(1000))\""
            case 4: return "\"esc\\n\\\\ \\\" \\/ \\t\(below(10))\""
            case 5: return "\"\u{fc}\u{20ac}\u{1f600}\(below(10))\""
            case 6: return "\(below(100_000))"
            case 7: return "[" + (0..<below(4)).map { _ in value(depth - 1) }.joined(separator: ",") + "]"
            default: return "{\"k\":\(value(depth - 1)),\"v\":\(value(depth - 1))}"
            }
        }

        /// Changes, removes, doubles or adds some bytes.
        mutating func damage(_ line: inout [UInt8]) {
            let interesting = Array("{}[]\",:\\0123456789-+.eEtfn \n\u{1}\u{7f}ux/".utf8)
            for _ in 0...below(3) where !line.isEmpty {
                let place = below(line.count)
                switch below(4) {
                case 0: line[place] = interesting[below(interesting.count)]
                case 1: line.remove(at: place)
                case 2: line.insert(interesting[below(interesting.count)], at: place)
                default: line.removeLast(below(min(line.count, 6)))
                }
            }
        }
    }
}
