import Glibc

/// How many files, and so connections, this process may have open.
enum OpenFiles {
    /// Kept back for shards, keys and connections to providers that are not one to one.
    private static let kept = 64
    private static let most = 1 << 16

    /// Connections that are accepted at once: each may need another one, to a provider. Beyond that clients wait in the
    /// listener's queue, and no descriptor runs out in the middle of a request. The soft limit is raised to the hard
    /// one first.
    static let mostConnections: Int = {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 256 }
        var raised = limit
        raised.rlim_cur = limit.rlim_max
        if setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &raised) == 0 { limit = raised }
        let files = Int(clamping: limit.rlim_cur)
        return min(most, max(8, (files - kept) / 2))
    }()
}
