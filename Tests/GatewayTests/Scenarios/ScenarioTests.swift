import Foundation
import Testing

/// Whole deployments, in trouble: every answer is held against what clients, a GitLab instance and providers know.
///
/// `WAYBILL_SOAK` sends a hundred thousand requests through the first of them.
struct ScenarioTests {
    /// Seattle is as far from Ashburn as from Tokyo, and sends its requests now here, now there.
    private static let splitting: Set = ["SEA"]
    private static let nearest = ["IAD": "us-east4", "LHR": "europe-west2", "NRT": "asia-northeast1"]
    private static let soakFactor = ProcessInfo.processInfo.environment["WAYBILL_SOAK"] == nil ? 1 : 250

    private static let refused: Set = [
        "it refused the edge's connection", "it did not answer the edge's probes", "it did not take the edge's connection in time",
    ]
    private static let notReady: Set = ["it said that it was not ready"]
    private static let late: Set = ["it answered the edge's probes too late"]

    /// Far regions are so far that a busy machine makes none of the near ones farther: a mean of 1.8 s takes two probes
    /// in a row of nearly 4.
    private static func topology(logs: String = "{}") -> String {
        """
        regions: [us-east4, europe-west2, asia-northeast1]
        colos: [IAD, LHR, NRT, SEA]
        monolith_colo: LHR
        traffic: {concurrency: 16, stream: 0.4}
        edge:
          colos:
            IAD: {round_trips: {us-east4: 2, europe-west2: 1800, asia-northeast1: 2600}}
            LHR: {round_trips: {us-east4: 1800, europe-west2: 2, asia-northeast1: 2600}}
            NRT: {round_trips: {us-east4: 1800, europe-west2: 2600, asia-northeast1: 2}}
            SEA: {round_trips: {us-east4: 100, europe-west2: 2600, asia-northeast1: 100}}
          probe: {every_seconds: 0.3, timeout_seconds: 4}
          logs: \(logs)
        """
    }

    private static func script(_ factor: Int) -> String {
        """
        label nearest
        send \(75 * factor)
        label inversion
        slow us-east4 2500ms
        send \(45 * factor)
        heal us-east4
        label kill-midstream
        drip anthropic 60ms
        load 30
        wait 2s
        kill europe-west2
        wait 2s
        load 0
        heal anthropic
        label kill
        send \(60 * factor)
        heal europe-west2
        label flap
        load 20
        drain europe-west2
        heal europe-west2
        drain europe-west2
        send \(30 * factor)
        heal europe-west2
        load 0
        label brown-out
        load 10
        slow asia-northeast1 6s
        send \(30 * factor)
        load 0
        heal asia-northeast1
        label outage
        fail anthropic 529
        send \(60 * factor)
        heal anthropic
        label outage-of-all
        fail openai 503
        send \(30 * factor)
        heal openai
        label rolling
        load 20
        drain us-east4
        heal us-east4
        drain europe-west2
        heal europe-west2
        drain asia-northeast1
        heal asia-northeast1
        load 0
        label skew
        skew europe-west2 3s
        skew asia-northeast1 -2s
        send \(75 * factor)
        """
    }

    private static let troubles = [
        "kill-midstream": [Examiner.Trouble(region: "europe-west2", words: refused)],
        "kill": [.init(region: "europe-west2", words: refused)],
        "flap": [.init(region: "europe-west2", words: notReady.union(refused))],
        "brown-out": [.init(region: "asia-northeast1", words: late)],
        "rolling": ["us-east4", "europe-west2", "asia-northeast1"].map { .init(region: $0, words: notReady.union(refused)) },
    ]

