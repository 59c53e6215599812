import Dispatch
import LogRecords

extension RequestMaker {
    /// The requests of several groups, in the order of the groups: each is made by itself, so that processors share
    /// them.
    func requests(of groups: [[Sighting]], on processors: Int) throws -> [MadeRequest] {
        guard processors > 1, groups.count > 1 else { return try groups.flatMap(requests) }
        var results = [Result<[MadeRequest], any Error>](repeating: .success([]), count: groups.count)
        results.withUnsafeMutableBufferPointer { results in
            // Each turn writes to places of its own.
            nonisolated(unsafe) let places = results
            DispatchQueue.concurrentPerform(iterations: processors) { processor in
                for index in stride(from: processor, to: groups.count, by: processors) {
                    places[index] = Result { try requests(of: groups[index]) }
                }
            }
        }
        return try results.flatMap { try $0.get() }
    }
}
