import Foundation

/// A temporary folder of one test; it goes when the value goes.
final class Scratch: Sendable {
    static let root = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()

    let url: URL

    init() throws {
        url = Scratch.root.appending(path: "fault-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)  // scratch; whether it goes away proves nothing
    }

    func path(_ name: String) -> String { url.appending(path: name).path }

    func makeFolder(_ name: String) throws -> String {
        try FileManager.default.createDirectory(atPath: path(name), withIntermediateDirectories: true)
        return path(name)
    }

    /// Makes `to` what `from` is, or makes it nothing where there is no `from`.
    func copy(_ from: String?, to: String) throws {
        remove(to)
        if let from { try FileManager.default.copyItem(atPath: path(from), toPath: path(to)) }
    }

    func remove(_ name: String) {
        try? FileManager.default.removeItem(atPath: path(name))  // it need not be there
    }

    /// Every file and folder below a folder, by its path there, sorted.
    func listing(_ name: String) -> [String] {
        (FileManager.default.enumerator(atPath: path(name))?.allObjects as? [String] ?? []).sorted()
    }
}
