package import LogRecords

package final class ShardWriter {
    package init(path: String, coding: ShardEntry.Coding = .gzip, level: Int32? = nil) throws(ShardError) {}
    package func write(_ bytes: UnsafeRawBufferPointer) throws(ShardError) {}
    package func write(_ bytes: [UInt8]) throws(ShardError) {}
    package func flush() throws(ShardError) {}
    package func finish() throws(ShardError) {}
    package func abandon() {}
}
