import LogRecords

/// One gateway's part of a request: its own record, what Cloud Run says of it, and the lines of its calls to models.
struct GatewayHop {
    var applications: [JoinedRecord] = []
    var cloudRun: [JoinedRecord] = []
    var calls: [JoinedRecord] = []

    var records: [JoinedRecord] { applications + cloudRun }

    /// The record that speaks for the hop: the gateway's own, else Cloud Run's.
    var main: JoinedRecord? { applications.first ?? cloudRun.first }

    var status: Int? { main?.sighting.status ?? cloudRun.first?.sighting.status }

    var span: TimeRange? {
        (records.isEmpty ? calls : records).compactMap(\.span).reduce(nil) { $0?.union($1) ?? $1 }
    }

    /// The hops of a part, oldest first: several where a request was tried again in another region.
    static func hops(of part: Part) -> [GatewayHop] {
        let gateways = part.records(of: .gateway)
        var hops = gateways.filter(\.isApplication).map { GatewayHop(applications: [$0]) }
        for record in gateways where record.isCloudRun {
            if let index = indexOfOwner(of: record, among: hops) {
                hops[index].cloudRun.append(record)
            } else {
                hops.append(GatewayHop(cloudRun: [record]))
            }
        }
        for call in part.records(of: .provider) {
            if let index = indexOfOwner(of: call, among: hops) {
                hops[index].calls.append(call)
            } else if let index = hops.firstIndex(where: { $0.records.isEmpty }) {
                hops[index].calls.append(call)
            } else {
                hops.append(GatewayHop(calls: [call]))
            }
        }
        return hops.sorted { ($0.span?.from.nanoseconds ?? 0) < ($1.span?.from.nanoseconds ?? 0) }
    }

    /// The only hop that the record can be of: of its replica, and at work at that time.
    private static func indexOfOwner(of record: JoinedRecord, among hops: [GatewayHop]) -> Int? {
        let fitting = hops.indices.filter { index in
            guard let application = hops[index].applications.first ?? hops[index].cloudRun.first else { return false }
            if record.isCloudRun, !hops[index].cloudRun.isEmpty || application.isCloudRun { return false }
            let isComparable = !application.isOwnGateway
            if isComparable, !Fitting.agree(application.sighting.gatewayInstance, record.sighting.gatewayInstance) { return false }
            return true
        }
        if fitting.count <= 1 { return fitting.first }
        // A second try is in another region.
        let sameRegion = fitting.filter { index in
            record.sighting.region != nil && hops[index].applications.first?.sighting.region == record.sighting.region
        }
        if sameRegion.count == 1 { return sameRegion[0] }
        let atWork = fitting.filter { index in
            guard let span = hops[index].span, let own = record.span else { return false }
            return Fitting.encloses(span, own, slack: Fitting.slack)
                || Fitting.encloses(own, span, slack: Fitting.slack)
        }
        return atWork.count == 1 ? atWork[0] : nil
    }

    /// Which hop gave the answer that was sent: the last whose status it is; where that is not known, the last that did
    /// not fail, because only a failure is tried again.
    ///
    /// `received` is the status that the edge got from behind it: where no hop sent that, the one that served is not
    /// among them. A balancer's status is no help: it is that of one try.
    static func indexOfServing(_ hops: [GatewayHop], received: Int?, sent: Int?) -> Int? {
        if let received, !hops.contains(where: { $0.status == received || $0.status == nil }) { return nil }
        let same = hops.indices.filter { hops[$0].status != nil && hops[$0].status == received ?? sent }
        let good = hops.indices.filter { hops[$0].status ?? 500 < 500 }
        var candidates = !same.isEmpty ? same : !good.isEmpty ? good : Array(hops.indices)
        // Of tries that all failed, one that turned the request away before it called anybody was not the last.
        let called = candidates.filter { hops[$0].main?.sighting.attemptCount != 0 }
        if !called.isEmpty, hops[candidates[0]].status ?? 0 >= 500 { candidates = called }
        return candidates.max { (hops[$0].span?.to.nanoseconds ?? 0, $0) < (hops[$1].span?.to.nanoseconds ?? 0, $1) }
    }
}
