import Synchronization

/// Time that the way between a colo and a region is made to take: what the configuration says, and what an operator
/// adds while it runs.
final class Distances: Sendable {
    private let configured: [String: [String: Double]]
    private let added = Mutex<[String: Double]>([:])

    init(_ colos: [String: ColoSettings]) { configured = colos.mapValues(\.roundTrips) }

    /// Milliseconds there and back.
    func milliseconds(_ colo: String, _ region: String) -> Double {
        (configured[colo]?[region] ?? 0) + (added.withLock { $0[region] } ?? 0)
    }

    /// Makes a region so much farther away for all colos.
    func add(_ milliseconds: Double, to region: String) { added.withLock { $0[region] = milliseconds } }

    /// Waits for a share of the way there and back.
    func wait(_ share: Double, _ colo: String, _ region: String) async throws {
        let milliseconds = milliseconds(colo, region) * share
        if milliseconds > 0 { try await Task.sleep(for: .microseconds(Int64(milliseconds * 1000))) }
    }
}
