import ArgumentParser

/// `trace shards`: shows the ledger of a store.
struct ShardsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "shards", abstract: "Show which shards a store holds.")

    @OptionGroup var store: StoreOption

    func run() throws {}
}
