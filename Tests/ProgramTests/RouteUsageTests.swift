import Foundation
import Testing
import Workbench

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

/// Several ids, lines that hold none, and first words.
struct RouteWordsTests {
    private let folder: IngestFolder

    init() throws {
        folder = try IngestFolder()
        try folder.write(IngestFolder.lines(0..<3), to: "a.log")
        _ = try folder.load()
    }

    @Test func `every id of a paste is answered, and JSON has an object for each answer`() throws {
        let paste = "Broken: cf-ray 8c38000000000001-IAD\nYesterday it worked: cf-ray 8c38000000000002-IAD"
        let text = try RunProgram()("route", paste, "--store", folder.store)
        #expect(text.status == 0)
        #expect(text.output.contains("# 8c38000000000001\n") && text.output.contains("# 8c38000000000002\n"))
        let json = try RunProgram()("route", paste, "--json", "--store", folder.store)
        #expect(json.output.split(separator: "\n").count == 2)
    }

    @Test func `lines of prose ask nothing and are counted, and a mail's line goes on`() throws {
        let mail = "Hello,\n\nit failed. The ray is: 8c380000=\n> 00000001-IAD\nYesterday was fine\n8c38000000000002\nThanks\n"
        let result = try RunProgram().run(["route", "-", "--store", folder.store], input: Data(mail.utf8))
        #expect(result.status == 0)
        #expect(result.output.components(separatedBy: "\n# ").count == 2)
        #expect(result.errors == "trace: 3 lines hold no id and asked nothing\n")
        let prose = try RunProgram().run(["route", "-", "--store", folder.store], input: Data("Hello\nThanks\n".utf8))
        #expect(prose.status == 64)
    }

    @Test(arguments: [
        ("ingset", "trace ingest"), ("shrads", "trace shards"), ("shardz", "trace shards"), ("search", "trace find"),
        ("xyzzy", "trace help"),
    ])
    func `a first word that looks like a command is wrong usage with a suggestion`(word: String, meant: String) throws {
        for words in [[word], [word, "logs/"], ["--store", folder.store, word]] {
            let result = try RunProgram().run(words)
            #expect(result.status == 64)
            #expect(result.errors.contains("\(word): no such command"))
            #expect(result.errors.contains(meant))
        }
        #expect(try RunProgram()("route", word, "--store", folder.store).status == 3)
    }

    @Test func `options may stand before the command`() throws {
        let usual = try RunProgram()("route", "8c38000000000001", "--store", folder.store)
        let other = try RunProgram()("--store", folder.store, "route", "8c38000000000001")
        #expect(other.output == usual.output)
        #expect(
            try RunProgram()("--store", folder.store, "shards").output == RunProgram()("shards", "--store", folder.store).output)
    }

    @Test func `without a word it says what the store holds, and how to ask`() throws {
        let result = try RunProgram()("--store", folder.store)
        #expect(result.status == 0)
        #expect(result.output.contains("holds 3 records of 2026-09-21, from 1 shard"))
        #expect(result.output.components(separatedBy: "\n  trace ").count == 4)
        let empty = try RunProgram()("--store", "/nonexistent/store")
        #expect(empty.status == 0)
        #expect(empty.output.contains("no store at /nonexistent/store yet"))
    }

    @Test func `two times at once are wrong usage, and so is a day that is none`() throws {
        #expect(try RunProgram()("route", "8c380000", "--on", "2026-09-21", "--around", "2026-09-21 10:00").status == 64)
        let result = try RunProgram()("route", "8c380000", "--on", "yesterday 10:30", "--store", folder.store)
        #expect(result.status == 64)
        #expect(result.errors.contains("a moment, where a day is wanted"))
    }

    @Test func `the beginning of an id is no answer, and leads to one`() throws {
        let result = try RunProgram()("route", "8c38000000000", "--store", folder.store)
        #expect(result.status == 3)
        #expect(result.output.isEmpty)
        #expect(
            result.errors.contains("nothing found for an id that begins with 8c38000000000")
                || result.errors.contains("ray 8c38000000000"))
        #expect(result.errors.contains("did you mean 8c38000000000001? (it begins so"))
    }
}
