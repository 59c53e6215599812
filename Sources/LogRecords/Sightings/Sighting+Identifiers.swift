extension Sighting {
    /// Every identifier of the record and of its attempts, with the field it stood in, in the order of `IdentifierKind`.
    ///
    /// The text is the usual spelling of each kind: a ray and a span as 16 hexadecimal digits, a trace as 32, the others as logged.
    package var identifiers: [(kind: IdentifierKind, text: String)] {
        var found: [(kind: IdentifierKind, text: String)] = []
        func add(_ kind: IdentifierKind, _ text: String?) {
            if let text { found.append((kind, text)) }
        }
        add(.ray, ray?.hexadecimal)
        add(.parentRay, parentRay?.hexadecimal)
        add(.requestID, requestID)
        add(.clientRequestID, clientRequestID)
        add(.correlationID, correlationID)
        add(.traceID, traceID?.hexadecimal)
        add(.spanID, spanID?.hexadecimal)
        for attempt in attempts { add(.providerRequestID, attempt.providerRequestID) }
        for attempt in attempts { add(.providerRay, attempt.providerRay?.hexadecimal) }
        return found
    }
}
