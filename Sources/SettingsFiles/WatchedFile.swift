package import Foundation
import OwnedFiles
import Synchronization

/// A small file that another process may replace: read again when it has changed.
///
/// It is looked at a few times a second at most, by whoever needs it; no signal and no restart is needed.
package final class WatchedFile: Sendable {
    /// What is new since the last look.
    package enum News: Sendable {
        case none
        case content(Data)
        case gone
        /// It is there, and cannot be read, or is no plain file of at most `largest` bytes.
        case unreadable
    }

    static let pause = Duration.milliseconds(250)
    static let largest = 1 << 20

    private enum Lost { case no, gone, unreadable }

    private struct State {
        var stamp: FileStamp?
        var looked: ContinuousClock.Instant?
        var lost = Lost.no
    }

    private let path: String
    private let state = Mutex(State())

    package init(_ path: String) { self.path = path }

    /// Looks unless that was done a moment ago; each change is told once, to whoever comes first.
    package func news(now: ContinuousClock.Instant = .now) -> News {
        state.withLock { state in
            if let looked = state.looked, looked.duration(to: now) < WatchedFile.pause { return .none }
            state.looked = now
            // Taken before the content: what is written meanwhile makes another stamp.
            guard let stamp = FileStamp(path, largest: WatchedFile.largest) else { return lose(&state) }
            if stamp == state.stamp { return .none }
            guard let content = try? Data(contentsOf: URL(fileURLWithPath: path)), content.count <= WatchedFile.largest else {
                return lose(&state)  // told as unreadable
            }
            (state.stamp, state.lost) = (stamp, .no)
            return .content(content)
        }
    }

    private func lose(_ state: inout State) -> News {
        let lost: Lost = isMissing(path) ? .gone : .unreadable
        defer { (state.stamp, state.lost) = (nil, lost) }
        guard lost != state.lost else { return .none }
        return lost == .gone ? .gone : .unreadable
    }
}
