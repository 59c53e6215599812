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

    @Test func `the six regions of the gateway have positions`() {
        for region in ["us-east4", "europe-west2", "europe-west3", "europe-west9", "asia-northeast1", "asia-northeast3"] {
            let position = Places.position(ofRegion: region)
            #expect(position.map { (-90...90).contains($0.latitude) && (-180...180).contains($0.longitude) } == true)
        }
    }
}
