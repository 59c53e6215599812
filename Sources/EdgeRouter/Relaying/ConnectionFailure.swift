import HTTPCalling

/// That no connection to a region came about, so that nothing of a request can have reached it: the only failure after
/// which another region is asked.
///
/// Cloudflare retries on the same ones.
/// https://developers.cloudflare.com/load-balancing/additional-options/zero-downtime-failover/
enum ConnectionFailure: Error {
    case refused, timeout, unreachable, tls

    init?(_ error: any Error) {
        switch ErrorClass(error) {
        case .connectRefused: self = .refused
        case .connectTimeout, .poolTimeout: self = .timeout
        case .dns: self = .unreachable
        case .tls: self = .tls
        default: return nil
        }
    }

    /// `edge.reroute_reason` of waybill-log(5).
    var word: String {
        switch self {
        case .refused: "refused"
        case .timeout: "connect_timeout"
        case .unreachable, .tls: "unreachable"
        }
    }

    /// Cloudflare's. https://developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-5xx-errors/
    var status: Int {
        switch self {
        case .refused: 521
        case .timeout: 522
        case .unreachable: 523
        case .tls: 525
        }
    }
}
