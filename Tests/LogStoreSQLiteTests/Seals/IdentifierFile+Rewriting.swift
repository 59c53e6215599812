import Foundation
import GRDB

@testable import LogStoreSQLite

/// Writes the header of an `.ids` file anew, so that it is whole and says something else.
func rewriteHeader(of path: String, _ change: (inout IdentifierHeader, Data) -> Void) throws {
    let url = URL(fileURLWithPath: path)
    var bytes = try Data(contentsOf: url)
    var header = try bytes.withUnsafeBytes { try IdentifierHeader($0, of: path) }
    change(&header, bytes)
    bytes.replaceSubrange(0..<IdentifierFile.headerSize, with: header.encoded.withUnsafeBytes { Data($0) })
    try bytes.prefix(header.size).write(to: url)
}

/// Makes a segment, given by its `.sqlite` file, one as the first programs wrote it: version 1, without seals.
func makeVersion1(_ segment: String, in store: TemporaryStore) throws {
    let path = segment.dropLast(".sqlite".count) + ".ids"
    try rewriteHeader(of: String(path)) { header, bytes in
        let content = bytes[IdentifierFile.headerSize..<header.contentEnd]
        (header.version, header.size) = (1, header.contentEnd)
        header.checksum = content.withUnsafeBytes { IdentifierFile.checksum($0) }
        header.seals = nil
    }
    let size = try FileManager.default.attributesOfItem(atPath: String(path))[.size] as? Int
    let name = segment.dropFirst(store.path.count + 1).dropLast(".sqlite".count)
    try Catalog(writing: StoreFolder(path: store.path)).write {
        try $0.execute(sql: "UPDATE segment SET id_bytes = ? WHERE name = ?", arguments: [size, String(name)])
    }
}
