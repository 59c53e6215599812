package import LogRecords

/// One thing of the vendor's: where it is, what it is of ours, how its text is read.
package struct FieldMapping: Sendable {
    /// What a value is written to.
    package enum Target: Sendable {
        case record(RecordField)
        /// A field of the attempt that the path's array element is, or of the record's only attempt where the path has
        /// no `[]`. That attempt exists where some mapping, a constant's too, gives it a value.
        case attempt(AttemptField)
    }

    /// Where a value comes from.
    package enum Source: Sendable {
        case path(KeyPath)
        /// The same for every line of the format: `constant("record")`.
        case constant(String)
        /// The number of elements of the array at the path.
        case count(KeyPath)
    }

    package var source: Source
    package var target: Target
    package var reading: FieldReading
    /// The mapping counts only where each of these holds; paths are read like the mapping's own.
    package var conditions: [ValueTest] = []

    /// A record's field. Of several mappings to one field, the first whose value is present and can be read wins.
    package init(_ path: KeyPath, _ field: RecordField, read reading: FieldReading) {
        (source, target, self.reading) = (.path(path), .record(field), reading)
    }

    package init(_ path: KeyPath, attempt field: AttemptField, read reading: FieldReading) {
        (source, target, self.reading) = (.path(path), .attempt(field), reading)
    }

    package init(constant text: String, _ field: RecordField) {
        (source, target, reading) = (.constant(text), .record(field), .term)
    }

    /// The same for every line: a word, or `true` and `false` for a flag.
    package init(constant text: String, attempt field: AttemptField) {
        (source, target, reading) = (.constant(text), .attempt(field), field.kind == .flag ? .flag : .term)
    }

    package init(countOf path: KeyPath, _ field: RecordField) {
        (source, target, reading) = (.count(path), .record(field), .integer)
    }

    /// The same mapping, with one more condition.
    package func when(_ path: KeyPath, _ test: ValueTest.Test) -> FieldMapping {
        var mapping = self
        mapping.conditions.append(ValueTest(path, test))
        return mapping
    }
}
