import Foundation

/// A built program under way, and what it left behind.
///
/// Its streams are files, so that no pipe can fill up; whoever holds it can kill it, and it is killed when nobody holds it any more.
final class TraceRun {
    struct TookTooLong: Error { var words: [String] }

    struct Result {
        /// The exit code; 128 and the signal's number where a signal ended it.
        var status: Int32
        var output: String
        var errors: String
        var seconds: Double

        var wasKilled: Bool { status == 128 + SIGKILL }
    }

    static var products: URL {
        URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    }

    private let process = Process()
    private let ended = DispatchSemaphore(value: 0)
    private let scratch: Scratch
    private let begun = ContinuousClock.now

    /// Starts `trace` with these words, or another program of the build, or of the system where `program` is a path.
    init(_ words: [String], program: String = "trace", environment: [String: String] = [:]) throws {
        scratch = try Scratch()
        process.executableURL = program.hasPrefix("/") ? URL(fileURLWithPath: program) : TraceRun.products.appending(path: program)
        process.arguments = words
        let usual = ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": scratch.url.path]
        process.environment = usual.merging(environment) { _, given in given }
        for name in ["out", "err"] { try Data().write(to: scratch.url.appending(path: name)) }
        process.standardInput = FileHandle.nullDevice
        let files = try ["out", "err"].map { try FileHandle(forWritingTo: scratch.url.appending(path: $0)) }
        // The program has its own. Foundation keeps ours open as long as the process that was, and once there are some 1,350 it reads
        // past the end of its list of them, and the tests crash.
        defer { for file in files { try? file.close() } }  // nothing was written here
        (process.standardOutput, process.standardError) = (files[0], files[1])
        process.terminationHandler = { [ended] _ in ended.signal() }
        try process.run()
    }

    deinit {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    }

    var processIdentifier: Int32 { process.processIdentifier }

    /// Runs a program to its end.
    static func run(_ words: [String], program: String = "trace", environment: [String: String] = [:]) throws -> Result {
        try TraceRun(words, program: program, environment: environment).wait()
    }

    /// What it left behind; it is killed and an error thrown when it takes too long.
    func wait(_ limitSeconds: Double = 120) throws -> Result {
        guard ended.wait(timeout: .now() + limitSeconds) == .success else {
            kill(process.processIdentifier, SIGKILL)
            ended.wait()
            throw TookTooLong(words: process.arguments ?? [])
        }
        return try result()
    }

    /// Kills it once it has run for so long; `wasKilled` says whether it was still there.
    func killed(afterSeconds seconds: Double) throws -> Result {
        if ended.wait(timeout: .now() + seconds) != .success {
            kill(process.processIdentifier, SIGKILL)
            ended.wait()
        }
        return try result()
    }

    /// Waits until a fault has halted it; it is killed and an error thrown when that takes too long.
    func waitUntilHalted(_ limitSeconds: Double = 120) throws {
        let limit = ContinuousClock.now + .seconds(limitSeconds)
        while !isHalted {
            guard process.isRunning, ContinuousClock.now < limit else { throw TookTooLong(words: process.arguments ?? []) }
            usleep(1000)
        }
    }

    /// https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
    private var isHalted: Bool {
        let status = try? String(contentsOfFile: "/proc/\(process.processIdentifier)/stat", encoding: .utf8)  // it may have ended
        return status?.split(separator: ")").last?.hasPrefix(" T") == true
    }

    private func result() throws -> Result {
        let parts = (ContinuousClock.now - begun).components
        let texts = try ["out", "err"].map { try Data(contentsOf: scratch.url.appending(path: $0)) }
        let code = process.terminationStatus
        return Result(
            status: process.terminationReason == .uncaughtSignal ? 128 + code : code,
            output: String(decoding: texts[0], as: UTF8.self), errors: String(decoding: texts[1], as: UTF8.self),
            seconds: Double(parts.seconds) + Double(parts.attoseconds) / 1e18)
    }
}
