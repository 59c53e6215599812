import Glibc
package import LogRecords

extension Instant {
    /// The wall clock's present moment, to the microsecond: what a line shows.
    package static var now: Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(nanoseconds: Int64(time.tv_sec) * second + Int64(time.tv_nsec) / 1000 * 1000)
    }
}
