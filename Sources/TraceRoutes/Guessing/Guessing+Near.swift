import LogRecords

extension Guessing {
    /// Ids that one slip makes of the one that was asked for, looked up by what they are.
    func near(_ candidate: Candidate) throws -> Guesses {
        guard let near = nearTexts(candidate), !near.texts.isEmpty else { return Guesses() }
        var whys: [CanonicalIdentifier: Likeness] = [:]
        var keys: [CanonicalIdentifier] = []
        for (text, why) in near.texts where whys.updateValue(why, forKey: CanonicalIdentifier(text)) == nil {
            keys.append(CanonicalIdentifier(text))
        }
        let matches = try store.sightings(carrying: keys, on: near.days, limit: 4)
        var found: [CanonicalIdentifier: Suggestion] = [:]
        for line in matches.sightings {
            for (kind, text) in line.identifiers {
                let key = CanonicalIdentifier(text)
                guard let why = whys[key], found[key] == nil else { continue }
                let value = kind == .ray || kind == .parentRay ? String(text.prefix(16)) : text
                found[key] = Suggestion(kind: kind.rawValue, value: value, started: line.started ?? line.ended, why: why)
            }
        }
        return Guesses(Array(keys.compactMap { found[$0] }.prefix(Self.mostNear)))
    }

    /// The texts to look up, and on which days: there are some hundred for digits, and a thousand or more for letters.
    private func nearTexts(_ candidate: Candidate) -> (texts: [(text: String, why: Likeness)], days: DaySelection)? {
        let value = candidate.reading.value
        let digits = value.filter { $0 != "-" }
        switch candidate.reading.kind {
        case "ray": return (Slips(alphabet: Slips.hexadecimal, lengths: 16...16, of: .digit).texts(near: value), .all)
        case "request", "uuid":
            return (Slips(alphabet: Slips.hexadecimal, lengths: 32...32, of: .digit).texts(near: digits), .all)
        case "trace" where candidate.isDamaged:
            return (Slips(alphabet: Slips.hexadecimal, lengths: 32...32, of: .digit).texts(near: digits), .all)
        case "ulid": return (Slips(alphabet: Slips.crockford, lengths: 26...26, of: .digit).texts(near: value), .all)
        case "provider-request", "text":
            let length = value.utf8.count
            guard (6...Slips.longestText).contains(length), !value.contains(" "), let days = try? place()?.range.days else {
                return nil
            }
            let slips = Slips(alphabet: Slips.letters, lengths: max(1, length - 1)...length + 1, of: .character)
            return (slips.texts(near: value), .days(days))
        default: return nil
        }
    }
}
