import Glibc
import NIOCore
import SettingsFiles

/// Addresses whose headers about others are believed.
struct TrustedPeers: Sendable {
    private struct Block {
        var bytes: [UInt8]
        var bits: Int
    }

    private let blocks: [Block]

    /// Reads addresses and CIDR blocks. https://www.rfc-editor.org/rfc/rfc4632#section-3.1
    init(_ texts: [String]) throws {
        blocks = try texts.map { text in
            let parts = text.split(separator: "/", maxSplits: 1)
            guard let first = parts.first, let address = try? SocketAddress(ipAddress: String(first), port: 0),  // said below
                let bytes = TrustedPeers.bytes(of: address),
                let bits = parts.count == 1 ? bytes.count * 8 : Int(parts[1]), (0...bytes.count * 8).contains(bits)
            else {
                throw ConfigurationError.invalid(
                    "server.trusted_peers: \(text) is no address and no CIDR block", hint: "127.0.0.1/32, ::1/128, 10.0.0.0/8")
            }
            return Block(bytes: bytes, bits: bits)
        }
    }

    func contains(_ address: SocketAddress?) -> Bool {
        guard let address, let bytes = TrustedPeers.bytes(of: address) else { return false }
        return blocks.contains { block in
            block.bytes.count == bytes.count
                && (0..<block.bits).allSatisfy { bit in
                    let mask = UInt8(0x80) >> UInt8(bit % 8)
                    return block.bytes[bit / 8] & mask == bytes[bit / 8] & mask
                }
        }
    }

    /// An IPv4 address that came in over an IPv6 socket is the IPv4 address.
    /// https://www.rfc-editor.org/rfc/rfc4291#section-2.5.5.2
    private static func bytes(of address: SocketAddress) -> [UInt8]? {
        guard let text = address.ipAddress else { return nil }
        var bytes = [UInt8](repeating: 0, count: 16)
        if inet_pton(AF_INET, text, &bytes) == 1 { return Array(bytes.prefix(4)) }
        guard inet_pton(AF_INET6, text, &bytes) == 1 else { return nil }
        let isMapped = bytes.prefix(10).allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF
        return isMapped ? Array(bytes[12...]) : bytes
    }
}
