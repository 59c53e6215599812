import LogRecords
import PersonalTexts
import Testing

/// Personal texts are found whatever their spelling, and what only looks like one stays.
struct MaskTests {
    @Test(arguments: PersonalTexts.personal)
    func `nothing personal is left, and masking again changes nothing`(personal: PersonalTexts.Personal) {
        let masked = Mask.addresses.masked(personal.text)
        #expect(personal.leaks(in: masked) == [], "\(masked)")
        #expect(Mask.addresses.masked(masked) == masked)
        #expect(personal.leaks(in: personal.text.printable()) == [])
    }

    @Test(arguments: PersonalTexts.innocent)
    func `what is no address stays`(text: String) {
        #expect(Mask.addresses.masked(text) == text)
        #expect(Mask(["gitlab.customer.example", "4711"]).masked("in " + text + ".") == "in " + text + ".")
    }

    @Test func `the corpus is there`() {
        #expect(PersonalTexts.personal.count > 90 && PersonalTexts.innocent.count > 70)
    }

    @Test(arguments: [
        ("203.0.113.77", "203.0.*.*"), ("x 203.0.113.77:443, y", "x 203.0.*.*, y"), ("2001:DB8:1::2", "2001:db8:*"),
        ("fe80::1%eth0.", "fe80:*"), ("[2001:db8::1]:443/x", "[2001:db8:*]/x"), ("::ffff:203.0.113.7", "::ffff:203.0.*.*"),
        ("ip-10-0-0-1.internal", "ip-10-0-*-*.internal"), ("<jane.doe@corp.example>", "<ja***@***>"),
        ("bo@corp.example", "***@***"),
        ("/a/jane%40corp.example/b", "/a/***@***/b"), ("é jane.doe@corp.example é", "é ja***@*** é"),
        ("203.0.113.77 and jane.doe@corp.example", "203.0.*.* and ja***@***"),
    ])
    func `the beginning of what is personal is shown, and all around it`(text: String, masked: String) {
        #expect(Mask.addresses.masked(text) == masked)
    }

    @Test func `a text that was named is masked wherever it stands as a word`() {
        let mask = Mask(["Df0Jhs9xlbetQR8YoZCKDZJflhxO0ZBI8uoRzmpnd1w=", "git.customer.example", "198.51.100.4"])
        #expect(mask.masked("user Df0Jhs9xlbetQR8YoZCKDZJflhxO0ZBI8uoRzmpnd1w= asked") == "user Df*** asked")
        #expect(mask.masked("?user=Df0Jhs9xlbetQR8YoZCKDZJflhxO0ZBI8uoRzmpnd1w%3D&x") == "?user=Df***&x")
        #expect(mask.masked("https://GIT.customer.example:8443/x?from=git.customer.example") == "https://GI***/x?from=gi***")
        #expect(mask.masked("from 198.51.100.4:5123.") == "from 198.51.*.*.")
        #expect(Mask(["2001:db8::1a2b"]).masked("for=[2001:db8::1a2b]:4711;x") == "for=[2001:db8:*];x")
        #expect(mask.masked("mygit.customer.example2") == "mygit.customer.example2")
    }

    @Test func `a short number is masked only where it stands alone`() {
        let mask = Mask(["7"])
        #expect(mask.masked("7") == "***")
        #expect(mask.masked("7 requests") == "7 requests")
    }

    @Test func `a long text that was named goes to the end of its word`() {
        let name = String(repeating: "ab", count: 2000)
        #expect(Mask([name]).masked("x \(name) y") == "x ab*** y")
    }

    @Test func `what was typed stays, and what stands beside it does not`() {
        let mask = Mask(keeping: ["/logs/jane.doe@corp.example", "--store"])
        #expect(mask.masked("/logs/jane.doe@corp.example/john.roe@corp.example.gz").hasPrefix("/logs/jane.doe@corp.example/jo***"))
    }

    @Test func `an operator's name keeps its address and loses an e-mail address`() {
        #expect(Mask.addresses.maskedMailboxes("10.0.0.5:4000 jane.doe@corp.example") == "10.0.0.5:4000 ja***@***")
    }

    @Test(arguments: [
        ("203.0.113.24", "203.0.*.*"), ("1.2.3.4", "1.2.*.*"), ("[2001:db8::7]:443", "2001:db8:*"), ("someone", "so***"),
        ("abc", "***"), ("", ""), ("jane.doe@corp.example", "ja***@***"), ("jane 203.0.113.24", "ja***"),
    ])
    func `of a text that is personal as a whole its beginning is shown`(text: String, shown: String) {
        #expect(Mask.beginning(of: text) == shown)
    }
}
