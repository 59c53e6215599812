import Glibc

/// What the system calls an error number.
func systemMessage(_ code: Int32) -> String {
    String(cString: strerror(code))
}

/// Makes what was renamed or created in a folder survive a crash.
func syncFolder(_ path: String) throws(StoreError) {
    try OpenFile(path, O_RDONLY | O_DIRECTORY).sync()
}

/// How big a file is that is about to be opened by others; refuses what is no plain file, whose opening might wait for
/// ever.
func sizeOfPlainFile(_ path: String) throws(StoreError) -> Int {
    var status = stat()
    // A link leads to a file beside which others would be made.
    guard lstat(path, &status) == 0 else { throw StoreError.file(path: path, action: "open the file", code: errno) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw StoreError.foreign(path: path, what: "it is no plain file") }
    return Int(status.st_size)
}

/// How big a file is; 0 where it is not there.
func fileSize(_ path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
}

func exists(_ path: String) -> Bool {
    access(path, F_OK) == 0
}
