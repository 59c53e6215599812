package import OwnedFiles

extension FileAccess {
    /// Of the group that a configuration names; without one for the owner alone.
    package init(ofGroup name: String?, key: String) throws {
        guard let name else {
            self = .owner
            return
        }
        guard let number = groupNumber(named: name) else {
            throw ConfigurationError.invalid("\(key): there is no group \(name)", hint: "getent group lists those that there are")
        }
        self = .group(number)
    }
}
