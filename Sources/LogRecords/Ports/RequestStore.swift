/// Keeps the requests that were made of a store's lines, day by day.
///
/// They can be made again at any time, so nothing is lost with them. A day's requests are what its files hold, without
/// the rows that later files replaced. What was begun is seen by nobody before it is published.
package protocol RequestStore: AnyObject {
    /// The days that have requests, and from what these were made.
    func origins() throws -> [Day?: RequestsOrigin]

    /// The requests that rest on any of these lines, each once.
    func requests(on lines: Set<StoredLine>) throws -> Set<StoredRequest.ID>

    /// The requests of a day that depend on what the ledger said, with their lines.
    func asked(on day: Day?) throws -> [(asked: AskedLedger, lines: [StoredLine])]

    /// The lines that are in a request of another day than theirs.
    func strays() throws -> Set<StoredLine>

    /// Adds a request to the file of its day that is being built. `strays` are its lines of other days.
    func add(_ request: StoredRequest, on day: Day?, strays: [StoredLine]) throws

    /// Publishes what was added, at once and durably. `replaced` are whole days whose requests of before go, `removed`
    /// are single requests that do.
    func publish(replacing replaced: Set<Day?>, removing removed: Set<StoredRequest.ID>, as origins: [Day?: RequestsOrigin]) throws

    /// Forgets days that the store has no more, with their requests.
    func forget(_ days: Set<Day?>) throws

    /// Forgets what was added since the last publication.
    func abandon()
}
