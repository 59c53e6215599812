package import HummingbirdCore
package import NIOCore

/// Where a server listens: `127.0.0.1:5052`, `[::1]:5052`; port 0 lets the system choose.
package struct HostAndPort: Sendable, CustomStringConvertible {
    package var host: String
    package var port: Int

    package init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]), (0...65_535).contains(port)
        else { return nil }
        var host = String(text[..<colon])
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        guard !host.isEmpty else { return nil }
        (self.host, self.port) = (host, port)
    }

    package init(_ address: SocketAddress?) {
        (host, port) = (address?.ipAddress ?? "?", address?.port ?? 0)
    }

    package var address: BindAddress { .hostname(host, port: port) }

    package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
