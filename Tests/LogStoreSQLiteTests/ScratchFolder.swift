import Foundation
import Workbench

/// A folder that goes with its owner.
final class ScratchFolder {
    let path = Scratch.root.path + "/waybill-pages-" + UUID().uuidString

    func file(_ name: String) -> String {
        try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)  // opening the file says why
        return path + "/" + name
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)  // nothing depends on it
    }
}
