import Foundation
import OddValues

/// What a disk would hold if its power was cut: all that was synced, and any part of what was not.
///
/// A write is certain once its file was synced; until then any of its blocks may be there or not, in any order. A name
/// is certain once its folder was synced; until then the changes of one folder's names are there up to some point. A
/// rename happens in both folders or in neither. That is less than journaling file systems promise, and what programs
/// may rely on.
struct DiskModel {
    private static let block = 4096

    fileprivate struct Content {
        var synced = Data()
        /// Since the last sync: bytes at a place, or a size that the file was cut to.
        var pending: [(offset: Int, data: Data?)] = []
    }

    /// A change of names: in one folder, or in two for a rename.
    private struct NameChange {
        var folders: Set<String>
        var apply: (inout [String: Int]) -> Void
    }

    private var contents: [Content] = []
    /// Which content has which name as programs see it, and the folders.
    private var names: [String: Int] = [:]
    private var syncedNames: [String: Int] = [:]
    private var changes: [NameChange] = []
    private let folderMark = -1

    /// Begins with what lies in a folder, all of it synced.
    init(of folder: String) throws {
        for name in FileManager.default.enumerator(atPath: folder)?.allObjects as? [String] ?? [] {
            var isFolder: ObjCBool = false
            if FileManager.default.fileExists(atPath: folder + "/" + name, isDirectory: &isFolder), isFolder.boolValue {
                names[name] = folderMark
            } else {
                names[name] = contents.count
                contents.append(Content(synced: try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))))
            }
        }
        syncedNames = names
    }

    mutating func take(_ operation: FileOperation, below root: String) {
        let path = DiskModel.name(operation.path, below: root)
        switch operation.kind {
        case .create:
            guard names[path] == nil else { return }
            contents.append(Content())
            set(path, contents.count - 1)
        case .makeFolder: set(path, folderMark)
        case .write: change(path) { $0.pending.append((operation.offset, operation.data)) }
        case .truncate: change(path) { $0.pending.append((operation.offset, nil)) }
        case .unlink: set(path, nil)
        case .rename: move(path, to: DiskModel.name(operation.target, below: root))
        case .sync:
            if path.isEmpty || names[path] == folderMark { syncNames(of: path) } else { change(path) { $0 = $0.certain } }
        case .lock: break
        }
    }

    private static func name(_ path: String, below root: String) -> String { String(path.dropFirst(root.count + 1)) }

    private static func folder(of name: String) -> String { (name as NSString).deletingLastPathComponent }

    private mutating func change(_ path: String, _ work: (inout Content) -> Void) {
        // A file without a name is gone after a power cut, whatever is written to it.
        if let number = names[path], number >= 0 { work(&contents[number]) }
    }

    private mutating func set(_ path: String, _ number: Int?) {
        // The store's own folder is there.
        guard !path.isEmpty else { return }
        names[path] = number
        changes.append(NameChange(folders: [DiskModel.folder(of: path)]) { $0[path] = number })
    }

    private mutating func move(_ path: String, to target: String) {
        guard let number = names[path] else { return }
        names[path] = nil
        names[target] = number
        changes.append(
            NameChange(folders: [DiskModel.folder(of: path), DiskModel.folder(of: target)]) {
                $0[path] = nil
                $0[target] = number
            })
    }

    private mutating func syncNames(of folder: String) {
        for change in changes where change.folders.contains(folder) { change.apply(&syncedNames) }
        changes.removeAll { $0.folders.contains(folder) }
    }

    /// Writes what chance leaves, in place of the folder.
    func writeRemains(to folder: String, _ dice: inout SeededDice) throws {
        try? FileManager.default.removeItem(atPath: folder)  // it need not be there
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let remaining = remainingNames(&dice)
        for (path, number) in remaining.sorted(by: { $0.key < $1.key }) where hasItsFolder(path, remaining) {
            let place = URL(fileURLWithPath: folder + "/" + path)
            if number == folderMark {
                try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
            } else {
                try contents[number].remains(blocks: DiskModel.block, &dice).write(to: place)
            }
        }
    }

    private func hasItsFolder(_ path: String, _ remaining: [String: Int]) -> Bool {
        let folder = DiskModel.folder(of: path)
        return folder.isEmpty || remaining[folder] == folderMark
    }

    private func remainingNames(_ dice: inout SeededDice) -> [String: Int] {
        let folders = Set(changes.flatMap(\.folders)).sorted()
        var left: [String: Int] = [:]
        for folder in folders { left[folder] = dice.below(changes.filter { $0.folders.contains(folder) }.count + 1) }
        var remaining = syncedNames
        for change in changes {
            let isThere = change.folders.contains { left[$0, default: 0] > 0 }
            for folder in change.folders { left[folder, default: 0] -= 1 }
            if isThere { change.apply(&remaining) }
        }
        return remaining
    }
}

extension DiskModel.Content {
    /// All of it on the disk.
    fileprivate var certain: Self {
        var data = synced
        for (offset, bytes) in pending { Self.apply(bytes, at: offset, to: &data) }
        return Self(synced: data)
    }

    /// Some of it: of each pending write any blocks, or none.
    fileprivate func remains(blocks size: Int, _ dice: inout SeededDice) -> Data {
        var data = synced
        for (offset, bytes) in pending {
            guard let bytes else {
                if dice.below(2) == 0 { Self.apply(nil, at: offset, to: &data) }
                continue
            }
            for start in stride(from: 0, to: bytes.count, by: size) where dice.below(2) == 0 {
                Self.apply(bytes.dropFirst(start).prefix(size), at: offset + start, to: &data)
            }
        }
        return data
    }

    private static func apply(_ bytes: Data?, at offset: Int, to data: inout Data) {
        guard let bytes else {
            data = data.count > offset ? data.prefix(offset) : data + Data(count: offset - data.count)
            return
        }
        if data.count < offset + bytes.count { data += Data(count: offset + bytes.count - data.count) }
        data.replaceSubrange(offset..<offset + bytes.count, with: bytes)
    }
}
