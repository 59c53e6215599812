import Foundation
import LogRecords
import Testing
import TraceRendering
import TraceRoutes

struct AnswerJSONTests {
    @Test func `objects of one kind have the same keys in all goldens`() throws {
        var shapes: [String: Set<[String]>] = [:]
        for example in AnswerCase.all { collect(AnswerJSON.value(Masked(example.answer)), at: "answer", into: &shapes) }
        #expect(shapes.count > 15)
        for (place, keys) in shapes { #expect(keys.count == 1, "\(place) has several shapes") }
    }

    @Test(arguments: AnswerCase.all) func `an answer is one line that another parser reads`(_ example: AnswerCase) throws {
        let bytes = AnswerJSON.bytes(Masked(example.answer))
        #expect(bytes.filter { $0 == UInt8(ascii: "\n") }.count == 1)
        #expect(bytes.last == UInt8(ascii: "\n"))
        let compact = try JSONSerialization.jsonObject(with: Data(bytes)) as? NSDictionary
        let pretty = try JSONSerialization.jsonObject(with: Data(AnswerJSON.bytes(Masked(example.answer), pretty: true)))
        #expect(compact?["schema"] as? String == "waybill.route/1")
        #expect(compact == pretty as? NSDictionary)
    }

    @Test func `the keys come in the order of the documented example`() {
        let text = String(decoding: AnswerJSON.bytes(Masked(AnswerCase.direct)), as: UTF8.self)
        let start =
            #"{"schema":"waybill.route/1","asked":{"text":"8c38fb2918f135d2-IAD","readings":[{"kind":"ray","value":"8c38fb2918f135d2","#
        #expect(text.hasPrefix(start))
        let keys = [
            "\"outcome\"", "\"suggestions\"", "\"routes\"", "\"verdict\"", "\"hops\"", "\"attempts\"", "\"clocks\"", "\"coverage\"",
        ]
        let places = keys.compactMap { text.range(of: $0)?.lowerBound }
        #expect(places.count == keys.count)
        #expect(places == places.sorted())
    }

    @Test func `a geography is told from a region`() {
        var answer = AnswerCase.direct
        answer.routes[0].verdict.location = .seen("eu", "call-address", 2)
        #expect(
            String(decoding: AnswerJSON.bytes(Masked(answer)), as: UTF8.self).contains(
                #""value":"eu","place":"Europe","grain":"geography""#))
        answer.routes[0].verdict.location = .seen("eu-central-1", "call-address", 2)
        #expect(
            String(decoding: AnswerJSON.bytes(Masked(answer)), as: UTF8.self).contains(
                #""value":"eu-central-1","place":"Frankfurt, DE","grain":"region""#))
    }

    @Test func `a clause without a value has a cause or both sides`() throws {
        let values = AnswerCase.all.map { AnswerJSON.value(Masked($0.answer)) }
        let found = values.flatMap { clauses(in: $0) }
        #expect(found.count >= 60)
        for clause in found where clause["value"] == .null {
            #expect(clause["cause"] != .null || clause["basis"] == .string("conflict"))
        }
    }

    /// The keys of every object, by the path that leads to it.
    private func collect(_ value: JSONValue, at place: String, into shapes: inout [String: Set<[String]>]) {
        switch value {
        case .object(let members):
            shapes[place, default: []].insert(members.map(\.key))
            for member in members { collect(member.value, at: "\(place).\(member.key)", into: &shapes) }
        case .array(let values): for value in values { collect(value, at: "\(place)[]", into: &shapes) }
        default: break
        }
    }

    private func clauses(in value: JSONValue) -> [[String: JSONValue]] {
        switch value {
        case .object(let members):
            let own = Dictionary(members.map { ($0.key, $0.value) }) { first, _ in first }
            return (own["rule"] == nil ? [] : [own]) + members.flatMap { clauses(in: $0.value) }
        case .array(let values): return values.flatMap { clauses(in: $0) }
        default: return []
        }
    }
}
