import LogRecords
import OwnedFiles

extension FileAccess {
    /// Of the group that a person named.
    init(ofGroup name: String) throws {
        guard let number = groupNumber(named: name) else {
            throw WrongUsage(
                explanation: Explanation(
                    "there is no group of this name", at: name.printable(limit: 64), hint: "getent group lists those that there are"
                ))
        }
        self = .group(number)
    }
}
