import Foundation
import Workbench

typealias ProgramResult = BuiltProgram.Result

/// A program and what it is run with, once or often.
struct RunProgram {
    /// One of ours by its name, or any by its path.
    var program = "trace"
    var environment: [String: String] = [:]
    var folder: URL?
    var timeLimitSeconds = 60.0

    func callAsFunction(_ arguments: String..., input: Data = Data()) throws -> ProgramResult {
        try run(arguments, input: input)
    }

    func run(_ arguments: [String], input: Data = Data()) throws -> ProgramResult {
        try start(arguments, input: input).finish(withinSeconds: timeLimitSeconds)
    }

    /// Starts the program and does not wait: for two at once, and for signals.
    func start(_ arguments: [String], input: Data = Data(), standardInput: FileHandle? = nil) throws -> BuiltProgram {
        try BuiltProgram(
            program, arguments, in: folder, environment: environment, input: input, standardInput: standardInput, streams: .apart)
    }
}
