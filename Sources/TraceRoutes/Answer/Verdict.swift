/// The five clauses.
package struct Verdict: Sendable, Equatable {
    package var edge: Clause<String>
    package var region: Clause<String>
    package var provider: Clause<String>
    package var model: Clause<String>
    package var location: Clause<String>

    package init(
        edge: Clause<String>, region: Clause<String>, provider: Clause<String>, model: Clause<String>, location: Clause<String>
    ) {
        self.edge = edge
        self.region = region
        self.provider = provider
        self.model = model
        self.location = location
    }
}
