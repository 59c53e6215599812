import GRDBSQLite
import Glibc

/// The file system that SQLite reads segments through: `SealedFile` for a segment, and SQLite's own for files that it
/// needs meanwhile.
/// https://www.sqlite.org/vfs.html
enum SealedFileSystem {
    /// Its name, known to SQLite from the first time on that it is asked for.
    static let name: String = {
        guard let own = sqlite3_vfs_find(nil) else { preconditionFailure("SQLite has no file system of its own") }
        let name = "waybill-sealed"
        // Never freed, as SQLite keeps them.
        let system = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
        system.initialize(to: own.pointee)
        system.pointee.pNext = nil
        system.pointee.zName = UnsafePointer(strdup(name))
        system.pointee.szOsFile = max(own.pointee.szOsFile, Int32(MemoryLayout<OpenSegment>.size))
        system.pointee.xOpen = open
        precondition(sqlite3_vfs_register(system, 0) == SQLITE_OK, "SQLite does not take a file system")
        return name
    }()

    /// Has the pages of a connection's segment checked from now on.
    static func seal(_ connection: OpaquePointer, with seals: PageSeals?) {
        var file: UnsafeMutablePointer<sqlite3_file>?
        sqlite3_file_control(connection, "main", SQLITE_FCNTL_FILE_POINTER, &file)
        precondition(file?.pointee.pMethods == UnsafePointer(methods), "a segment was opened past its seals")
        segment(file).seals = seals
    }

    /// What SQLite gives room for: its own part first.
    private struct OpenSegment {
        var base: sqlite3_file
        var file: Unmanaged<SealedFile>
    }

    private static func segment(_ file: UnsafeMutablePointer<sqlite3_file>?) -> SealedFile {
        guard let file else { preconditionFailure("SQLite asked for a file that it had not opened") }
        return UnsafeRawPointer(file).load(as: OpenSegment.self).file.takeUnretainedValue()
    }

    private typealias Opening =
        @convention(c) (
            UnsafeMutablePointer<sqlite3_vfs>?, UnsafePointer<CChar>?, UnsafeMutablePointer<sqlite3_file>?, Int32,
            UnsafeMutablePointer<Int32>?
        ) -> Int32

    private static let open: Opening = { system, name, file, flags, flagsGiven in
        guard flags & SQLITE_OPEN_MAIN_DB != 0, let name, let file else {
            // A temporary file, in which SQLite sorts.
            let own = sqlite3_vfs_find(nil)
            return own?.pointee.xOpen(own, name, file, flags, flagsGiven) ?? SQLITE_CANTOPEN
        }
        file.pointee.pMethods = nil
        // SQLite has no place for a reason.
        guard let segment = try? SealedFile(String(cString: name)) else { return SQLITE_CANTOPEN }
        UnsafeMutableRawPointer(file).storeBytes(
            of: OpenSegment(base: sqlite3_file(pMethods: UnsafePointer(methods)), file: Unmanaged.passRetained(segment)),
            as: OpenSegment.self)
        flagsGiven?.pointee = SQLITE_OPEN_READONLY | SQLITE_OPEN_MAIN_DB
        return SQLITE_OK
    }

    /// Nobody changes the file, so no lock is taken and nothing is written.
    /// https://www.sqlite.org/c3ref/io_methods.html
    nonisolated(unsafe) private static let methods: UnsafeMutablePointer<sqlite3_io_methods> = {
        let methods = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 1)
        methods.initialize(to: sqlite3_io_methods())
        methods.pointee.iVersion = 1
        methods.pointee.xClose = { file in
            UnsafeRawPointer(file)?.load(as: OpenSegment.self).file.release()
            file?.pointee.pMethods = nil
            return SQLITE_OK
        }
        methods.pointee.xRead = { file, bytes, count, offset in
            segment(file).read(into: UnsafeMutableRawBufferPointer(start: bytes, count: Int(count)), at: Int(offset))
        }
        methods.pointee.xFileSize = { file, size in
            size?.pointee = Int64(segment(file).size)
            return SQLITE_OK
        }
        methods.pointee.xWrite = { _, _, _, _ in SQLITE_READONLY }
        methods.pointee.xTruncate = { _, _ in SQLITE_READONLY }
        methods.pointee.xSync = { _, _ in SQLITE_OK }
        methods.pointee.xLock = { _, _ in SQLITE_OK }
        methods.pointee.xUnlock = { _, _ in SQLITE_OK }
        methods.pointee.xCheckReservedLock = { _, isReserved in
            isReserved?.pointee = 0
            return SQLITE_OK
        }
        methods.pointee.xFileControl = { _, _, _ in SQLITE_NOTFOUND }
        methods.pointee.xSectorSize = { _ in 4096 }
        methods.pointee.xDeviceCharacteristics = { _ in SQLITE_IOCAP_IMMUTABLE }
        return methods
    }()
}
