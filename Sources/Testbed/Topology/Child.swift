import Foundation
import LogRecords

/// A program of the topology, with its output in a file.
final class Child: @unchecked Sendable {  // @unchecked: `Process` is started once, before anybody else sees it
    let name: String
    private let process = Process()
    private let output: String

    private let isWrapped: Bool

    init(
        _ name: String, _ program: String, _ arguments: [String], environment: [String: String] = [:], clock: Clock? = nil,
        output: String
    ) throws {
        (self.name, self.output, isWrapped) = (name, output, clock != nil)
        let (program, arguments) = clock?.command(program, arguments) ?? (program, arguments)
        try Data().write(to: URL(fileURLWithPath: output))
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: output))
        defer { try? file.close() }  // the child has its own
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        (process.standardOutput, process.standardError) = (file, file)
        do { try process.run() } catch { throw TopologyError.cannotRun(program) }
    }

    var isRunning: Bool { process.isRunning }

    func send(_ signal: Int32) {
        guard process.isRunning else { return }
        // What sets the clock is the program's parent, and ends with it.
        let started = isWrapped ? child(of: process.processIdentifier) : nil
        kill(started ?? process.processIdentifier, signal)
    }

    private func child(of parent: Int32) -> Int32? {
        let children = try? String(contentsOfFile: "/proc/\(parent)/task/\(parent)/children", encoding: .utf8)  // it may have ended
        return children?.split(separator: " ").first.flatMap { Int32($0) }
    }

    /// The rest of the first line of its output with this in it, once it is there.
    func word(after mark: String) async throws -> String {
        let limit = ContinuousClock.now + .seconds(60)
        while ContinuousClock.now < limit {
            let text = (try? String(contentsOfFile: output, encoding: .utf8)) ?? ""  // not there yet
            if let line = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().first(where: {
                $0.contains(mark)
            }),
                let range = line.range(of: mark)
            {
                return String(line[range.upperBound...])
            }
            guard process.isRunning else { break }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw TopologyError.didNotStart(name, output: output)
    }

    /// Returns when it has ended; it is killed if it takes too long.
    func end(_ signal: Int32, withinSeconds limit: Double = 45) async {
        send(signal)
        let until = ContinuousClock.now + .seconds(limit)
        while process.isRunning {
            if ContinuousClock.now > until { send(SIGKILL) }
            try? await Task.sleep(for: .milliseconds(10))  // cut short when all is to end at once
        }
    }
}

/// Why a topology does not come about, or an order cannot be carried out.
enum TopologyError: Explained {
    case cannotRun(String)
    case didNotStart(String, output: String)
    case noFaketime
    case notUnderstood(String)
    case unknown(String, known: [String])
    case refused(String)

    var explanation: Explanation {
        switch self {
        case .cannotRun(let program): Explanation("it cannot be run", at: program, hint: "--gateway names the program")
        case .didNotStart(let name, let output): Explanation("\(name) did not start; its output says why", at: output)
        case .noFaketime: Explanation("a clock cannot be set without libfaketime", hint: "apt-get install faketime")
        case .notUnderstood(let line): Explanation("not understood: \(line)", hint: "help lists what can be ordered")
        case .unknown(let name, let known): Explanation("there is no \(name)", hint: "there are: " + known.joined(separator: ", "))
        case .refused(let what): Explanation(what)
        }
    }
}
