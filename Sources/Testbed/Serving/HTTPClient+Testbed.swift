import AsyncHTTPClient
import HTTPCalling
import NIOCore

extension HTTPClient {
    /// A client that asks each thing once and has as many connections as it needs.
    static func forTestbed() -> HTTPClient {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 1024
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.guardAnswers()
        configuration.timeout = .init(connect: .seconds(5))
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }
}
