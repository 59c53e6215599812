import Foundation
import Testing

struct RouteUsageTests {
    @Test func `a store that is not there fails with what, where and a hint`() throws {
        let result = try RunProgram()("route", "8c38fb2918f135d2", "--store", "/nonexistent/store")
        #expect(result.status == 2)
        #expect(result.output.isEmpty)
        #expect(result.errors.contains("/nonexistent/store"))
        #expect(result.errors.contains("trace ingest"))
    }

    @Test func `the command's name may be left out`() throws {
        let named = try RunProgram()("route", "8c38fb2918f135d2", "--store", "/nonexistent/store")
        let bare = try RunProgram()("8c38fb2918f135d2", "--store", "/nonexistent/store")
        #expect(bare.errors == named.errors)
        #expect(bare.status == named.status)
    }

    @Test func `whatever the order of the words, the answer is the same`() throws {
        let folder = try IngestFolder()
        try folder.write(IngestFolder.lines(0..<3), to: "a.log")
        _ = try folder.load()
        let ray = "8c38000000000001"
        let answers = try [
            [ray, "--json", "--store", folder.store], ["route", ray, "--store", folder.store, "--json"],
            ["route", "--store", folder.store, "--json", ray],
            ["--store=\(folder.store)", "--json", "--color", "never", "--", ray],
        ].map { try RunProgram().run($0) }
        #expect(Set(answers.map(\.output)).count == 1)
        #expect(Set(answers.map(\.status)).count == 1)
        #expect(answers[0].output.contains(ray))
    }

    @Test(arguments: [["--bogus"], ["route", "--bogus"], ["--bogus=1", "--json"]])
    func `an option that there is not is named`(_ words: [String]) throws {
        let result = try RunProgram().run(words)
        #expect(result.status == 64)
        #expect(result.errors.contains("Unknown option '--bogus"), "\(result.errors)")
    }

    @Test func `standard input without an id is wrong usage, and not an answer`() throws {
        let folder = try IngestFolder()
        try folder.write(IngestFolder.lines(0..<1), to: "a.log")
        _ = try folder.load()
        let result = try RunProgram().run(["route", "-", "--store", folder.store], input: Data("\n \n".utf8))
        #expect(result.status == 64)
        #expect(result.output.isEmpty)
        #expect(result.errors.contains("no id came"))
    }

    @Test func `a paste without an id is not said to have been searched for`() throws {
        let folder = try IngestFolder()
        try folder.write(IngestFolder.lines(0..<1), to: "a.log")
        _ = try folder.load()
        let result = try RunProgram()("route", "", "--store", folder.store)
        #expect(result.status == 3)
        #expect(result.errors.contains("no id was found"))
        #expect(!result.errors.contains("searched"))
    }

    @Test func `a zone that does not exist is wrong usage with a hint`() throws {
        let result = try RunProgram()("8c38fb2918f135d2", "--tz", "Mars/Olympus", "--store", "/nonexistent/store")
        #expect(result.status == 64)
        #expect(result.errors.contains("Europe/Berlin"))
    }

    @Test(arguments: ["bash", "zsh", "fish"]) func `completions are made for each shell`(_ shell: String) throws {
        let result = try RunProgram()("--generate-completion-script", shell)
        #expect(result.status == 0)
        #expect(result.output.contains("evidence"))
        #expect(result.output.contains("pretty"))
    }
}
