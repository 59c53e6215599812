package import Foundation
import Synchronization

/// A built program under way, as a user would start it, or a tool of the system.
///
/// Its streams are files, so that no pipe can fill up and hang the test. Its environment is what is given, `PATH` and
/// an empty `HOME`: no test sees the store or the colours of whoever runs it. It is killed when nobody holds it any
/// more.
package final class BuiltProgram: @unchecked Sendable {  // @unchecked: Process is only asked for its state, and signalled
    package struct TookTooLong: Error { package var output: String }
    package struct NotReady: Error { package var output: String }

    /// What a program left behind.
    package struct Result: Sendable {
        /// The exit code; 128 and the signal's number where a signal ended it.
        package var status: Int32
        package var outputBytes: Data
        package var errors: String
        package var seconds: Double

        package var output: String { String(decoding: outputBytes, as: UTF8.self) }
        package var wasKilled: Bool { status == 128 + SIGKILL }
    }

    /// Where its two streams go.
    package enum Streams {
        /// Both into `output`.
        case together
        case apart
    }

    /// The folder that the test bundle was built into, and the programs too.
    package static var products: URL {
        URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    }

    private let process = Process()
    private let scratch: Scratch
    private let place: Scratch?
    private let ended = DispatchSemaphore(value: 0)
    private let begun = ContinuousClock.now

    /// Starts one of ours by its name, or any by its path. A folder of the test's own, `place`, stays as long as the
    /// program.
    package init(
        _ program: String, _ words: [String], in folder: URL? = nil, keeping place: Scratch? = nil,
        environment: [String: String] = [:], input: Data = Data(),
        standardInput: FileHandle? = nil, streams: Streams = .together
    ) throws {
        self.place = place
        scratch = try Scratch()
        try scratch.write(input, to: "in")
        let names = streams == .apart ? ["out", "err"] : ["out"]
        for name in names { try scratch.write("", to: name) }
        process.executableURL = program.hasPrefix("/") ? URL(fileURLWithPath: program) : Self.products.appending(path: program)
        process.arguments = words
        let usual = ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": scratch.path]
        process.environment = usual.merging(environment) { _, given in given }
        if let folder = folder ?? place?.url { process.currentDirectoryURL = folder }
        let given = try FileHandle(forReadingFrom: scratch.url.appending(path: "in"))
        let written = try names.map { try FileHandle(forWritingTo: scratch.url.appending(path: $0)) }
        // The program has its own. Foundation keeps ours open as long as the process that was, and once there are some 1,350 it reads
        // past the end of its list of them, and the tests crash.
        defer { for file in [given] + written { try? file.close() } }  // nothing was written here
        process.standardInput = standardInput ?? given
        (process.standardOutput, process.standardError) = (written.first, written.last)
        process.terminationHandler = { [ended] _ in ended.signal() }
        try process.run()
        let started = process.processIdentifier
        BuiltProgram.running.withLock { running in
            // Programs that tests share are never let go.
            if running.isEmpty { atexit { BuiltProgram.running.withLock { for process in $0 { kill(process, SIGKILL) } } } }
            running.insert(started)
        }
    }

    private static let running = Mutex<Set<Int32>>([])

    deinit {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        BuiltProgram.running.withLock { _ = $0.remove(process.processIdentifier) }
    }

    /// What it has written so far.
    package var output: String { text("out") }

    package var isRunning: Bool { process.isRunning }

    package var identifier: Int32 { process.processIdentifier }

    package func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

    private func text(_ name: String) -> String {
        String(decoding: (try? Data(contentsOf: scratch.url.appending(path: name))) ?? Data(), as: UTF8.self)  // nothing yet
    }

    private var status: Int32 {
        process.terminationReason == .uncaughtSignal ? 128 + process.terminationStatus : process.terminationStatus
    }

    private var result: Result {
        get throws {
            Result(
                status: status, outputBytes: try Data(contentsOf: scratch.url.appending(path: "out")), errors: text("err"),
                seconds: begun.duration(to: .now) / .seconds(1))
        }
    }
}

extension BuiltProgram {
    /// Runs a program to its end; it is killed and an error thrown when that takes too long.
    package static func run(
        _ words: [String], program: String = "trace", in folder: URL? = nil, environment: [String: String] = [:],
        input: Data = Data(), withinSeconds limit: Double = 120
    ) throws -> Result {
        try BuiltProgram(program, words, in: folder, environment: environment, input: input, streams: .apart)
            .finish(withinSeconds: limit)
    }

    /// Blocks until it has ended, and gives what it left behind; it is killed and an error thrown when that takes too
    /// long.
    package func finish(withinSeconds limit: Double = 120) throws -> Result {
        guard ended.wait(timeout: .now() + limit) == .success else {
            send(SIGKILL)
            ended.wait()
            throw TookTooLong(output: output)
        }
        return try result
    }

    /// Kills it once it has run for so long; `wasKilled` says whether it was still there.
    package func killed(afterSeconds seconds: Double) throws -> Result {
        if ended.wait(timeout: .now() + seconds) != .success {
            send(SIGKILL)
            ended.wait()
        }
        return try result
    }

    /// Its exit code once it has ended, for tests that hold no thread while they wait.
    @discardableResult package func wait(_ limitSeconds: Double = 60) async throws -> Int32 {
        let until = ContinuousClock.now + .seconds(limitSeconds)
        while process.isRunning {
            guard ContinuousClock.now < until else {
                send(SIGKILL)
                throw TookTooLong(output: output)
            }
            try await Task.sleep(for: .milliseconds(10))
        }
        return status
    }

    /// The text behind a word of the output, once that line is there.
    package func word(after mark: String, withinSeconds limit: Double = 60) async throws -> String {
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
}
