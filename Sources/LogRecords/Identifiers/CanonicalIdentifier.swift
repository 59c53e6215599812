/// The one form in which identifiers are compared, indexed and asked for: what was written, without its kind and
/// spelling.
///
/// | written as | becomes |
/// |---|---|
/// | UUID, ULID, 32 hexadecimal digits, any case | 128 bits |
/// | 16 hexadecimal digits; 17 to 20 decimal digits up to `UInt64.max` (a span as Google writes it) | 64 bits |
/// | 16 hexadecimal digits, a dash and three letters: a ray as its header has it | the 64 bits of the ray |
/// | anything else | its exact bytes |
///
/// So Logpush's `x-request-id` meets a correlation id, a decimal span meets a hexadecimal one, and a ray meets the
/// correlation id that was made of its header. https://gitlab.com/gitlab-org/labkit/-/merge_requests/267
package enum CanonicalIdentifier: Hashable, Sendable {
    case bits64(UInt64)
    case bits128(ID128)
    case bytes([UInt8])

    package init(_ text: String) {
        var text = text
        self = text.withUTF8 { CanonicalIdentifier(UnsafeRawBufferPointer($0)) }
    }

    package init(_ bytes: UnsafeRawBufferPointer) {
        if let id = CanonicalIdentifier.fixed(bytes) {
            self = id
        } else {
            self = .bytes([UInt8](bytes))
        }
    }

    /// As programs before the third version of `.ids` files made it: a ray with its colo was a text like any other.
    package init(beforeRaysWithColos text: String) {
        self.init(text)
        if case .bits64 = self, text.utf8.count == 20, text.utf8.contains(UInt8(ascii: "-")) { self = .bytes(Array(text.utf8)) }
    }

    /// The forms of fixed size, or `nil`: allocates nothing, for loops over many rows.
    package static func fixed(_ bytes: UnsafeRawBufferPointer) -> CanonicalIdentifier? {
        switch bytes.count {
        case 16: hexadecimal64(bytes).map(CanonicalIdentifier.bits64)
        case 17...19: decimal64(bytes).map(CanonicalIdentifier.bits64)
        case 20: (decimal64(bytes) ?? rayWithColo(bytes)).map(CanonicalIdentifier.bits64)
        case 26: ulid(bytes).map(CanonicalIdentifier.bits128)
        case 32: hexadecimal128(bytes).map(CanonicalIdentifier.bits128)
        case 36: uuid(bytes).map(CanonicalIdentifier.bits128)
        default: nil
        }
    }
}
