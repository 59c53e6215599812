package import Foundation

/// A temporary folder of one test; it goes when the value goes.
package final class Scratch: Sendable {
    /// Where such folders lie: `WAYBILL_SCRATCH`, or where temporary files do.
    package static let root =
        (ProcessInfo.processInfo.environment["WAYBILL_SCRATCH"].map { URL(filePath: $0, directoryHint: .isDirectory) }
        ?? FileManager.default.temporaryDirectory).resolvingSymlinksInPath()

    package let url: URL

    package var path: String { url.path }

    private let isKept: Bool

    /// `isKept`: it stays, for looking at what went wrong.
    package init(isKept: Bool = false) throws {
        self.isKept = isKept
        url = Scratch.root.appending(path: "waybill-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        if !isKept { try? FileManager.default.removeItem(at: url) }  // scratch; whether it goes away proves nothing
    }

    package func path(_ name: String) -> String { url.appending(path: name).path }

    /// Writes a file, with the folders that it lies in.
    @discardableResult
    package func write(_ data: Data, to name: String) throws -> String {
        let file = url.appending(path: name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: file)
        return file.path
    }

    @discardableResult
    package func write(_ text: String, to name: String) throws -> String { try write(Data(text.utf8), to: name) }

    package func makeFolder(_ name: String) throws -> String {
        try FileManager.default.createDirectory(atPath: path(name), withIntermediateDirectories: true)
        return path(name)
    }

    /// Makes `to` what `from` is, or makes it nothing where there is no `from`.
    package func copy(_ from: String?, to: String) throws {
        remove(to)
        if let from { try FileManager.default.copyItem(atPath: path(from), toPath: path(to)) }
    }

    package func remove(_ name: String) {
        try? FileManager.default.removeItem(atPath: path(name))  // it need not be there
    }

    /// Every file and folder below a folder, by its path there, sorted.
    package func listing(_ name: String) -> [String] {
        (FileManager.default.enumerator(atPath: path(name))?.allObjects as? [String] ?? []).sorted()
    }
}
