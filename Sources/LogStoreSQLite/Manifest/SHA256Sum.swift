import Foundation

/// Runs sha256sum(1), which every Linux has: a library for this one digest would make each look-up start slower.
enum SHA256Sum {
    private static let program = "/usr/bin/sha256sum"
    /// Names that one run is given: well below what the kernel takes.
    private static let mostNames = 1000

    /// The digests of files below a folder, by their names.
    static func digests(of names: [String], in folder: String) throws(StoreError) -> [String: String] {
        var digests: [String: String] = [:]
        for first in stride(from: 0, to: names.count, by: mostNames) {
            let part = names[first..<min(names.count, first + mostNames)]
            for line in try run(["--"] + part, in: folder).split(separator: UInt8(ascii: "\n")) {
                guard let line = ManifestLine(reading: line) else {
                    throw StoreError.noDigests(folder: folder, why: "it said something else")
                }
                digests[line.path] = line.digest
            }
        }
        // One that is gone by now failed the run.
        guard digests.count == names.count else { throw StoreError.noDigests(folder: folder, why: "it left files out") }
        return digests
    }

    /// What it wrote; what it has to complain of goes where our own complaints go.
    private static func run(_ arguments: [String], in folder: String) throws(StoreError) -> Data {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder, isDirectory: true)
        process.standardInput = FileHandle.nullDevice
        let output = Pipe()
        process.standardOutput = output
        let written: Data
        do {
            try process.run()
            written = try output.fileHandleForReading.readToEnd() ?? Data()
        } catch {
            throw StoreError.noDigests(folder: folder, why: "it cannot be run")
        }
        process.waitUntilExit()
        guard process.terminationReason == .exit, process.terminationStatus == 0 else {
            throw StoreError.noDigests(folder: folder, why: "it ended with \(process.terminationStatus)")
        }
        return written
    }
}
