import AsyncHTTPClient
import HTTPServing
import NIOCore
import Synchronization

/// Everything that the requests of one edge share.
final class Edge: Sendable {
    /// A place at which clients meet the edge.
    struct Colo: Sendable {
        var name: String
        var country: String
        var listen: HostAndPort
    }

    let settings: EdgeConfiguration
    let colos: [String: Colo]
    /// Of each region, without a slash at its end.
    let urls: [String: String]
    /// Of each colo.
    let steerings: [String: Steering]
    let distances: Distances
    let client: HTTPClient
    let log: EdgeLog
    let watch = ClientWatch()
    let bodies: BodyBudget
    private let counted = Mutex(Counts())

    /// What the edge did since it began, as its page shows it.
    struct Counts: Sendable, Encodable {
        var requests = 0
        var retries = 0
        /// Requests that no region answered.
        var failed = 0
        /// By the region that answered.
        var served: [String: Int] = [:]
        /// Requests that went elsewhere, by the region that was nearer and did not serve.
        var rerouted: [String: Int] = [:]
    }

    init(_ settings: EdgeConfiguration, client: HTTPClient, log: EdgeLog) {
        (self.settings, self.client, self.log) = (settings, client, log)
        bodies = BodyBudget(ofCaller: settings.server.maxBodyBytesOfClient, all: settings.server.maxBodyBytesHeld)
        colos = Dictionary(
            uniqueKeysWithValues: settings.colos.compactMap { name, colo in
                HostAndPort(colo.listen).map { (name, Colo(name: name, country: colo.country, listen: $0)) }
            })
        urls = settings.regions.mapValues { $0.url.hasSuffix("/") ? String($0.url.dropLast()) : $0.url }
        let order = settings.order
        steerings = settings.colos.mapValues { _ in
            Steering(order: order, ways: Dictionary(uniqueKeysWithValues: order.map { ($0, Way(settings.probe)) }))
        }
        distances = Distances(settings.colos)
    }

    var counts: Counts { counted.withLock { $0 } }

    func count(_ note: (inout Counts) -> Void) { counted.withLock { note(&$0) } }
}
