import Foundation
import Testing
import Workbench

/// The testbed's pages against the program.
struct TestbedManualTests {
    private func run(_ words: String, _ files: [String: String] = [:]) async throws -> (status: Int32, output: String) {
        let folder = try Scratch()
        for (name, text) in files { try folder.write(text, to: name) }
        let testbed = BuiltProgram.products.appending(path: "testbed").path
        let program = try BuiltProgram("/bin/sh", ["-c", words.replacing("testbed ", with: testbed + " ")], in: folder.url)
        return (try await program.wait(120), program.output)
    }

    @Test(arguments: ["up", "providers", "monolith"])
    func `each option is in the page, and the page has no other`(command: String) async throws {
        let help = try await run("testbed \(command) --help").output
        let options = Set(help.matches(of: #/--([a-z-]+)/#).map { String($0.1) }).subtracting(["help"])
        let listed = try Repository.text("man/testbed-\(command).1").split(separator: "\n").filter { $0.hasPrefix(".It Fl Fl") }
            .flatMap { $0.matches(of: #/Fl Fl ([a-z-]+)/#).map { String($0.1) } }
        #expect(Set(listed) == options)
    }

    @Test func `each order is in the page, and in what help prints`() async throws {
        let answer = try await run("printf 'help\\nquit\\n' | testbed up --regions 1")
        let printed = Set(answer.output.matches(of: #/(?m)^([a-z]+)(?: [A-Z0-9].*)?  /#).map { String($0.1) })
        let listed = Set(try Repository.text("man/testbed-up.1").matches(of: #/(?m)^\.It Ic ([a-z]+)/#).map { String($0.1) })
        #expect(answer.status == 0 && printed == listed && listed.count == 14, "\(answer.output)")
    }

    @Test func `each key of a configuration is in its page`() async throws {
        for (name, command, texts) in [
            ("topology.yaml.5", "up", ["bogus: 1", "traffic: {bogus: 1}", "providers: {a: {bogus: 1}}"]),
            ("testbed-providers.1", "providers --journal j", ["bogus: 1", "providers: {a: {bogus: 1}}"]),
            ("testbed-monolith.1", "monolith --journal j", ["bogus: 1"]),
        ] {
            let named = Set(try Repository.text("man/\(name)").matches(of: #/[a-z_]+/#).map { String($0.output) })
            for text in texts {
                let answer = try await run("testbed \(command) --config c.yaml </dev/null", ["c.yaml": text + "\n"])
                #expect(answer.status == 2 && answer.output.contains("there is no setting"), "\(answer.output)")
                let list = answer.output.split(separator: "there are: ").last ?? ""
                let keys = Set(list.split(whereSeparator: { ", \n".contains($0) }).map(String.init))
                #expect(!keys.isEmpty && keys.subtracting(named).isEmpty, "\(name): \(keys.subtracting(named))")
            }
        }
    }

    @Test func `the example of the page can be run, and sends what it says`() async throws {
        let literal = try Repository.example(ofPage: "topology.yaml.5")
        let answer = try await run("printf 'send 12\\nstatus\\n' | testbed up --config t.yaml", ["t.yaml": literal])
        #expect(answer.status == 0 && answer.output.contains("through the GitLab instance"), "\(answer.output)")
        let table = answer.output.split(separator: "\n").filter { $0.hasPrefix("region ") || $0.hasPrefix("us-east4 ") }
        #expect(table.count == 2 && table[0].contains("IAD") && table[1].contains("up"), "\(answer.output)")
        #expect(table.allSatisfy { $0.count <= 80 })
    }

    @Test func `what cannot be meant is said in words that help`() async throws {
        for (text, expected) in [
            ("regions: [mars]\n", "mars is no region of Google Cloud"), ("colos: [ZZZ]\n", "ZZZ is no colo"),
            ("regions: []\n", "regions: there is none"), ("monolith_colo: GRU\n", "GRU is none of the colos"),
            ("models: {claude: [nobody/claude]}\n", "nobody/claude names no provider"),
            ("traffic: {indirect: 2}\n", "a share is from 0 to 1"),
        ] {
            let answer = try await run("testbed up --config t.yaml </dev/null", ["t.yaml": text])
            #expect(answer.status == 2 && answer.output.contains(expected), "\(expected): \(answer.output)")
        }
    }

    @Test func `an order that cannot be carried out ends a script, and everything with it`() async throws {
        for (order, expected) in [
            ("kill mars", "there is no mars"), ("fly", "not understood: fly"), ("slow us-east4 fast", "not understood"),
            ("fail nobody 529", "there is no nobody"), ("send 0", "not understood"),
        ] {
            let answer = try await run(
                "printf '\(order)\\nsend 1\\n' | testbed up --regions 1 --dir t; code=$?; pgrep -f $PWD/t; exit $code")
            #expect(answer.status == 2 && answer.output.contains(expected), "\(answer.output)")
            #expect(!answer.output.contains("1 requests"))
        }
    }
}
