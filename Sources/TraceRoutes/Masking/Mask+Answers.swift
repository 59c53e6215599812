import LogRecords

extension Mask {
    /// The answer with every string that came from a line or a paste masked.
    func masked(_ answer: Answer) -> Answer {
        var answer = answer
        answer.asked.text = masked(answer.asked.text)
        for index in answer.asked.readings.indices {
            answer.asked.readings[index].value = masked(answer.asked.readings[index].value)
        }
        answer.routes = answer.routes.map(masked)
        answer.notes = answer.notes.map { masked($0) }
        answer.personal = []
        return answer
    }

    /// The list with every string that came from a line masked.
    func masked(_ answer: FindAnswer) -> FindAnswer {
        var answer = answer
        answer.rows = answer.rows.map { row in
            var row = row
            row.request = masked(row.request)
            return row
        }
        answer.notes = answer.notes.map { masked($0) }
        answer.personal = []
        return answer
    }

    private func masked(_ route: Route) -> Route {
        var route = route
        route.request = masked(route.request)
        route.hops = route.hops.map { hop in
            var hop = hop
            hop.detail = masked(hop.detail)
            return hop
        }
        route.related = route.related.map { Related(ids: masked($0.ids), why: masked($0.why)) }
        return route
    }

    private func masked(_ request: RequestSummary) -> RequestSummary {
        var request = request
        request.host = masked(request.host)
        request.path = masked(request.path)
        request.error = masked(request.error)
        request.ids = masked(request.ids)
        return request
    }

    private func masked(_ ids: [IdentifierKind: [String]]) -> [IdentifierKind: [String]] {
        ids.mapValues { $0.map { masked($0) } }
    }
}
