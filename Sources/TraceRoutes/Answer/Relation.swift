/// Why another request may belong to this one.
package enum Relation: Sendable, Equatable {
    /// A web chat's job: the same user, and so many seconds later at most.
    case jobOfSameUser(withinSeconds: Int64)

    /// What programs know it by.
    package enum Code: String, CaseIterable, Sendable {
        case jobOfSameUser = "job_of_same_user"
    }

    package var code: Code {
        switch self {
        case .jobOfSameUser: .jobOfSameUser
        }
    }
}