    @Test func `through kills, drains, outages, slow regions and wrong clocks no answer is wrong, and what is shown is observed`()
        async throws
    {
        let rehearsal = try await Rehearsal(
            Self.topology(), script: Self.script(Self.soakFactor), limitSeconds: Self.soakFactor == 1 ? 400 : 7200)
        let card = try await Examiner(nearest: Self.nearest, splitting: Self.splitting, troubles: Self.troubles).examine(rehearsal)
        print(card)
        #expect(card.wrong == 0 && card.leastRecall >= 0.99, "\(card.complaints.joined(separator: "\n"))")
        #expect(card.counts.count == 10 && card.counts["kill"]?["reroute"]?.found ?? 0 > 0)
        let truths = try Truth.all(of: rehearsal, regions: Array(Self.nearest.values))
        // What nobody had begun can be asked again; what was under way when its region was killed is lost, and its client told.
        for label in ["nearest", "inversion", "kill", "flap", "brown-out", "outage", "rolling", "skew"] {
            let lost = truths.filter { $0.label == label && !$0.isWhole }
            #expect(lost.isEmpty, "\(label): \(lost.prefix(3))")
        }
        let told = truths.filter { $0.label == "kill-midstream" && !$0.isWhole }
        #expect(told.allSatisfy { $0.outcome == "cut" || $0.status == 520 }, "\(told.prefix(3))")
        let quiet = truths.filter { ["outage", "nearest", "skew"].contains($0.label) }
        let moved = quiet.filter { Self.nearest[$0.colo] ?? $0.region != $0.region }
        #expect(moved.isEmpty, "\(moved.prefix(3))")
        try await GatewayLog.expectToFit(below: rehearsal.folder.appending(path: "t/logs/gateway"))
    }

    @Test func `with lines sampled away, and shards missing, what is left is right`() async throws {
        let rehearsal = try await Rehearsal(
            Self.topology(logs: "{edge: {sample: 0.6}, balancer: {sample: 0.3}, cloud_run: {sample: 0.5, late: 0.3}}"),
            script: "label sampled\nsend 90\nlabel kill\nkill europe-west2\nsend 60\n")
        let examiner = Examiner(nearest: Self.nearest, splitting: Self.splitting, troubles: Self.troubles)
        var cards = [try await examiner.examine(rehearsal)]
        for (name, gone) in [
            ("no-edge-shards", "edge"), ("a-region-missing", "gateway/us-east4"), ("no-gateway-shards", "gateway"),
        ] {
            let copy = rehearsal.folder.appending(path: name)
            try FileManager.default.copyItem(at: rehearsal.folder.appending(path: "t/logs"), to: copy)
            try FileManager.default.removeItem(at: copy.appending(path: gone))
            cards.append(try await examiner.examine(rehearsal, logs: name, relabel: name))
        }
        for card in cards {
            print(card)
            #expect(card.wrong == 0 && card.leastRecall >= 0.99, "\(card.complaints.joined(separator: "\n"))")
        }
        // The load balancer's and Cloud Run's lines alone still name the regions of some.
        #expect(cards.last?.counts["no-gateway-shards"]?["region"]?.beyond ?? 0 > 20)
    }

    /// Needs to mount a small disk of its own.
    @Test(.enabled(if: geteuid() == 0 && FileManager.default.fileExists(atPath: "/usr/bin/unshare")))
    func `with the logs' disk full requests are served, and what was written is right`() async throws {
        let mounting = "mount -t tmpfs -o size=160k none t/logs || exit 77; "
        let rehearsal = try await Rehearsal(
            Self.topology(), script: "label full\nsend 300\nlabel fuller\nsend 300\n",
            before: "exec unshare -m sh -c '\(mounting)", after: "&& cp -r t/logs kept'")
        let card = try await Examiner(nearest: Self.nearest, splitting: Self.splitting, troubles: [:]).examine(
            rehearsal, logs: "kept")
        print(card)
        #expect(card.wrong == 0 && card.leastRecall >= 0.99, "\(card.complaints.joined(separator: "\n"))")
        let truths = try Truth.all(of: rehearsal, regions: Array(Self.nearest.values))
        #expect(truths.count == 600 && truths.allSatisfy(\.isWhole))
        let shown = card.counts["fuller"]?["region"]?.shown ?? 0
        #expect(shown < 300, "the disk was not full")
    }
}
