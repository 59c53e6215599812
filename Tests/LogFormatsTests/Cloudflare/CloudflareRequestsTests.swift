import LogFormats
import LogRecords
import Testing

@Suite struct CloudflareRequestsTests {
    private func decoded(_ fields: String) -> DecodedLine {
        DecodedLine(#"{"RayID":"9da0df34800011a2",\#(fields)}"#)
    }

    private static let request =
        #""EdgeStartTimestamp":1773130530000000000,"ClientRequestHost":"a.example","ClientRequestMethod":"GET","ClientRequestURI":"/x""#

    @Test func `two records under one ray are two, and one record that was delivered twice is one`() throws {
        let one = decoded(Self.request + #","EdgeColoCode":"FRA""#)
        let again = decoded(Self.request + #","EdgeColoCode":"FRA","ZoneName":"a.example""#)
        let other = decoded(Self.request.replacing("/x", with: "/y"))
        let identity = try #require(one["recordID"])
        #expect(again["recordID"] == identity)
        #expect(other["recordID"] != identity)
    }

    @Test func `a record that states too little has no identity, so that nothing is taken for its copy`() {
        #expect(decoded(#""EdgeStartTimestamp":1773130530"#)["recordID"] == nil)
    }

    @Test(
        arguments: [
            (#""ParentRayID":"00""#, nil), (#""ParentRayID":"""#, nil), (#""ParentRayID":null"#, nil), (#""other":1"#, nil),
            (#""ParentRayID":"9da0df34c00011a2""#, "9da0df34c00011a2"),
            // A ray that names itself is kept; whoever follows parents must not follow it for ever.
            (#""ParentRayID":"9da0df34800011a2""#, "9da0df34800011a2"),
        ] as [(String, String?)])
    func `a parent is a ray or nothing`(field: String, parent: String?) {
        #expect(decoded(#""EdgeStartTimestamp":1773130530,"# + field)["parentRay"] == parent)
    }

    @Test(arguments: ["1773130530", "1773130530000", "1773130530000000000", #""1773130530000000000""#, #""2026-03-10T08:15:30Z""#])
    func `a moment is the same in every setting of a job`(time: String) {
        #expect(decoded(#""EdgeEndTimestamp":"# + time)["ended"] == "2026-03-10T08:15:30.000000000Z")
    }

    @Test func `nanoseconds above 2 to the 53rd are kept to the last digit`() {
        #expect(decoded(#""EdgeStartTimestamp":1667512927424000001"#)["started"] == "2022-11-03T22:02:07.424000001Z")
    }

    @Test func `a country is upper case, Tor and unknown too, and an unknown colo is kept`() {
        let line = decoded(#""EdgeStartTimestamp":1773130530,"ClientCountry":"t1","EdgeColoCode":"Q9X""#)
        #expect(line["clientCountry"] == "T1")
        #expect(line["colo"] == "Q9X")
    }

    @Test(arguments: ["block", "managedChallenge", "connectionClose"])
    func `an action that stopped a request is its error`(action: String) {
        #expect(decoded(#""EdgeStartTimestamp":1773130530,"SecurityAction":"\#(action)""#)["error"] == action)
    }

    @Test(arguments: ["", "unknown", "log", "skip", "allow", "challengeSolved", "managedChallengeNonInteractiveSolved", "bypass"])
    func `an action that let a request pass is no error`(action: String) {
        #expect(decoded(#""EdgeStartTimestamp":1773130530,"SecurityAction":"\#(action)""#)["error"] == nil)
    }

    @Test func `a Worker's sub-request has the origin's answer, and its parent has none`() {
        let parent = decoded(#""EdgeStartTimestamp":1773130530,"OriginResponseStatus":0,"WorkerSubrequest":false"#)
        let child = decoded(
            #""EdgeStartTimestamp":1773130530,"OriginResponseStatus":200,"WorkerSubrequest":true,"ParentRayID":"9da0df34c00011a2""#)
        #expect((parent["originStatus"], parent["worker"]) == ("0", "false"))
        #expect((child["originStatus"], child["worker"], child["parentRay"]) == ("200", "true", "9da0df34c00011a2"))
    }

    @Test func `headers in arrays are read as texts, and an instance that is no UUID is none`() {
        let line = decoded(
            #""EdgeStartTimestamp":1773130530,"RequestHeaders":{"x-request-id":["abc"],"x-gitlab-instance-id":["drop table"]}"#)
        #expect(line["correlationID"] == "abc")
        #expect(line["customerInstance"] == nil)
    }

    @Test func `a line of another dataset with the same ray is not a request`() {
        #expect(decoded(#""Datetime":"2026-03-10T08:15:30Z","Action":"block","OriginatorRayID":"00""#).result == .notARequest)
    }
}
