import Foundation

/// Holds answers against the truth.
struct Examiner: Sendable {
    /// What a scenario does to a region, and the words in which a reroute away from it may be explained.
    struct Trouble: Sendable {
        var region: String
        var words: Set<String>
    }

    /// The region that each colo is nearest to, by far.
    let nearest: [String: String]
    /// Colos between two regions: only what is wrong about them can be told.
    let splitting: Set<String>
    /// By label; without one nothing may be called rerouted.
    let troubles: [String: [Trouble]]

    /// Asks for each request, and judges. `kept` is the folder with the logs that are loaded.
    func examine(_ rehearsal: Rehearsal, logs kept: String = "t/logs", relabel: String? = nil) async throws -> Scorecard {
        let truths = try Truth.all(of: rehearsal, regions: Array(Set(nearest.values)))
        let records = Set(
            try rehearsal.logged("gateway", in: kept) { $0.text("kind") == "request" ? $0.text("request_id") : nil })
        let rays = Set(try rehearsal.logged("edge", in: kept) { $0.text("RayID") })
        var card = Scorecard()
        var rest = truths[...]
        _ = try await rehearsal.answers(truths.map(\.id), logs: kept) { answer -> Bool? in
            guard let truth = rest.popFirst() else { throw Rehearsal.Failed(output: "more answers than questions") }
            let label = relabel ?? truth.label
            card.ask(label)
            let routes = answer.value("routes", as: [[String: Any]].self) ?? []
            let data = try JSONSerialization.data(withJSONObject: routes.count == 1 ? routes[0] : [:])
            guard let route = JSONLine(data) else { return nil }
            judge(
                truth, route, label, hasRecord: truth.requestID.map(records.contains) ?? false,
                hasRay: truth.ray.map { rays.contains(String($0.prefix(16))) } ?? false, &card)
            return nil
        }
        guard rest.isEmpty else { throw Rehearsal.Failed(output: "\(rest.count) questions without an answer") }
        return card
    }

    private func judge(
        _ truth: Truth, _ route: JSONLine, _ label: String, hasRecord: Bool, hasRay: Bool, _ card: inout Scorecard
    ) {
        let served = truth.served
        let expected: [(clause: String, value: String?, isShown: Bool)] = [
            ("edge", truth.colo, hasRecord || hasRay), ("region", truth.region, hasRecord),
            ("provider", served?.provider, hasRecord), ("model", served?.model, hasRecord),
            ("location", served?.location, hasRecord),
        ]
        for (clause, value, isShown) in expected {
            let said = route.text("verdict.\(clause).value")
            let isObserved = route.text("verdict.\(clause).basis") == "observed" && said != nil
            // Of a request that nobody else knows of, no claim can be judged.
            let isKnown = value != nil || clause != "region" || truth.requestID != nil
            card.note(
                label, clause, isShown: isShown && value != nil, isRight: isObserved && said == value && value != nil,
                isWrong: isObserved && isKnown && said != value,
                "\(truth.id) is \(value ?? "nothing"), said is \(said ?? "nothing"), \(route.text("verdict.\(clause).basis") ?? "no route")"
            )
        }
        attempts(truth, route, label, hasRecord, &card)
        reroute(truth, route, label, hasRecord, &card)
        // What its client did not get whole, nobody may call whole.
        let isFalselyWhole = truth.outcome == "cut" && route.text("request.result") == "completed"
        if isFalselyWhole { card.note(label, "attempts", isShown: false, isRight: false, isWrong: true, "\(truth.id) was cut off") }
    }

    private func attempts(_ truth: Truth, _ route: JSONLine, _ label: String, _ hasRecord: Bool, _ card: inout Scorecard) {
        guard truth.requestID != nil else { return }
        let said = route.attempts.map { "\($0.text("provider") ?? "-")/\($0.text("model") ?? "-")" }
        let made = truth.calls.map { "\($0.provider)/\($0.model)" }
        card.note(
            label, "attempts", isShown: hasRecord, isRight: said == made && hasRecord, isWrong: said != made && !said.isEmpty,
            "\(truth.id) made \(made), said are \(said)")
    }

    private func reroute(_ truth: Truth, _ route: JSONLine, _ label: String, _ hasRecord: Bool, _ card: inout Scorecard) {
        let (from, why) = (route.text("reroute.from"), route.text("reroute.why"))
        let home = nearest[truth.colo]
        // Only a request that was served, elsewhere than near its colo, while that was in trouble.
        let trouble = troubles[truth.label]?.first { $0.region == home && truth.region != home && truth.region != nil }
        let isRight = (splitting.contains(truth.colo) ? troubles[truth.label] ?? [] : [trouble].compactMap { $0 }).contains {
            from == $0.region && from != truth.region && $0.words.contains(why ?? "")
        }
        let isObserved = route.text("reroute.basis") == "observed"
        card.note(
            label, "reroute", isShown: trouble != nil && hasRecord, isRight: isRight && isObserved,
            isWrong: from != nil && !isRight && truth.region != nil,
            "\(truth.id) at \(truth.colo) in \(truth.region ?? "-"): said from \(from ?? "nothing"), \(why ?? "no reason")")
    }
}
