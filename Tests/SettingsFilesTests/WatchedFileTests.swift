import Foundation
import Testing
import Workbench

@testable import SettingsFiles

/// Files that another process replaces while they are read.
struct WatchedFileTests {
    @Test func `a file is looked at once in a while, and each change is told once`() throws {
        let scratch = try Scratch()
        let path = scratch.path("watched")
        let file = WatchedFile(path)
        var now = ContinuousClock.now
        func news() -> String {
            now += WatchedFile.pause
            return switch file.news(now: now) {
            case .none: "none"
            case .gone: "gone"
            case .unreadable: "unreadable"
            case .content(let data): String(decoding: data, as: UTF8.self)
            }
        }
        #expect(news() == "gone")
        #expect(news() == "none")
        try "a".write(toFile: path, atomically: true, encoding: .utf8)
        if case .content = file.news(now: now) { Issue.record("it was looked at a moment ago") }
        #expect(news() == "a")
        #expect(news() == "none")
        try "b".write(toFile: path, atomically: false, encoding: .utf8)
        #expect(news() == "b")
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        #expect(news() == "unreadable")
        #expect(news() == "none")
        try FileManager.default.removeItem(atPath: path)
        #expect(news() == "gone")
        #expect(news() == "none")
    }
}
