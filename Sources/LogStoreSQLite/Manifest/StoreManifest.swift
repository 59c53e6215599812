import Glibc
package import LogRecords

/// The SHA-256 of each file of a store, in the format of sha256sum(1), to be kept where nobody who can write to the
/// store can write.
///
/// Seals find damage and edits; who means to deceive can make seals that fit, and no second file of this digest.
package struct StoreManifest: Sendable, Equatable {
    /// A line is some hundred bytes: a store of half a million files.
    package static let mostBytes = 64 << 20

    /// By path below the store.
    package let digests: [String: String]

    /// Reads all files of a store: the catalog, and what lies in the folders of days. What writers are building is none
    /// of them.
    package init(of path: String) throws(StoreError) {
        let folder = StoreFolder(path: path)
        if let obstacle = folder.obstacle { throw obstacle }
        digests = try SHA256Sum.digests(of: folder.keptFiles, in: path)
    }

    /// Reads what was written before, by this program or by sha256sum(1).
    package init(reading file: String) throws(StoreError) {
        let open = try OpenFile(file, O_RDONLY)
        guard open.size <= StoreManifest.mostBytes else {
            throw StoreError.damaged(file: file, what: "a manifest has at most \(StoreManifest.mostBytes) bytes")
        }
        var bytes = [UInt8](repeating: 0, count: open.size)
        try StoreManifest.fill(&bytes, from: open)
        var digests: [String: String] = [:]
        for (number, line) in bytes.split(separator: UInt8(ascii: "\n")).enumerated() {
            guard let entry = ManifestLine(reading: line) else {
                throw StoreError.damaged(file: file, what: "line \(number + 1) is not a SHA-256 and a path")
            }
            digests[entry.path] = entry.digest
        }
        self.digests = digests
    }

    /// Writes it in the place of an earlier one, as a whole or not at all.
    package func write(to file: String, of folder: String) throws(StoreError) {
        let lines = digests.sorted { $0.key < $1.key }.map { ManifestLine(digest: $0.value, path: $0.key).text }
        try StoreManifest.refuse(file, beside: folder)
        let partial = file + ".partial"
        do throws(StoreError) {
            let open = try OpenFile(partial, O_WRONLY | O_CREAT | O_TRUNC)
            try open.write(array: Array(lines.joined().utf8), at: 0)
            try open.sync()
            guard rename(partial, file) == 0 else {
                throw StoreError.file(path: file, action: "put the file in its place", code: errno)
            }
        } catch {
            unlink(partial)
            throw error
        }
    }

    /// A manifest takes the place of a plain file alone, and not of one of the store that it vouches for.
    private static func refuse(_ file: String, beside folder: String) throws(StoreError) {
        var status = stat()
        if stat(file, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
            throw StoreError.foreign(path: file, what: "a manifest is written to a plain file")
        }
        var (own, above) = (stat(), stat())
        var place = file.lastIndex(of: "/").map { String(file[..<$0]) } ?? "."
        if place.isEmpty { place = "/" }
        guard stat(folder, &own) == 0 else { return }
        // From the file's folder up to the root: none of them is the store's.
        for _ in 0..<64 {
            guard stat(place, &above) == 0 else { return }
            if above.st_dev == own.st_dev, above.st_ino == own.st_ino {
                throw StoreError.foreign(path: file, what: "a manifest is kept outside of the store")
            }
            var parent = stat()
            guard stat(place + "/..", &parent) == 0, parent.st_ino != above.st_ino || parent.st_dev != above.st_dev else { return }
            place += "/.."
        }
    }

    /// What is not as it was when `earlier` was written.
    package func differences(from earlier: StoreManifest) -> [StoreFinding] {
        Set(digests.keys).union(earlier.digests.keys).sorted().compactMap { path in
            switch (earlier.digests[path], digests[path]) {
            case (let was?, let digest?):
                was == digest ? nil : StoreFinding(.fileDiffers, at: path, "its SHA-256 is not the manifest's")
            case (.some, nil): StoreFinding(.fileMissing, at: path, "the manifest has it, and it is not there")
            case (nil, .some): StoreFinding(.fileNew, at: path, "the manifest does not have it")
            case (nil, nil): nil
            }
        }
    }

    private static func fill(_ bytes: inout [UInt8], from file: OpenFile) throws(StoreError) {
        var failure: StoreError?
        bytes.withUnsafeMutableBytes { bytes in
            do throws(StoreError) { try file.read(into: bytes, at: 0) } catch { failure = error }
        }
        if let failure { throw failure }
    }
}
