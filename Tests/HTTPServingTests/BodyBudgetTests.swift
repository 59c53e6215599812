import HTTPServing
import Testing

/// Bytes of bodies that callers hold at once.
struct BodyBudgetTests {
    @Test func `one caller has no more than its part, and all together no more than there is`() throws {
        let budget = BodyBudget(ofCaller: 10, all: 25)
        let first = budget.lease(for: "a")
        try first.hold(6)
        try first.hold(4)
        #expect(budget.held == 6)
        let second = budget.lease(for: "a")
        #expect(throws: BodyBudget.Refusal.caller) { try second.hold(5) }
        try second.hold(4)
        let others = [budget.lease(for: "b"), budget.lease(for: "c")]
        try others[0].hold(10)
        #expect(throws: BodyBudget.Refusal.all) { try others[1].hold(6) }
        try others[1].hold(5)
        #expect(budget.held == 25)
    }

    @Test func `what a request held is there again once it has ended`() throws {
        let budget = BodyBudget(ofCaller: 10, all: 10)
        for _ in 0..<3 {
            let lease = budget.lease(for: "a")
            try lease.hold(10)
            #expect(throws: BodyBudget.Refusal.caller) { try budget.lease(for: "a").hold(1) }
        }
        #expect(budget.held == 0)
    }

    @Test func `numbers near the end of the numbers are refused`() {
        let budget = BodyBudget(ofCaller: 10, all: 10)
        #expect(throws: BodyBudget.Refusal.caller) { try budget.lease(for: "a").hold(.max) }
    }
}
