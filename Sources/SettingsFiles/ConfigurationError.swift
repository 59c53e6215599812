package import LogRecords

/// Why a gateway or an edge does not start with a configuration.
package enum ConfigurationError: Explained {
    case cannotRead(path: String, why: String)
    case notYAML(path: String, what: String)
    case unknownKey(String, known: [String])
    case invalid(String, hint: String?)
    case noRegion
    case unknownRegion(String, known: [String])

    package var explanation: Explanation {
        switch self {
        case .cannotRead(let path, let why): Explanation("cannot read the file: \(why)", at: path)
        case .notYAML(let path, let what):
            Explanation("the configuration cannot be understood: \(what)", at: path, hint: "man gateway.yaml, man edge.yaml")
        case .unknownKey(let place, let known):
            Explanation("there is no setting \(place)", hint: "there are: " + known.joined(separator: ", "))
        case .invalid(let what, let hint): Explanation(what, hint: hint)
        case .noRegion:
            Explanation(
                "nobody told this gateway its region, and a default would be a false statement in every record",
                hint: "--region europe-west3, or RUNWAY_REGION in the environment")
        case .unknownRegion(let region, let known):
            Explanation("\(region) is none of the configured regions", hint: "there are: " + known.joined(separator: ", "))
        }
    }
}
