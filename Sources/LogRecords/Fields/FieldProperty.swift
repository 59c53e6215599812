/// The property of a `Sighting` or an `Attempt` that holds a field, by its place in memory: a key path takes six times
/// as long.
///
/// `MemoryLayout.offset(of:)` gives the place for any key path of stored properties.
/// https://developer.apple.com/documentation/swift/memorylayout/offset(of:)
package struct FieldProperty<Owner>: Sendable {
    /// What lies there.
    private enum Shape {
        case instant, number, small, flag, bits64, bits128, text
        /// What every record has.
        case everyNumber, everySmall, everyText, vantage
    }

    private let shape: Shape
    private let offset: Int

    /// Each kind of property by its path; one that is never absent is a kind of its own.
    package static func instant(_ path: WritableKeyPath<Owner, Instant?>) -> Self { Self(.instant, path) }
    package static func number(_ path: WritableKeyPath<Owner, Int64?>) -> Self { Self(.number, path) }
    package static func number(_ path: WritableKeyPath<Owner, Int?>) -> Self { Self(.small, path) }
    package static func number(_ path: WritableKeyPath<Owner, Int64>) -> Self { Self(.everyNumber, path) }
    package static func number(_ path: WritableKeyPath<Owner, Int>) -> Self { Self(.everySmall, path) }
    package static func number(_ path: WritableKeyPath<Owner, Vantage>) -> Self { Self(.vantage, path) }
    package static func flag(_ path: WritableKeyPath<Owner, Bool?>) -> Self { Self(.flag, path) }
    package static func bits64(_ path: WritableKeyPath<Owner, UInt64?>) -> Self { Self(.bits64, path) }
    package static func bits128(_ path: WritableKeyPath<Owner, ID128?>) -> Self { Self(.bits128, path) }
    package static func text(_ path: WritableKeyPath<Owner, String?>) -> Self { Self(.text, path) }
    package static func text(_ path: WritableKeyPath<Owner, String>) -> Self { Self(.everyText, path) }

    private init(_ shape: Shape, _ path: PartialKeyPath<Owner>) {
        guard let offset = MemoryLayout<Owner>.offset(of: path) else { preconditionFailure("a field is a stored property") }
        (self.shape, self.offset) = (shape, offset)
    }

    /// Gives the property a value. One of another kind, or a number that stands for nothing, leaves it as it is.
    package func set(_ value: FieldValue, in owner: UnsafeMutablePointer<Owner>) {
        let place = UnsafeMutableRawPointer(owner) + offset
        func put<Value>(_ value: Value) { place.assumingMemoryBound(to: Value.self).pointee = value }
        switch (shape, value) {
        case (.instant, .number(let number)): put(Optional(Instant(nanoseconds: number)))
        case (.number, .number(let number)): put(Optional(number))
        case (.small, .number(let number)): put(Optional(Int(truncatingIfNeeded: number)))
        case (.flag, .number(let number)): put(Optional(number != 0))
        case (.bits64, .number(let number)): put(Optional(UInt64(bitPattern: number)))
        case (.bits128, .id128(let id)): put(Optional(id))
        case (.text, .text(let text)): put(Optional(text))
        case (.everyNumber, .number(let number)): put(number)
        case (.everySmall, .number(let number)): put(Int(truncatingIfNeeded: number))
        case (.everyText, .text(let text)): put(text)
        case (.vantage, .number(let number)): if let vantage = Vantage(rawValue: Int(truncatingIfNeeded: number)) { put(vantage) }
        default: break
        }
    }

    /// The property's value; `nil` where the record does not say.
    package func value(in owner: UnsafePointer<Owner>) -> FieldValue? {
        let place = UnsafeRawPointer(owner) + offset
        func get<Value>(_ type: Value.Type) -> Value { place.assumingMemoryBound(to: type).pointee }
        return switch shape {
        case .instant: get(Instant?.self).map { .number($0.nanoseconds) }
        case .number: get(Int64?.self).map { .number($0) }
        case .small: get(Int?.self).map { .number(Int64($0)) }
        case .flag: get(Bool?.self).map { .number($0 ? 1 : 0) }
        case .bits64: get(UInt64?.self).map { .number(Int64(bitPattern: $0)) }
        case .bits128: get(ID128?.self).map { .id128($0) }
        case .text: get(String?.self).map { .text($0) }
        case .everyNumber: .number(get(Int64.self))
        case .everySmall: .number(Int64(get(Int.self)))
        case .everyText: .text(get(String.self))
        case .vantage: .number(Int64(get(Vantage.self).rawValue))
        }
    }
}
