import Places
import Testing
import Workbench

struct PlacesTests {
    @Test func `a colo and a region have names a person knows`() {
        #expect(Places.colo("IAD") == "Ashburn, VA, US")
        #expect(Places.region("us-east4") == "Ashburn, VA, US")
        #expect(Places.region("asia-northeast3") == "Seoul, KR")
    }

    @Test func `an unknown code has no place`() {
        #expect(Places.colo("9F") == nil)
        #expect(Places.region("us-west8") == nil)
        #expect(Places.colo("") == nil)
    }

    @Test(arguments: [
        ("us-east4", "Ashburn, VA, US"), ("eu-central-1", "Frankfurt, DE"), ("swedencentral", "Gävle, SE"), ("eu", "Europe"),
    ])
    func `a provider's place has a name, whichever cloud it is of`(code: String, name: String) {
        #expect(Places.location(code) == name)
    }

    @Test func `a geography is less fine than a region, and an unknown word is taken for a region`() {
        #expect(Places.grain(ofLocation: "eu") == .geography)
        #expect(Places.grain(ofLocation: "us-east-1") == .region)
        #expect(Places.grain(ofLocation: "moon-base-1") == .region)
    }

    @Test func `the six regions of the gateway have positions`() {
        for region in ["us-east4", "europe-west2", "europe-west3", "europe-west9", "asia-northeast1", "asia-northeast3"] {
            let position = Places.position(ofRegion: region)
            #expect(position.map { (-90...90).contains($0.latitude) && (-180...180).contains($0.longitude) } == true)
        }
    }

    @Test(
        arguments: [
            ("europe-west2", true), ("europe-west6", true), ("europe-west99", true), ("eu-north-1", true), ("eu-west-9", true),
            ("eusc-de-east-1", true), ("westeurope", true), ("northeurope", true), ("norwayeast", true), ("spaincentral", true),
            ("eu", true), ("uk", true), ("us-east4", false), ("me-west1", false), ("southafricanorth", false), ("apac", false),
            ("israelcentral", false), ("in", false), ("moon-base-1", nil), ("global", nil), ("", nil),
        ] as [(String, Bool?)])
    func `a place is in Europe, outside, or in no table`(code: String, isInEurope: Bool?) {
        #expect(Places.isInEurope(code) == isInEurope)
    }

    @Test func `what a cloud names after Europe is in Europe, and no other region of that cloud is`() throws {
        for table in ["regions", "provider-regions"] {
            for line in try Repository.text("Sources/Places/Tables/\(table).tsv").split(separator: "\n") {
                let code = String(line.prefix { $0 != "\t" })
                if code.hasPrefix("europe-") || code.hasPrefix("eu-") { #expect(Places.isInEurope(code) == true, "\(code)") }
                let isOfGoogleOrAmazon = code.contains("-") && !code.hasPrefix("eu")
                if isOfGoogleOrAmazon { #expect(Places.isInEurope(code) == false, "\(code)") }
            }
        }
    }
}
