import OwnedFiles
import SettingsFiles

/// How records are written.
struct LoggingSettings: Sendable, Decodable {
    /// A line when a call begins, too: insurance against a crash before the request's own.
    var attemptOpen = false
    /// A copy of each line to standard output, for a platform that collects it there.
    var standardOutput = false
    var flushSeconds = 1.0
    var flushBytes = 256 << 10
    var rotateSeconds = 300.0
    var rotateBytes = 64 << 20
    /// Refused requests that have a line of their own: of one peer, and of all.
    var refusalsPerSecondOfPeer = 20
    var refusalsPerSecond = 200
    /// Who may read records besides the process's own user.
    var group: String?
    /// As `group` says; for the owner alone where there is no such group, which `check` refuses.
    private(set) var access = FileAccess.owner

    enum CodingKeys: String, CodingKey, CaseIterable {
        case group
        case attemptOpen = "attempt_open"
        case standardOutput = "stdout"
        case flushSeconds = "flush_seconds"
        case flushBytes = "flush_bytes"
        case rotateSeconds = "rotate_seconds"
        case rotateBytes = "rotate_bytes"
        case refusalsPerSecondOfPeer = "refusals_per_second_of_peer"
        case refusalsPerSecond = "refusals_per_second"
    }

    init() {}

    init(from decoder: any Decoder) throws {
        let values = try decoder.values(CodingKeys.self)
        try values.read(.attemptOpen, into: &attemptOpen)
        try values.read(.standardOutput, into: &standardOutput)
        try values.read(.flushSeconds, into: &flushSeconds)
        try values.read(.flushBytes, into: &flushBytes)
        try values.read(.rotateSeconds, into: &rotateSeconds)
        try values.read(.rotateBytes, into: &rotateBytes)
        try values.read(.refusalsPerSecondOfPeer, into: &refusalsPerSecondOfPeer)
        try values.read(.refusalsPerSecond, into: &refusalsPerSecond)
        group = try values.decodeIfPresent(String.self, forKey: .group)
        access = try FileAccess(ofGroup: group, key: "logging.group")
    }
}
