import Foundation
import Workbench

extension BuiltProgram {
    /// Memory that it holds, as Linux counts it.
    var residentBytes: Int? { bytes("VmRSS:") }

    /// The most that it held since `forgetPeak`. https://man7.org/linux/man-pages/man5/proc_pid_status.5.html
    var peakBytes: Int? { bytes("VmHWM:") }

    /// https://man7.org/linux/man-pages/man5/proc_pid_clear_refs.5.html
    func forgetPeak() throws {
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: "/proc/\(identifier)/clear_refs"))
        try file.write(contentsOf: Data("5".utf8))
        try file.close()
    }

    private func bytes(_ field: String) -> Int? {
        let status = try? String(contentsOfFile: "/proc/\(identifier)/status", encoding: .utf8)  // it may have ended
        let line = status?.split(separator: "\n").first { $0.hasPrefix(field) }
        return line?.split(separator: " ").compactMap { Int($0) }.first.map { $0 << 10 }
    }
}
