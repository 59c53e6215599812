import Foundation
import SettingsFiles
import Testing
import Workbench

/// The published schemas of the files of settings, against the readers that the programs have.
struct SettingsSchemaTests {
    @Test(arguments: SettingsFile.allCases)
    func `a schema has the keys that the reader knows, and no other`(_ file: SettingsFile) throws {
        let schema = try PublishedSchema(file.name).object
        let whole = try file.whole
        try file.read(whole)
        var objects = 0
        for place in SettingsPlace.all(in: whole) where place.value is [String: Any] {
            guard let keys = SchemaNode(schema).at(place.path)?.keys else { continue }
            objects += 1
            var value = place.value as? [String: Any] ?? [:]
            value["bogus"] = 1
            do {
                try file.read(place.changed(to: value, in: whole))
                Issue.record("\(place.text).bogus is not refused")
            } catch ConfigurationError.unknownKey(_, let known) {
                #expect(Set(known) == keys, "\(file.name): \(place.text)")
            }
        }
        #expect(objects >= 5)
    }

    @Test(arguments: SettingsFile.allCases)
    func `every key of a schema stands somewhere in the file of all keys`(_ file: SettingsFile) throws {
        let schema = SchemaNode(try PublishedSchema(file.name).object)
        let whole = try file.whole
        var used: [String: Set<String>] = [:]
        for place in SettingsPlace.all(in: whole) {
            guard let node = schema.at(place.path), let keys = node.keys, let values = place.value as? [String: Any] else {
                continue
            }
            used[keys.sorted().joined(separator: ","), default: []].formUnion(values.keys)
        }
        for (keys, used) in used {
            let missing = Set(keys.split(separator: ",").map(String.init)).subtracting(used)
            #expect(missing.isEmpty, "\(file.name) has none of \(missing)")
        }
    }

    @Test(arguments: SettingsFile.allCases)
    func `every example fits its schema, and is read`(_ file: SettingsFile) throws {
        var examples = [try file.whole, try SettingsFile.values(Repository.example(ofPage: "\(file.name).5"))]
        switch file {
        case .gateway, .edge:
            examples.append(try SettingsFile.values(Repository.text("Deploy/\(file.name)")))
            // What a testbed makes for them.
            examples.append(try file.generated)
        case .topology: examples.append([:])
        }
        for example in examples { try file.read(example) }
        #expect(try PublishedSchema(file.name).misfits(examples) == [])
    }

    @Test(arguments: SettingsFile.allCases)
    func `what a schema refuses the program refuses, whatever is changed at any place`(_ file: SettingsFile) throws {
        let whole = try file.whole
        var broken: [(change: SettingsChange, place: String, values: [String: Any])] = []
        for place in SettingsPlace.all(in: whole) {
            for change in SettingsChange.allCases {
                for values in change.made(at: place, in: whole) { broken.append((change, place.text, values)) }
            }
        }
        let misfits = try PublishedSchema(file.name).misfits(broken.map(\.values))
        for number in misfits.sorted() {
            let (change, place, values) = broken[number]
            #expect(throws: (any Error).self, "\(file.name): \(change) at \(place) is read") { try file.read(values) }
        }
        // Each kind of change is one that a schema finds somewhere; in a topology every key may be left out.
        let found = Set(SettingsChange.allCases).subtracting(file == .topology ? [.takenAway] : [])
        #expect(Set(misfits.map { broken[$0].change }) == found)
        #expect(misfits.count > 100)
    }
}

/// A kind of mistake in a file of settings.
enum SettingsChange: CaseIterable {
    case takenAway, misspelt, emptied, textForNumber, listForScalar, mapForScalar, scalarForMany, negative, endless, otherWord

    func made(at place: SettingsPlace, in file: [String: Any]) -> [[String: Any]] {
        guard let last = place.path.last else { return [] }
        let isMany = place.value is [String: Any] || place.value is [Any]
        let isNumber = !(place.value is Bool) && (place.value is Int || place.value is Double)
        var without: [String: Any] { place.changed(to: nil, in: file) }
        func with(_ new: Any) -> [[String: Any]] { [place.changed(to: new, in: file)] }
        switch self {
        case .takenAway: return [without]
        case .misspelt:
            guard case .key(let key) = last else { return [] }
            var other = place
            other.path[other.path.count - 1] = .key(key + "x")
            return [other.changed(to: place.value, in: without)]
        case .emptied: return with(NSNull())
        case .textForNumber: return isNumber || place.value is Bool ? with("many") : []
        case .listForScalar: return isMany ? [] : with([1])
        case .mapForScalar: return isMany ? [] : with(["a": 1])
        case .scalarForMany: return isMany ? with("one") : []
        case .negative: return isNumber ? with(-1) : []
        case .endless: return isNumber ? with(1e300) : []
        case .otherWord: return place.value is String ? with("quite other words") : []
        }
    }
}
