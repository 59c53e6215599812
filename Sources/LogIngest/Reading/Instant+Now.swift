import Foundation
import LogRecords

extension Instant {
    /// What this machine's clock says.
    static var now: Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(nanoseconds: Int64(time.tv_sec) * second + Int64(time.tv_nsec))
    }
}
