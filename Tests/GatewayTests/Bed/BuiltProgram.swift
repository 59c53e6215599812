import Foundation
import Synchronization

/// A built program under way, whose output goes to a file; it is killed when nobody holds it any more.
final class BuiltProgram: @unchecked Sendable {  // @unchecked: Process is only asked for its state, and signalled
    struct NotReady: Error { var output: String }
    struct TookTooLong: Error { var output: String }

    static var products: URL {
        URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    }

    private let process = Process()
    private let file: URL
    private let ended = DispatchSemaphore(value: 0)

    init(_ name: String, _ arguments: [String], in folder: URL, environment: [String: String] = [:]) throws {
        file = folder.appending(path: "\(UUID().uuidString.prefix(8))-\(name.split(separator: "/").last ?? "").out")
        try Data().write(to: file)
        process.executableURL = name.hasPrefix("/") ? URL(fileURLWithPath: name) : BuiltProgram.products.appending(path: name)
        process.arguments = arguments
        process.environment = ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"]
            .merging(environment) { _, given in given }
        process.currentDirectoryURL = folder
        process.standardInput = FileHandle.nullDevice
        let output = try FileHandle(forWritingTo: file)
        defer { try? output.close() }  // the program has its own
        (process.standardOutput, process.standardError) = (output, output)
        process.terminationHandler = { [ended] _ in ended.signal() }
        try process.run()
        let started = process.processIdentifier
        BuiltProgram.running.withLock { running in
            // Beds that tests share are never let go.
            if running.isEmpty { atexit { BuiltProgram.running.withLock { for process in $0 { kill(process, SIGKILL) } } } }
            running.insert(started)
        }
    }

    private static let running = Mutex<Set<Int32>>([])

    deinit {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        BuiltProgram.running.withLock { _ = $0.remove(process.processIdentifier) }
    }

    var output: String { (try? String(contentsOf: file, encoding: .utf8)) ?? "" }

    var isRunning: Bool { process.isRunning }

    var identifier: Int32 { process.processIdentifier }

    /// The text behind a word of the output, once that line is there.
    func word(after mark: String, withinSeconds limit: Double = 60) async throws -> String {
        let until = ContinuousClock.now + .seconds(limit)
        while true {
            // Asked before the output is read: what a program wrote before it ended is there then. Among tests that block threads a sleep may
            // last longer than the limit, so the output is always read once more behind it.
            let isLast = !process.isRunning || ContinuousClock.now >= until
            if let line = output.split(separator: "\n").first(where: { $0.contains(mark) }), let range = line.range(of: mark) {
                return String(line[range.upperBound...])
            }
            if isLast { break }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw NotReady(output: output)
    }

    func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

    /// Its exit code once it has ended; 128 and the signal's number where a signal ended it.
    @discardableResult func wait(_ limitSeconds: Double = 60) async throws -> Int32 {
        let until = ContinuousClock.now + .seconds(limitSeconds)
        while process.isRunning {
            guard ContinuousClock.now < until else {
                send(SIGKILL)
                throw TookTooLong(output: output)
            }
            try await Task.sleep(for: .milliseconds(10))
        }
        return process.terminationReason == .uncaughtSignal ? 128 + process.terminationStatus : process.terminationStatus
    }
}

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
