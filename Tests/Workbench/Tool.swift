package import Foundation

/// Programs of the system that tests use, found by `PATH`.
package enum Tool {
    package struct Failed: Error {
        package var words: [String]
        package var status: Int32
        package var errors: String
    }

    /// What a tool says of some bytes, whatever its exit code is.
    package static func result(_ words: [String], in folder: URL? = nil, input: Data = Data()) throws -> BuiltProgram.Result {
        try BuiltProgram.run(words, program: "/usr/bin/env", in: folder, input: input)
    }

    /// What a tool makes of some bytes; an error where it ends with another code than 0.
    package static func output(_ words: [String], in folder: URL? = nil, input: Data = Data()) throws -> Data {
        let result = try result(words, in: folder, input: input)
        guard result.status == 0 else { throw Failed(words: words, status: result.status, errors: result.errors) }
        return result.outputBytes
    }
}
