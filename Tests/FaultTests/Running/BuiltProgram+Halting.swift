import Foundation
import Workbench

extension BuiltProgram {
    struct NotHalted: Error { var output: String }

    /// Waits until a fault has halted it; it is killed and an error thrown when that takes too long.
    func waitUntilHalted(_ limitSeconds: Double = 120) throws {
        let limit = ContinuousClock.now + .seconds(limitSeconds)
        while !isHalted {
            guard isRunning, ContinuousClock.now < limit else { throw NotHalted(output: output) }
            usleep(1000)
        }
    }

    /// https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
    private var isHalted: Bool {
        let status = try? String(contentsOfFile: "/proc/\(identifier)/stat", encoding: .utf8)  // it may have ended
        return status?.split(separator: ")").last?.hasPrefix(" T") == true
    }
}
