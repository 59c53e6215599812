extension PersonalTexts {
    /// The ways to all texts in an object, elements of arrays by their number.
    package static func paths(of value: Any) -> [[String]] {
        switch value {
        case let members as [String: Any]:
            members.sorted { $0.key < $1.key }.flatMap { member in paths(of: member.value).map { [member.key] + $0 } }
        case let elements as [Any]:
            elements.enumerated().flatMap { element in paths(of: element.element).map { ["\(element.offset)"] + $0 } }
        case is String: [[]]
        default: []
        }
    }

    /// The object with another text at the end of a way.
    package static func replacing(_ path: ArraySlice<String>, of value: Any, by text: String) -> Any {
        guard let step = path.first else { return text }
        if var members = value as? [String: Any], let member = members[step] {
            members[step] = replacing(path.dropFirst(), of: member, by: text)
            return members
        }
        if var elements = value as? [Any], let index = Int(step), elements.indices.contains(index) {
            elements[index] = replacing(path.dropFirst(), of: elements[index], by: text)
            return elements
        }
        return value
    }
}
