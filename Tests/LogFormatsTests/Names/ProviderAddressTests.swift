import LogFormats
import Testing

@Suite struct ProviderAddressTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var url: String
        var host: String
        var provider: String?
        var location: String?
        var model: String?
        var testDescription: String { url }
    }

    @Test(arguments: [
        Case(
            url:
                "https://europe-west4-aiplatform.googleapis.com/v1/projects/p/locations/europe-west4/publishers/mistralai/models/codestral-2508:rawPredict",
            host: "europe-west4-aiplatform.googleapis.com", provider: "gcp.vertex_ai", location: "europe-west4",
            model: "codestral-2508"),
        Case(
            url:
                "https://aiplatform.googleapis.com/v1/projects/p/locations/global/publishers/anthropic/models/claude-sonnet-4@20250514:streamRawPredict",
            host: "aiplatform.googleapis.com", provider: "gcp.vertex_ai", model: "claude-sonnet-4@20250514"),
        // Two places that contradict each other are none.
        Case(
            url: "https://us-east5-aiplatform.googleapis.com/v1/projects/p/locations/us-east4/publishers/a/models/m:predict",
            host: "us-east5-aiplatform.googleapis.com", provider: "gcp.vertex_ai", model: "m"),
        Case(url: "https://api.anthropic.com/v1/messages?beta=true", host: "api.anthropic.com", provider: "anthropic"),
        Case(url: "https://API.OpenAI.com:443/v1/responses", host: "api.openai.com", provider: "openai"),
        Case(url: "https://api.mistral.ai/v1/fim", host: "api.mistral.ai", provider: "mistral_ai"),
        Case(
            url: "https://bedrock-runtime.eu-central-1.amazonaws.com/model/anthropic.claude-3-haiku-v1%3A0/invoke",
            host: "bedrock-runtime.eu-central-1.amazonaws.com", provider: "aws.bedrock", location: "eu-central-1",
            model: "anthropic.claude-3-haiku-v1:0"),
        // A profile that spans regions may answer from any of them.
        Case(
            url: "https://bedrock-runtime.us-east-1.amazonaws.com/model/global.anthropic.claude-sonnet-4-5/converse",
            host: "bedrock-runtime.us-east-1.amazonaws.com", provider: "aws.bedrock", model: "global.anthropic.claude-sonnet-4-5"),
        Case(
            url: "https://gitlab-0a1b2c3d.eu-frankfurt-1.direct.fireworks.ai/v1/completions",
            host: "gitlab-0a1b2c3d.eu-frankfurt-1.direct.fireworks.ai", provider: "fireworks_ai", location: "eu-frankfurt-1"),
        Case(url: "https://api.fireworks.ai/inference/v1", host: "api.fireworks.ai", provider: "fireworks_ai"),
        Case(
            url: "https://us-east-1.prod.integration.qdev.ai.aws.dev/x", host: "us-east-1.prod.integration.qdev.ai.aws.dev",
            provider: "amazon_q", location: "us-east-1"),
        Case(
            url: "https://eu.api.openai.com/v1/chat/completions", host: "eu.api.openai.com", provider: "openai", location: "eu"),
        Case(
            url: "https://api.eu.mistral.ai/v1/fim/completions", host: "api.eu.mistral.ai", provider: "mistral_ai", location: "eu"),
        Case(url: "https://us-east-1.api.x.ai/v1/responses", host: "us-east-1.api.x.ai", provider: "x_ai", location: "us-east-1"),
        Case(
            url: "https://bedrock-mantle.us-east-2.api.aws/anthropic/v1/messages", host: "bedrock-mantle.us-east-2.api.aws",
            provider: "aws.bedrock", location: "us-east-2"),
        Case(
            url: "https://bedrock-runtime.us-east-1.amazonaws.com/openai/v1/chat/completions",
            host: "bedrock-runtime.us-east-1.amazonaws.com", provider: "aws.bedrock", location: "us-east-1"),
        // The region in the address is where the profile lies, not where the model runs.
        Case(
            url:
                "https://bedrock-runtime.us-east-1.amazonaws.com/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A123456789012%3Aapplication-inference-profile%2Fa1b2/invoke",
            host: "bedrock-runtime.us-east-1.amazonaws.com", provider: "aws.bedrock",
            model: "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile%2Fa1b2"),
        Case(
            url: "https://aws-external-anthropic.us-west-2.api.aws/v1/messages", host: "aws-external-anthropic.us-west-2.api.aws",
            provider: "anthropic", location: "us-west-2"),
        Case(
            url: "https://swedencentral.api.cognitive.microsoft.com/openai/deployments/d/chat/completions?api-version=1",
            host: "swedencentral.api.cognitive.microsoft.com", provider: "azure.ai.openai", location: "swedencentral"),
        Case(
            url: "https://acme.services.ai.azure.com/openai/v1/responses", host: "acme.services.ai.azure.com",
            provider: "azure.ai.openai"),
        Case(
            url: "https://acme.services.ai.azure.com/anthropic/v1/messages", host: "acme.services.ai.azure.com",
            provider: "azure.ai.inference"),
        Case(
            url:
                "https://aiplatform.eu.rep.googleapis.com/v1/projects/p/locations/eu/publishers/google/models/gemini-3-pro:generateContent",
            host: "aiplatform.eu.rep.googleapis.com", provider: "gcp.vertex_ai", location: "eu", model: "gemini-3-pro"),
        Case(url: "http://10.0.0.8:8000/v1/chat/completions", host: "10.0.0.8"),
        Case(url: "http://[2001:db8::8]:8000/v1", host: "[2001:db8::8]"),
        // Whoever owns this host, it is not Google, and not Anthropic.
        Case(
            url: "https://europe-west4-aiplatform.googleapis.com.example.net/v1/locations/europe-west4",
            host: "europe-west4-aiplatform.googleapis.com.example.net"),
        Case(url: "https://api.anthropic.com@example.net/", host: "example.net"),
    ])
    func `an address states whose it is and where, and no more`(expected: Case) throws {
        let address = try #require(ProviderAddress(url: expected.url))
        #expect(address.host == expected.host)
        #expect(address.provider == expected.provider)
        #expect(address.location == expected.location)
        #expect(address.model == expected.model)
    }

    @Test(arguments: ["", "nowhere", "https://", "https:///path", "http://user@", "http://[2001:db8::8"])
    func `what has no host is no address`(url: String) {
        #expect(ProviderAddress(url: url) == nil)
    }
}
