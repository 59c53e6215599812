import Glibc
import LogRecords
import OwnedFiles

/// A folder that is held open: what is listed, renamed and deleted in it lies in it, whatever its path leads to by now.
///
/// A store may be somebody else's, packed with links where a writer deletes and renames.
final class OpenFolder {
    let path: String
    let descriptor: Int32

    /// The store's own folder; the person who named it may have named a link.
    init(_ path: String) throws(StoreError) {
        self.path = path
        descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw StoreError.file(path: path, action: "open the folder", code: errno) }
    }

    private init(_ descriptor: Int32, _ path: String) {
        (self.descriptor, self.path) = (descriptor, path)
    }

    deinit {
        close(descriptor)
    }

    /// A folder in this one; `nil` where there is none. A link to a folder is none.
    func folder(_ name: String) -> OpenFolder? {
        let inner = openat(descriptor, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        return inner < 0 ? nil : OpenFolder(inner, path + "/" + name)
    }

    /// A folder in this one, and whether it had to be made.
    func makeFolder(_ name: String, _ access: FileAccess) throws(StoreError) -> (folder: OpenFolder, isNew: Bool) {
        let isNew: Bool
        do throws(ErrorNumber) { isNew = try access.makeFolder(name, in: descriptor) } catch {
            throw StoreError.file(path: path + "/" + name, action: "make the folder", code: error.code)
        }
        guard let folder = folder(name) else { throw StoreError.foreign(path: path + "/" + name, what: "a link is not followed") }
        return (folder, isNew)
    }

    /// Sorted, without `.` and `..`.
    var names: [String] { namesOfEntries(in: descriptor) }

    /// What a name stands for, links not followed; `nil` where there is nothing.
    func status(of name: String) -> stat? {
        var status = stat()
        return fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 ? status : nil
    }

    /// Deletes a file, or a link itself; one that cannot be deleted stays.
    func delete(_ name: String) {
        unlinkat(descriptor, name, 0)
    }

    /// Deletes a folder that is empty.
    func deleteFolder(_ name: String) {
        unlinkat(descriptor, name, AT_REMOVEDIR)
    }

    func move(_ name: String, to folder: OpenFolder, as other: String) throws(StoreError) {
        guard renameat(descriptor, name, folder.descriptor, other) == 0 else {
            throw StoreError.file(path: folder.path + "/" + other, action: "put the file in its place", code: errno)
        }
    }

    /// Gives a file or a folder in this one its group and its mode.
    func set(_ access: FileAccess, on name: String) throws(StoreError) {
        do throws(ErrorNumber) { try access.set(on: name, in: descriptor) } catch {
            throw StoreError.file(path: path + "/" + name, action: "set who may read the file", code: error.code)
        }
    }

    /// Makes what was renamed or made in it survive a crash.
    func sync() throws(StoreError) {
        guard fsync(descriptor) == 0 else { throw StoreError.file(path: path, action: "write to the disk", code: errno) }
    }
}

/// The names in a folder, without `.` and `..`; `nil` if there is no such folder.
func names(in folder: String) -> [String]? {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    return namesOfEntries(in: descriptor)
}

private func namesOfEntries(in descriptor: Int32) -> [String] {
    // Of its own, because the stream closes it and moves its place.
    let own = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard own >= 0 else { return [] }
    guard let directory = fdopendir(own) else {
        close(own)
        return []
    }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
        let length = Int(entry.pointee.d_reclen) - (MemoryLayout<dirent>.offset(of: \.d_name) ?? 0)
        let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
            String(decoding: bytes.prefix(length).prefix { $0 != 0 }, as: UTF8.self)
        }
        if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
}
