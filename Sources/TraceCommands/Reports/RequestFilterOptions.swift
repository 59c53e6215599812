import ArgumentParser
import LogRecords
import TraceRendering

/// Which requests a report is about: the same options in every command that asks stored requests.
struct RequestFilterOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Requests that began from this time on; a day is all of it.", valueName: "time"))
    var from: String?

    @Option(help: ArgumentHelp("Requests that began before this time; a day is part of it.", valueName: "time"))
    var to: String?

    @Option(help: ArgumentHelp("Of this customer's GitLab instance: a UUID, or text that holds one.", valueName: "uuid"))
    var instance: String?

    @Option(
        help: ArgumentHelp(
            "To this host, or of the customer with this host; * and ? stand for other characters here and below.", valueName: "name"
        ))
    var host: [String] = []

    @Option(help: ArgumentHelp("Of this user, as the logs name users.", valueName: "name"))
    var user: [String] = []

    @Option(help: ArgumentHelp("Of this namespace.", valueName: "name"))
    var namespace: [String] = []

    @Option(help: ArgumentHelp("To this path: '/v1/chat/*'.", valueName: "path"))
    var path: [String] = []

    @Option(help: ArgumentHelp("With this status: 404, 5xx or 400-499.", valueName: "status"))
    var status: [String] = []

    @Flag(help: "Only those that failed: a status from 400 on, or a result that says so.")
    var failed = false

    @Option(help: ArgumentHelp("With this result, as the gateway names it: truncated, client_gone.", valueName: "name"))
    var result: [String] = []

    @Option(help: ArgumentHelp("That took at least so long: 500ms, 2s.", valueName: "length"))
    var slowerThan: String?

    @Flag(help: "Count --slower-than to the first word, and not to the end.")
    var firstWord = false

    @Option(help: ArgumentHelp("Handled in this region: europe-west2, 'europe-*', 'not europe-*'.", valueName: "region"))
    var region: [String] = []

    @Option(help: ArgumentHelp("That came in at this Cloudflare data centre: LHR.", valueName: "colo"))
    var colo: [String] = []

    @Option(help: ArgumentHelp("Served by this provider.", valueName: "name"))
    var provider: [String] = []

    @Option(help: ArgumentHelp("Served by this model.", valueName: "name"))
    var model: [String] = []

    @Option(help: ArgumentHelp("That asked for this model.", valueName: "name"))
    var requestedModel: [String] = []

    @Flag(help: "Only those that another model served than the one that was asked for.")
    var modelChanged = false

    @Option(help: ArgumentHelp("Served by a provider in this place.", valueName: "place"))
    var location: [String] = []

    @Option(help: ArgumentHelp("That came this way: direct or indirect.", valueName: "way"))
    var connection: [String] = []

    @Flag(help: "Only those that went to another region than the nearest.")
    var rerouted = false

    @Flag(help: "Only those for which more than one call was made.")
    var retried = false

    func validate() throws {
        if firstWord, slowerThan == nil { throw ValidationError("--first-word needs --slower-than") }
    }

    /// Whether no more is asked for than lines tell by themselves: a customer, a path, a status.
    var isOfLines: Bool {
        let others = [host, user, namespace, result, region, colo, provider, model, requestedModel, location, connection]
        let isMore = failed || modelChanged || rerouted || retried || slowerThan != nil
        return !isMore && others.allSatisfy(\.isEmpty) && path.count < 2 && status.count < 2
            && !path.contains { $0.contains("*") || $0.contains("?") || $0.hasPrefix("not ") }
    }

    /// The options, read; the range is not in it.
    func filter() throws -> RequestFilter {
        var filter = RequestFilter()
        let texts: [(String, [String])] = [
            ("host", host), ("user", user), ("namespace", namespace), ("path", path), ("result", result), ("region", region),
            ("edge", colo), ("provider", provider), ("model", model), ("requested_model", requestedModel),
            ("location", location), ("connection", connection),
        ]
        try WrongUsage.unless {
            if let instance { filter.conditions.append(.init("customer_instance", like: [try InstanceReading(instance).instance])) }
            for (field, given) in texts { filter.conditions += Self.conditions(field, given) }
            // The gateway's own prefix makes no difference.
            for place in filter.conditions.indices where filter.conditions[place].fields == ["path"] {
                filter.conditions[place].patterns += filter.conditions[place].patterns.map {
                    $0.hasPrefix("/ai/") ? String($0.dropFirst(3)) : "/ai" + $0
                }
            }
            filter.statuses = try status.map { try StatusReading($0).range }
            let least = try slowerThan.map { try ShortLengthReading($0).nanoseconds }
            if firstWord { filter.firstTokenAfter = least } else { filter.slowerThan = least }
        }
        (filter.isFailed, filter.isModelChanged, filter.isRerouted, filter.isRetried) = (failed, modelChanged, rerouted, retried)
        return filter
    }

    /// Of several texts one has to fit; of those behind `not` none may.
    private static func conditions(_ field: String, _ given: [String]) -> [RequestFilter.Condition] {
        let negated = given.compactMap { text in text.hasPrefix("not ") ? text.dropFirst(4).trimmingPrefix(" ") : nil }.map(
            String.init)
        let wanted = given.filter { !$0.hasPrefix("not ") }
        func condition(_ patterns: [String], isNot: Bool) -> [RequestFilter.Condition] {
            guard !patterns.isEmpty else { return [] }
            guard field == "host" else { return [.init(field, like: patterns, isNot: isNot)] }
            // That which was asked, or the customer's own.
            return [.init("host", "customer_host", like: patterns, isNot: isNot)]
        }
        return condition(wanted, isNot: false) + condition(negated, isNot: true)
    }

    /// The time that was asked for.
    func asked(in zone: ReadZone, now: Instant) throws -> AskedTime {
        try WrongUsage.unless { try AskedTime(from: from, to: to, in: zone, now: now) }
    }
}

/// `250ms`, and what `LengthReading` reads.
struct ShortLengthReading {
    let nanoseconds: Int64

    init(_ text: String) throws(QuantityError) {
        guard text.hasSuffix("ms") else {
            nanoseconds = try LengthReading(text).nanoseconds
            return
        }
        guard let number = try WholeNumber(text.dropLast(2), .length(text)) else { throw .unreadable(.length(text)) }
        let (product, isOverflow) = number.value.multipliedReportingOverflow(by: Instant.second / 1000)
        guard !isOverflow, product <= LengthReading.longest else { throw .tooMuch(.length(text)) }
        nanoseconds = product
    }
}
