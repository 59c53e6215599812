/// A sum of counts that others wrote down: held at the ends of the range, where `+` would end the program.
package func saturatingSum<Number: FixedWidthInteger & Sendable>(_ left: Number, _ right: Number) -> Number {
    let (sum, overflow) = left.addingReportingOverflow(right)
    return overflow ? (right < 0 ? .min : .max) : sum
}

/// A product of numbers that others wrote down: held at the ends of the range, where `*` would end the program.
package func saturatingProduct<Number: FixedWidthInteger & Sendable>(_ left: Number, _ right: Number) -> Number {
    let (product, overflow) = left.multipliedReportingOverflow(by: right)
    return overflow ? ((left < 0) == (right < 0) ? .max : .min) : product
}
