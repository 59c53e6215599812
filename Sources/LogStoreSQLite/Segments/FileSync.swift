import Dispatch

/// Brings a file to the disk on another thread.
final class FileSync: @unchecked Sendable {
    // @unchecked: `failure` is written before `isDone` is signalled, and read after it.

    private let file: OpenFile
    private let isDone = DispatchSemaphore(value: 0)
    private var failure: StoreError?

    /// Begins at once.
    init(_ file: OpenFile) {
        self.file = file
        DispatchQueue.global().async { [self] in
            do throws(StoreError) { try file.sync() } catch { failure = error }
            isDone.signal()
        }
    }

    /// Waits until the content is on the disk, and gives the file's size. To be called once.
    func wait() throws(StoreError) -> Int {
        isDone.wait()
        if let failure { throw failure }
        return file.size
    }
}
