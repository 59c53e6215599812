import ArgumentParser

/// `trace ingest`: loads log shards into a store.
struct IngestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "ingest", abstract: "Load log shards into a store.")

    @OptionGroup var store: StoreOption

    func run() throws {}
}
