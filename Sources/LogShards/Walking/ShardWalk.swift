package enum ShardWalk {
    package static func find(_ paths: [String]) -> (files: [ShardFile], skipped: [SkippedFile]) {
        (files: [], skipped: [])
    }
}
