import Foundation
import Workbench

/// Scripts that mount something, in a name space that ends with them: nobody else sees the mounts, and none stays.
enum Mounts {
    /// Only the superuser may mount, and not in every container.
    static let areAllowed =
        geteuid() == 0 && (try? run("mount -t tmpfs tmpfs /mnt").status) == 0  // an error means that they are not

    /// Runs a script of the shell in which `trace` is the built program.
    static func run(_ script: String) throws -> BuiltProgram.Result {
        try BuiltProgram.run(
            ["-m", "sh", "-c", "trace() { \(BuiltProgram.products.path)/trace \"$@\"; }\n" + script], program: "/usr/bin/unshare")
    }
}
