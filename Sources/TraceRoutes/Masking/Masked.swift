/// Something from which personal data was removed. Renderers accept nothing else, so no output can forget it.
package struct Masked<Value: Sendable>: Sendable {
    package let value: Value

    /// Only the masking functions of this folder make one.
    fileprivate init(_ value: Value) {
        self.value = value
    }
}
