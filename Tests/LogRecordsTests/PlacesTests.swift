import Places
import Testing

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
}
