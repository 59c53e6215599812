/// What is wrong with each shard, decided from its name before anything is written, so that the truth can follow the
/// lines as they go.
struct FaultPlan {
    let seed: UInt64
    let isOn: Bool

    /// What becomes of a shard.
    enum Fault: Equatable {
        case none
        /// Never written.
        case missing
        /// Ends in the middle of a gzip member, after this many whole lines.
        case cut(afterLines: Int)
        /// Delivered twice, the second time under another name.
        case copied
        /// Lines that are none in between.
        case garbage
        /// Some lines twice.
        case repeated
    }

    /// `number` tells gateway shards apart: there are few, so their faults are dealt out instead of drawn.
    func fault(of path: String, isGzip: Bool, gatewayShard number: Int?, expectedLines: Int) -> Fault {
        guard isOn else { return .none }
        if let number {
            return switch number % 8 {
            case 1: .cut(afterLines: max(1, expectedLines / 6))
            case 2: .repeated
            case 3: .garbage
            case 5: .copied
            case 7: .missing
            default: .none
            }
        }
        var random = RandomSource(seed: seed, stream: 3, index: FaultPlan.number(path))
        return switch random.below(100) {
        case 0..<3: .missing
        case 3..<7: isGzip ? .cut(afterLines: 1 + random.below(random.chance(500) ? 5 : 40)) : .none
        case 7..<10: .copied
        case 10..<15: .garbage
        case 15..<20: .repeated
        default: .none
        }
    }

    /// FNV-1a: the same on every machine, unlike `Hasher`. https://www.rfc-editor.org/rfc/rfc9923
    static func number(_ text: String) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }

    static let twoObjects = Array("{\"a\":1}{\"b\":2}".utf8)

    static let garbage: [[UInt8]] = [
        Array("Traceback (most recent call last):".utf8), Array("{\"RayID\":\"9f2c".utf8), Array("null".utf8),
        Array("[1,2,3]".utf8),
        [0xFF, 0xFE, 0x7B, 0x7D], Array("{\"hello\":\"world\"}".utf8), [], twoObjects,
        Array("\u{1B}[31mERROR\u{1B}[0m connection reset".utf8),
    ]
}
