import Testing

@testable import CorpusMaker

/// The corpus's own joining: what the truth about a request rests on.
struct JoiningTests {
    private func line(_ owner: Int, _ ids: [String], isLost: Bool = false) -> WrittenLine {
        var line = WrittenLine(owner: owner, format: "f", ids: ids.map { LineIdentifier(kind: "correlation_id", text: $0) })
        line.placement = isLost ? Placement(loss: .cut) : Placement(places: ["shard:1"])
        return line
    }

    @Test func `a line is reached over another that carries both ids`() {
        let joining = Joining(lines: [line(0, ["ray", "id"]), line(0, ["id", "trace"]), line(0, ["trace"])], requests: 1)
        #expect(joining.reached(from: "ray", owner: 0).count == 3)
    }

    @Test func `a lost line joins nothing`() {
        let joining = Joining(
            lines: [line(0, ["ray", "id"]), line(0, ["id", "trace"], isLost: true), line(0, ["trace"])], requests: 1)
        #expect(joining.reached(from: "ray", owner: 0).count == 1)
    }

    @Test func `an id of two requests joins exactly neither`() {
        let joining = Joining(lines: [line(0, ["a", "id"]), line(1, ["b", "id"]), line(0, ["id"])], requests: 2)
        #expect(joining.shared == ["id"])
        #expect(joining.exact(from: "a", owner: 0).count == 1)
        #expect(joining.reached(from: "a", owner: 0).count == 2)
        #expect(joining.carriers(of: "id") == [0, 1])
    }
}
