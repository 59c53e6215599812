import Foundation
import Glibc
import LogRecords
import LogShards
import OwnedFiles
import Synchronization

/// What a process that was killed left behind: `.part` files, which become shards as far as they were flushed.
///
/// A living process holds a lock on `INSTANCE.lock` in the region's folder, so its files are left alone.
struct ShardRecovery {
    let folder: String
    let access: FileAccess

    /// Makes shards of the `.part` files of processes that are gone, and gives how many there were.
    func run(say: (String) -> Void) -> Int {
        var recovered = 0
        let found = FileManager.default.enumerator(atPath: folder)?.allObjects as? [String] ?? []
        for name in found.sorted() where name.hasSuffix(".ndjson.gz.part") {
            let path = folder + "/" + name
            guard let instance = ShardRecovery.instance(of: name), !isAlive(instance) else { continue }
            do {
                try recover(path)
                recovered += 1
            } catch let stranger as Stranger {
                say("a shard of a process that is gone is left alone, for \(stranger.rawValue): \(path)")
            } catch {
                say("a shard of a process that is gone cannot be completed: \(path)")
            }
        }
        removeOldLocks()
        return recovered
    }

    /// What no process of ours leaves behind: its text would be somebody else's.
    private enum Stranger: String, Error {
        case link = "it is a link"
        case secondName = "the file has a second name"
        case noFile = "it is no plain file"
    }

    /// Writes what can be read of the file into a whole one, and puts it in its place.
    private func recover(_ part: String) throws {
        let descriptor = open(part, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw errno == ELOOP ? Stranger.link : ShardError.cannotOpen(path: part, code: errno) }
        defer { Glibc.close(descriptor) }
        guard isPlainFile(descriptor) else { throw Stranger.noFile }
        guard hasOneName(descriptor) else { throw Stranger.secondName }
        let path = String(part.dropLast(".part".count))
        // What was looked at is what is read, whatever lies under its name by now.
        try ShardCompletion.complete("/proc/self/fd/\(descriptor)", as: path, access: access)
        unlink(part)
    }

    /// `0b9c5d9e-...-17.ndjson.gz.part`: 36 characters of a UUID, and a number.
    private static func instance(of name: String) -> String? {
        let file = name.split(separator: "/").last.map(String.init) ?? name
        return file.count > 37 && file.dropFirst(36).first == "-" ? String(file.prefix(36)) : nil
    }

    private func isAlive(_ instance: String) -> Bool {
        let lock = open("\(folder)/\(instance).lock", O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard lock >= 0 else { return false }
        defer { Glibc.close(lock) }
        return flock(lock, LOCK_EX | LOCK_NB) != 0
    }

    private func removeOldLocks() {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] where name.hasSuffix(".lock") {
            let instance = String(name.dropLast(".lock".count))
            if !isAlive(instance) { unlink(folder + "/" + name) }
        }
    }
}

/// Says to other processes that the files of this one are being written; until it ends, however it ends.
final class InstanceLock: Sendable {
    private let path: String
    private let access: FileAccess
    private let descriptor: Mutex<Int32>

    init(_ instance: ID128, in folder: String, _ access: FileAccess) throws(ShardError) {
        path = "\(folder)/\(instance.uuid).lock"
        self.access = access
        descriptor = Mutex(try InstanceLock.locked(path, access))
    }

    /// Makes it again where somebody removed its folder.
    func keep() throws(ShardError) {
        guard Glibc.access(path, F_OK) != 0 else { return }
        let made = try InstanceLock.locked(path, access)
        descriptor.withLock { descriptor in
            close(descriptor)
            descriptor = made
        }
    }

    private static func locked(_ path: String, _ access: FileAccess) throws(ShardError) -> Int32 {
        let descriptor: Int32
        do throws(ErrorNumber) { descriptor = try access.openFile(path, O_RDWR) } catch {
            throw .cannotWrite(path: path, code: error.code)
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { throw .cannotWrite(path: path, code: errno) }
        return descriptor
    }

    deinit {
        unlink(path)
        descriptor.withLock { _ = close($0) }
    }
}
