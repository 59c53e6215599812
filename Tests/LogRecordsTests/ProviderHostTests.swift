import Places
import Testing

/// What the names of providers' hosts say.
struct ProviderHostTests {
    /// A host of a row, with a place of the row's kind in it.
    private static func example(_ pattern: String) -> (host: String, place: String?) {
        let labels = pattern.split(separator: ".").map { label -> (text: String, place: String?) in
            if label == "*" { return ("some-name", nil) }
            guard label.first == "{", let end = label.firstIndex(of: "}") else { return (String(label), nil) }
            let place =
                switch label[..<end].dropFirst() {
                case "aws": "eu-central-1"
                case "azure": "swedencentral"
                case "any": "europe-west4"
                case let words: String(words.split(separator: ",").last ?? "")
                }
            return (place + label[label.index(after: end)...], place)
        }
        return (labels.map(\.text).joined(separator: "."), labels.compactMap(\.place).first)
    }

    @Test func `every row of the table is met by a host of its own, and has the vendor's page`() throws {
        #expect(ProviderHost.table.count > 40)
        for row in ProviderHost.table {
            let (name, place) = Self.example(row.host)
            let host = try #require(ProviderHost(name), "\(row.host)")
            #expect(host.provider == row.provider && host.place == place && host.page == row.page, "\(name)")
            #expect(row.page.hasPrefix("https://"))
            #expect((host.word == .runs || host.word == .asked) == (place != nil), "\(name)")
            #expect(host.reason != nil || (host.word != .asked && host.word != .unknowable), "\(name)")
        }
    }

    @Test func `a host that only looks like a vendor's is nobody's`() {
        for row in ProviderHost.table {
            let name = Self.example(row.host).host
            for other in [
                name + ".example.net", "example-" + name + "x", name + ".com", String(name.dropLast()), "." + name, ".." + name,
            ] {
                #expect(ProviderHost(other)?.provider == nil, "\(other)")
            }
        }
        for other in [
            "evilapi.openai.com", "api.openai.com.evil.example", "openai.com", "x.ai", "", ".", "..",
            String(repeating: "a.", count: 200),
        ] {
            #expect(ProviderHost(other) == nil, "\(other)")
        }
    }

    @Test func `a port and the dot of a whole name change nothing`() {
        #expect(ProviderHost("eu.api.openai.com:443") == ProviderHost("eu.api.openai.com"))
        #expect(ProviderHost("eu.api.openai.com.") == ProviderHost("eu.api.openai.com"))
    }

    @Test(
        arguments: [
            ("eu.api.openai.com", "openai", "eu"), ("ae.api.openai.com", "openai", "ae"), ("kr.api.openai.com", "openai", nil),
            ("api.eu.mistral.ai", "mistral_ai", "eu"), ("us-east-1.api.x.ai", "x_ai", "us-east-1"), ("us.api.x.ai", "x_ai", "us"),
            ("management.api.x.ai", "x_ai", nil), ("bedrock-mantle.eu-west-1.api.aws", "aws.bedrock", "eu-west-1"),
            ("vpce-0a1b-2c3d.bedrock-runtime.us-west-2.vpce.amazonaws.com", "aws.bedrock", "us-west-2"),
            ("bedrock-runtime.us-gov-west-1.amazonaws.com", "aws.bedrock", "us-gov-west-1"),
            ("bedrock-runtime.eusc-de-east-1.amazonaws.eu", "aws.bedrock", "eusc-de-east-1"),
            ("aws-external-anthropic.us-west-2.api.aws", "anthropic", "us-west-2"),
            ("swedencentral.api.cognitive.microsoft.com", "azure.ai.openai", "swedencentral"),
            ("my-company.openai.azure.com", "azure.ai.openai", nil), ("aiplatform.eu.rep.googleapis.com", "gcp.vertex_ai", "eu"),
            ("global-aiplatform.googleapis.com", "gcp.vertex_ai", nil),
            ("bedrock-runtime-fips.us-east-2.api.aws", "aws.bedrock", "us-east-2"),
        ] as [(String, String, String?)])
    func `a host gives the provider, and the place where it names one`(name: String, provider: String, place: String?) {
        #expect(ProviderHost(name)?.provider == provider)
        #expect(ProviderHost(name)?.place == place)
    }

    @Test func `a resource's name is no region of Azure`() {
        #expect(ProviderHost("mycompany.api.cognitive.microsoft.com") == nil)
    }

    @Test(
        arguments: [
            ("anthropic.claude-haiku-4-5", nil, false), ("zai.glm-4.7", nil, false), ("eu.anthropic.claude-sonnet-4-5", "eu", true),
            ("global.amazon.nova-2-lite-v1:0", "global", true), ("mx.anthropic.claude-opus-5", "mx", true),
            ("arn%3Aaws%3Abedrock%3Aus-east-1%3A1%3Aapplication-inference-profile%2Fab12", nil, true),
            ("arn:aws:bedrock:us-east-1:1:inference-profile/us.meta.llama4-v1:0", "us", true), ("", nil, false),
            ("...", nil, false),
        ] as [(String, String?, Bool)])
    func `a profile that spans regions is told from a model`(model: String, geography: String?, spans: Bool) {
        #expect(ProviderHost.geography(ofProfile: model) == geography)
        #expect(ProviderHost.isCrossRegionProfile(model) == spans)
    }
}
