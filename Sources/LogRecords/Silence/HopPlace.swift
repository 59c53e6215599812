/// Where on a request's way a source stands: who stands in front names who should have a line behind.
package enum HopPlace: Int, Sendable, CaseIterable, Comparable {
    /// A CDN's edge. It does not say which region a request goes to.
    case edge = 0
    /// A load balancer.
    case balancer
    /// What runs the container, as Cloud Run's own request log.
    case runtime
    /// The gateway itself.
    case application
    /// A monolith, a provider.
    case elsewhere

    package static func < (left: HopPlace, right: HopPlace) -> Bool { left.rawValue < right.rawValue }
}
