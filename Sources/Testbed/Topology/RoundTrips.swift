import Foundation
import Places

/// How long the way from a colo to a region takes, there and back.
enum RoundTrips {
    /// Milliseconds: light in glass needs 5 µs a kilometre, cables are about a third longer than the great circle, and
    /// two at least because a colo beside a region is still another building.
    static func milliseconds(from colo: String, to region: String) -> Double? {
        guard let here = Places.position(ofColo: colo), let there = Places.position(ofRegion: region) else { return nil }
        return max(2, (kilometres(here, there) * 1.33 * 2 * 0.005).rounded())
    }

    /// The haversine formula on a sphere.
    private static func kilometres(
        _ a: (latitude: Double, longitude: Double), _ b: (latitude: Double, longitude: Double)
    ) -> Double {
        let radians = Double.pi / 180
        let (dLatitude, dLongitude) = ((b.latitude - a.latitude) * radians, (b.longitude - a.longitude) * radians)
        let h = pow(sin(dLatitude / 2), 2) + cos(a.latitude * radians) * cos(b.latitude * radians) * pow(sin(dLongitude / 2), 2)
        return 2 * 6371 * asin(min(1, h.squareRoot()))
    }
}
