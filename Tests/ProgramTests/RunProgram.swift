import Foundation

/// What a program that was run left behind.
struct ProgramResult {
    /// The exit code; 128 and the signal's number where a signal ended it.
    var status: Int32
    var output: String
    var errors: String
    var outputBytes: Data
}

/// Runs a built program as a user would: its words, its standard input, its environment, a bound on its time.
///
/// Streams are files in a temporary folder, so that no pipe can fill up and hang the test. The environment is only what is given,
/// and `PATH`: no test sees the store or the colours of whoever runs it.
struct RunProgram {
    struct TookTooLong: Error {
        var program: String
        var seconds: Double
    }

    /// One of ours by its name, or any by its path.
    var program = "trace"
    var environment: [String: String] = [:]
    var folder: URL?
    var timeLimitSeconds = 60.0

    /// The folder that the test bundle was built into, and the programs too.
    static var products: URL {
        URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    }

    func callAsFunction(_ arguments: String..., input: Data = Data()) throws -> ProgramResult {
        try run(arguments, input: input)
    }

    func run(_ arguments: [String], input: Data = Data()) throws -> ProgramResult {
        let started = try start(arguments, input: input)
        return try started.wait(timeLimitSeconds)
    }

    /// Starts the program and does not wait: for two at once, and for signals.
    func start(_ arguments: [String], input: Data = Data(), standardInput: FileHandle? = nil) throws -> RunningProgram {
        let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("run-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        let files = ["in", "out", "err"].map { scratch.appendingPathComponent($0) }
        try input.write(to: files[0])
        for file in files[1...] { try Data().write(to: file) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program, relativeTo: RunProgram.products)
        process.arguments = arguments
        var variables = ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": scratch.path]
        variables.merge(environment) { _, given in given }
        process.environment = variables
        if let folder { process.currentDirectoryURL = folder }
        let own = try [FileHandle(forReadingFrom: files[0])] + files[1...].map { try FileHandle(forWritingTo: $0) }
        // The program has its own. Foundation keeps ours open as long as the process that was, and once there are some 1,350 it reads
        // past the end of its list of them, and the tests crash.
        defer { for file in own { try? file.close() } }  // nothing was written here
        process.standardInput = standardInput ?? own[0]
        (process.standardOutput, process.standardError) = (own[1], own[2])
        let ended = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in ended.signal() }
        try process.run()
        return RunningProgram(process: process, scratch: scratch, ended: ended)
    }
}

/// A program under way.
struct RunningProgram {
    let process: Process
    fileprivate let scratch: URL
    fileprivate let ended: DispatchSemaphore

    fileprivate init(process: Process, scratch: URL, ended: DispatchSemaphore) {
        self.process = process
        self.scratch = scratch
        self.ended = ended
    }

    /// What it left behind, once it has ended; it is killed and an error thrown when that takes too long.
    func wait(_ timeLimitSeconds: Double = 60) throws -> ProgramResult {
        defer { try? FileManager.default.removeItem(at: scratch) }  // scratch; whether it goes away proves nothing
        guard ended.wait(timeout: .now() + timeLimitSeconds) == .success else {
            kill(process.processIdentifier, SIGKILL)
            throw RunProgram.TookTooLong(program: process.executableURL?.lastPathComponent ?? "", seconds: timeLimitSeconds)
        }
        let output = try Data(contentsOf: scratch.appendingPathComponent("out"))
        let errors = try Data(contentsOf: scratch.appendingPathComponent("err"))
        let status = process.terminationReason == .uncaughtSignal ? 128 + process.terminationStatus : process.terminationStatus
        return ProgramResult(
            status: status, output: String(decoding: output, as: UTF8.self), errors: String(decoding: errors, as: UTF8.self),
            outputBytes: output)
    }
}
