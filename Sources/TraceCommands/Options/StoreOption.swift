import ArgumentParser
import Foundation

/// Which store a command works on; every command takes this option in the same way.
struct StoreOption: ParsableArguments {
    @Option(
        name: .customLong("store"),
        help: ArgumentHelp("The store's folder (default: $WAYBILL_STORE, else the XDG data folder).", valueName: "folder"),
        completion: .directory)
    var given: String?

    /// `--store`, else `$WAYBILL_STORE`, else `waybill/store` below `$XDG_DATA_HOME`, else below `~/.local/share`.
    var folder: String {
        StoreOption.folder(given: given)
    }

    static func folder(given: String?, environment: (String) -> String? = ZoneOption.variable) -> String {
        if let given { return given }
        if let named = environment("WAYBILL_STORE") { return named }
        // A relative $XDG_DATA_HOME is to be ignored: https://specifications.freedesktop.org/basedir-spec/latest/#variables
        if let data = environment("XDG_DATA_HOME"), data.hasPrefix("/") { return data + "/waybill/store" }
        return (environment("HOME") ?? NSHomeDirectory()) + "/.local/share/waybill/store"
    }
}
