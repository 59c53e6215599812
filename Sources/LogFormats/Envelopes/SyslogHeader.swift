extension WrapperPrefix {
    /// Steps over a syslog header and the cookie behind it, to the object that follows.
    ///
    /// https://www.rfc-editor.org/rfc/rfc5424#section-6 and, of what is sent and written under the name of RFC 3164,
    /// what has a priority or a moment: hosts and tags are left out, days are padded with a blank, a nought or not, and
    /// files of rsyslog have RFC 3339's moments.
    mutating func skipSyslogHeader() -> Bool {
        skipFrameLength()
        let hasPriority = skipPriority()
        let start = index
        if !skipNewHeader() {
            index = start
            guard skipOldHeader(hasPriority: hasPriority) else { return false }
        }
        skipBlanks()
        // https://www.rsyslog.com/doc/configuration/modules/mmjsonparse.html
        _ = take(text: "@cee:")
        skipBlanks()
        return isAt("{")
    }

    /// The octet count in front of a message that went over TCP. https://www.rfc-editor.org/rfc/rfc6587#section-3.4.1
    private mutating func skipFrameLength() {
        let start = index
        if digits(1...7), take(" "), isAt("<") { return }
        index = start
    }

    private mutating func skipPriority() -> Bool {
        let start = index
        if take("<"), digits(1...3), take(">") { return true }
        index = start
        return false
    }

    /// Version, moment, host, application, process, kind of message, structured data; `-` for what is not there.
    private mutating func skipNewHeader() -> Bool {
        _ = take(" ")
        guard take("1"), take(" ") else { return false }
        skip(" ")
        guard take("-") || skipInstant(), take(" ") else { return false }
        for number in 0..<4 {
            skip(" ")
            // Some leave the structured data out, and what is not there before it.
            // https://github.com/heroku/logplex/issues/204, https://github.com/StephenWakely/syslog-loose/issues/2
            if isAt("{") { return number == 3 }
            guard !word().isEmpty, take(" ") else { return false }
        }
        return isAt("{") || take("-") || skipStructuredData()
    }

    /// `[id name="value"][id]`, where `"`, `\` and `]` of a value have a backslash before them.
    private mutating func skipStructuredData() -> Bool {
        guard isAt("[") else { return false }
        while take("[") {
            while !take("]") {
                guard take("\"") ? skipValue() : step() else { return false }
            }
        }
        return true
    }

    private mutating func skipValue() -> Bool {
        while !take("\"") {
            _ = take("\\")
            guard step() else { return false }
        }
        return true
    }

    /// A moment, a host, a tag with its colon. One of moment and priority must be there, or a cookie; with a priority
    /// the tag may lack.
    private mutating func skipOldHeader(hasPriority: Bool) -> Bool {
        let hasMoment = skipOldMoment()
        skip(" ")
        guard hasMoment || hasPriority || isAt("@") else { return false }
        var isTagged = true
        var names = 0
        while names < 2, !isAt("{"), !isAt("@") {
            isTagged = skipName()
            names += 1
            skip(" ")
        }
        return isTagged || hasPriority && names == 1 || isAt("@")
    }

    /// A host or a tag; whether it ends in a colon. No bracket or quote stands in it.
    private mutating func skipName() -> Bool {
        var last: UInt8 = 0
        while index < line.count, line[index] > 0x20, !isAt("{"), !isAt("<"), !isAt("\"") {
            last = line[index]
            index += 1
        }
        return last == UInt8(ascii: ":")
    }

    /// `Nov 22 10:31:07`, perhaps with a year before the month or behind the day, RFC 3339's moment, or one of
    /// journalctl's.
    private mutating func skipOldMoment() -> Bool {
        let start = index
        if skipInstant(), isAt(" ") { return true }
        index = start
        if skipJournalMoment() { return true }
        index = start
        if !(digits(4...4) && take(" ")) { index = start }
        guard skipMonth(), take(" ") else {
            index = start
            return false
        }
        skip(" ")
        guard digits(1...2), take(" ") else { return false }
        let behindDay = index
        if !(digits(4...4) && take(" ")) { index = behindDay }
        return skipClock() && isAt(" ")
    }

    /// `Sun 2026-11-22 10:31:07 UTC` and `1795343467.123456`, as `journalctl -o short-full`, `with-unit` and
    /// `short-unix` write it.
    /// https://www.freedesktop.org/software/systemd/man/latest/journalctl.html#-o
    private mutating func skipJournalMoment() -> Bool {
        let start = index
        if digits(10...10), take("."), digits(6...6), isAt(" ") { return true }
        index = start
        guard word().count == 3, take(" "), digits(4...4), take("-"), digits(2...2), take("-"), digits(2...2), take(" "),
            skipClock(),
            take(" ")
        else { return false }
        return !word().isEmpty && isAt(" ")
    }

    private mutating func skipMonth() -> Bool {
        let months: [StaticString] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        return months.contains { take(text: $0) }
    }
}
