import Dispatch
import Glibc

/// SIGHUP, which a terminal sends when it goes, and an operator to have a configuration read again.
package enum HangUp {
    /// Set once, before anything else runs.
    nonisolated(unsafe) private static var source: (any DispatchSourceSignal)?

    /// From here on it ends nothing, and says that it changes nothing.
    package static func ignore(say: @escaping @Sendable (String) -> Void) {
        signal(SIGHUP, SIG_IGN)
        let watching = DispatchSource.makeSignalSource(signal: SIGHUP, queue: .global())
        watching.setEventHandler { say("SIGHUP is ignored: the configuration is read at the start alone") }
        watching.activate()
        source = watching
    }
}
