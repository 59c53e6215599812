/// How a value's text becomes a cell. Everywhere: JSON `null` is absent; a value that cannot be read is dropped and
/// counted as drift.
///
/// A string is read as the text that it spells, whatever its escapes. An array of one text is read as that text
/// (Logpush with `preserve_duplicates`).
package enum FieldReading: Sendable, Hashable {
    // Times
    /// RFC 3339; or digits, quoted or not, whose size tells the unit (>= 1e17 ns, >= 1e14 us, >= 1e11 ms, else
    /// seconds). Never through a `Double`.
    ///
    /// Protobuf's `{"seconds": 1, "nanos": 5}` is read too. A text without a zone is drift: what a vendor writes in
    /// local time must say where.
    case instant
    /// The same where the vendor writes UTC: then a text without a zone, which some tool took off on the way, is still
    /// UTC.
    case utcInstant
    /// A number of seconds, or protobuf's object of them (fraction, exponent; quoted or not; with a trailing `s`). -1
    /// exactly is a sentinel: absent.
    case seconds
    /// A number of milliseconds. -1 exactly is a sentinel: absent.
    case milliseconds
    /// A whole number of nanoseconds.
    case nanoseconds

    // Numbers
    /// A whole number, quoted or not; `1.0` is 1. Negative ones are kept.
    case integer
    /// `true`, `false`, and those as text.
    case flag
    /// `no` is 1, `yes` is 0 (`"error": "no"` says that a call succeeded).
    case flagOfNo
    /// 1 when the value is the flag `false` (`traceSampled: false`), absent otherwise.
    case flagOfFalse

    // Texts
    /// A text, interned; empty is absent. A number is its digits (`user_id`), however it is spelt. Longer than 4096
    /// bytes is dropped.
    case term
    /// The same of a text, or of a list of plain texts with commas between: `["skip", "block"]` is `skip,block`. An
    /// empty list is absent.
    case listTerm
    /// The same in upper or lower case (ASCII only).
    case upperTerm, lowerTerm
    /// Text of its own (identifiers); empty is absent.
    case text
    /// A UUID in any case, kept as lower-case text; other text is drift.
    case uuidTerm
    /// An IP address with or without its port (`203.0.113.7:60102`, `[2001:db8::1]:443`), kept without; `unknown` is
    /// absent.
    case addressTerm
    /// A path or a full URL, whose path is kept without query and fragment.
    case pathTerm
    /// The host of a full URL, lower case, without port; or a bare host.
    case hostTerm
    /// A Google Cloud location as a region: `us-east4` as it stands, of a zone (`us-east4-a`) its region; `global`,
    /// `us` and the like are absent.
    case regionTerm
    /// The same where it is a zone; a region is absent.
    case zoneTerm
    /// How much of the world a provider's location names: `region` or `geography`.
    case grainTerm
    /// A provider in a vendor's words, mapped by `ProviderNames`: it keeps words that it does not know, and its `nil`
    /// is absent.
    case providerTerm

    // Identifiers
    /// 16 hexadecimal digits, any case; a `-COLO` suffix is ignored; `00` and the empty text are absent.
    case ray
    /// The suffix of a ray header (`230b030023ae2822-SJC` gives `SJC`), upper case; absent without one.
    case colo
    /// A span: 16 hexadecimal digits, or up to 20 decimal digits (Google, beyond `Int64.max`), or a JSON number. 16
    /// decimal digits are hexadecimal.
    case span
    /// 32 hexadecimal digits; all zeros is absent.
    case trace
    /// `projects/P/traces/<32 hex>` or bare 32 hexadecimal digits.
    case googleTrace
    /// W3C `traceparent`: target `.traceID` takes the trace, `.spanID` and `.parentSpanID` the span.
    /// https://www.w3.org/TR/trace-context/#traceparent-header
    case traceparent

    // Several fields from one value
    /// The URL of a call to a model: sets the attempt's endpoint host, provider, location and model as far as the
    /// address states them (`ProviderAddress`). Fields that other mappings set stay as they are.
    case callAddress
    /// A model's name that may carry its provider: `vertex_ai/codestral-2508` sets model and, where not yet set,
    /// provider.
    case modelIdentifier
}
