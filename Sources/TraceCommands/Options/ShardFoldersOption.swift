import ArgumentParser

/// `--shards`: where to look for shards that do not lie any more where they were loaded from.
struct ShardFoldersOption: ParsableArguments {
    @Option(
        name: .customLong("shards"), parsing: .singleValue,
        help: ArgumentHelp(
            "Look below this folder for shards that were moved; they are told by their content. May be repeated.",
            valueName: "folder"),
        completion: .directory)
    var folders: [String] = []
}
