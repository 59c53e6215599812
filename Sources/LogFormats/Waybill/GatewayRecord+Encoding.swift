import LogRecords

/// The line of a request. A new line ends it.
extension GatewayRecord {
    /// Appends the record's line to `buffer`.
    ///
    /// Keys are constants and values are written where they stay; RATIONALE.md has the measured cost.
    package func append(to buffer: inout [UInt8]) {
        var line = JSONLine()
        line.writerKeys("request", writer, sequence: sequence, time: ended)
        line.instant(",\"started\":", started)
        line.uuid(",\"request_id\":", requestID)
        line.text(",\"client_request_id\":", clientRequestID)
        line.text(",\"correlation_id\":", correlationID)
        line.trace(",\"trace_id\":", traceID)
        line.span(",\"span_id\":", spanID)
        line.span(",\"parent_span_id\":", parentSpanID)
        edge.append(to: &line)
        caller.append(to: &line)
        http.append(to: &line)
        model.append(to: &line)
        routing.append(to: &line)
        line.list(",\"attempts\":", attempts) { $0.append(to: &$1) }
        result.append(to: &line)
        usage.append(to: &line)
        timings.append(to: &line)
        line.raw("}\n")
        line.append(to: &buffer)
    }
}

extension JSONLine {
    /// The keys that every line of a gateway begins with.
    mutating func writerKeys(_ kind: String, _ writer: GatewayWriter, sequence: Int64, time: Instant?) {
        raw("{\"schema\":1,\"kind\":\"")
        raw(kind)
        raw("\"")
        instant(",\"ts\":", time)
        uuid(",\"instance\":", writer.instance)
        integer(",\"seq\":", sequence)
        text(",\"region\":", writer.region)
        text(",\"revision\":", writer.revision)
        text(",\"config\":", writer.config)
    }
}

extension GatewayNotice {
    /// Appends the notice's line to `buffer`.
    package func append(to buffer: inout [UInt8]) {
        var line = JSONLine()
        line.writerKeys(kind.rawValue, writer, sequence: sequence, time: time)
        line.text(",\"event\":", event)
        line.uuid(",\"request_id\":", requestID)
        line.integer(",\"first_seq\":", firstSequence)
        line.integer(",\"last_seq\":", lastSequence)
        line.integer(",\"count\":", count)
        line.raw("}\n")
        line.append(to: &buffer)
    }
}

extension GatewayRecord.Edge {
    fileprivate func append(to line: inout JSONLine) {
        line.flag(",\"edge\":{\"trusted\":", trusted)
        line.text(",\"ray\":", ray)
        line.text(",\"country\":", country)
        line.text(",\"address\":", address)
        line.text(",\"selected_region\":", selectedRegion)
        line.text(",\"steering\":", steering)
        line.text(",\"retry_of\":", retryOf)
        line.text(",\"rerouted_from\":", reroutedFrom)
        line.text(",\"reroute_reason\":", rerouteReason)
        line.raw("}")
    }
}

extension GatewayRecord.Caller {
    fileprivate func append(to line: inout JSONLine) {
        line.text(",\"caller\":{\"connection\":", connection)
        line.text(",\"instance\":", instance)
        line.text(",\"proof\":", proof)
        line.text(",\"realm\":", realm)
        line.text(",\"host\":", host)
        line.text(",\"version\":", version)
        line.text(",\"user\":", user)
        line.text(",\"namespace\":", namespace)
        line.text(",\"project\":", project)
        line.text(",\"client\":", client)
        line.text(",\"client_version\":", clientVersion)
        line.text(",\"agent\":", userAgent)
        line.raw("}")
    }
}

extension GatewayRecord.HTTP {
    fileprivate func append(to line: inout JSONLine) {
        line.text(",\"http\":{\"method\":", method)
        line.text(",\"host\":", host)
        line.text(",\"path\":", path)
        line.integer(",\"bytes_in\":", bytesIn)
        line.integer(",\"bytes_out\":", bytesOut)
        line.flag(",\"stream\":", stream)
        line.raw("}")
    }
}

extension GatewayRecord.Model {
    fileprivate func append(to line: inout JSONLine) {
        line.text(",\"model\":{\"requested\":", requested)
        line.text(",\"operation\":", operation)
        line.raw("}")
    }
}

extension GatewayRecord.Routing {
    fileprivate func append(to line: inout JSONLine) {
        line.text(",\"routing\":{\"policy\":", policy)
        line.list(",\"excluded\":", excluded) { excluded, line in
            line.text("{\"target\":", excluded.target)
            line.text(",\"why\":", excluded.why)
            line.raw("}")
        }
        line.raw("}")
    }
}

extension GatewayAttempt {
    fileprivate func append(to line: inout JSONLine) {
        line.integer("{\"n\":", number)
        line.text(",\"provider\":", provider)
        line.text(",\"model\":", model)
        line.text(",\"location\":", location)
        line.text(",\"location_source\":", locationSource)
        line.text(",\"provider_location\":", providerLocation)
        line.text(",\"host\":", endpointHost)
        line.instant(",\"started\":", started)
        line.milliseconds(",\"head_ms\":", head)
        line.milliseconds(",\"first_byte_ms\":", firstByte)
        line.milliseconds(",\"duration_ms\":", duration)
        line.integer(",\"status\":", status)
        line.text(",\"error\":", errorClass)
        line.text(",\"next\":", nextAction)
        line.flag(",\"served\":", served)
        line.text(",\"request_id\":", providerRequestID)
        line.text(",\"ray\":", providerRay)
        line.integer(",\"input_tokens\":", inputTokens)
        line.integer(",\"output_tokens\":", outputTokens)
        line.raw("}")
    }
}

extension GatewayRecord.Result {
    fileprivate func append(to line: inout JSONLine) {
        line.integer(",\"result\":{\"status\":", status)
        line.text(",\"outcome\":", outcome)
        line.text(",\"fault_domain\":", faultDomain)
        line.text(",\"error\":", error)
        line.text(",\"finish_reason\":", finishReason)
        line.milliseconds(",\"first_byte_ms\":", firstByte)
        line.raw("}")
    }
}

extension GatewayRecord.Usage {
    fileprivate func append(to line: inout JSONLine) {
        line.integer(",\"usage\":{\"input\":", input)
        line.integer(",\"output\":", output)
        line.text(",\"source\":", source)
        line.flag(",\"billable_unknown\":", billableUnknown)
        line.raw("}")
    }
}

extension GatewayRecord.Timings {
    fileprivate func append(to line: inout JSONLine) {
        line.milliseconds(",\"timings\":{\"total_ms\":", total)
        line.milliseconds(",\"overhead_ms\":", overhead)
        line.milliseconds(",\"first_token_ms\":", firstToken)
        line.milliseconds(",\"last_token_ms\":", lastToken)
        line.raw("}")
    }
}
