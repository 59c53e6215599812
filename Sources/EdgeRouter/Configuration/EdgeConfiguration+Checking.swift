import Foundation
import HTTPServing
import SettingsFiles

extension EdgeConfiguration {
    /// Reads a file and refuses what cannot be meant.
    init(file path: String) throws {
        self = try YAMLFile.decode(EdgeConfiguration.self, YAMLFile.text(of: path), path)
        try check()
    }

    /// Regions in the order in which they are tried while nothing is known of them.
    var order: [String] { fallback + regions.keys.sorted().filter { !fallback.contains($0) } }

    private func check() throws {
        guard !colos.isEmpty else { throw ConfigurationError.invalid("colos: there is none", hint: "colos: {IAD: {}}") }
        guard !regions.isEmpty else {
            throw ConfigurationError.invalid("regions: there is none", hint: "regions: {us-east4: {url: http://127.0.0.1:5052}}")
        }
        try RegionName.check(regions.keys.sorted())
        for (name, colo) in colos { try check(colo, name) }
        for (name, region) in regions {
            let parts = URL(string: region.url)
            guard ["http", "https"].contains(parts?.scheme ?? ""), parts?.host?.isEmpty == false, parts?.query == nil,
                ["", "/"].contains(parts?.path ?? "")
            else { throw ConfigurationError.invalid("regions.\(name).url is no http or https address without a path", hint: nil) }
            // The client library takes no other, and ends the process.
            guard (1...65_535).contains(parts?.port ?? 80) else {
                throw ConfigurationError.invalid("regions.\(name).url: a port is from 1 to 65535", hint: nil)
            }
        }
        if let unknown = fallback.first(where: { regions[$0] == nil }) { throw unknownRegion(unknown, "fallback") }
        guard Set(fallback).count == fallback.count else {
            throw ConfigurationError.invalid("fallback: a region is named twice", hint: nil)
        }
        let seconds = [
            probe.everySeconds, probe.timeoutSeconds, server.connectSeconds, server.answerSeconds, server.drainSeconds,
        ]
        guard seconds.allSatisfy({ $0 > 0 && $0 <= 86_400 }) else {
            throw ConfigurationError.invalid("a time must be above 0 and at most a day", hint: nil)
        }
        guard (1...(1 << 30)).contains(server.maxBodyBytes), probe.downAfter > 0, probe.upAfter > 0 else {
            throw ConfigurationError.invalid("a size or a count must be above 0, a size at most 1 GiB", hint: nil)
        }
        guard BodyBudget.canHold(server.maxBodyBytes, ofCaller: server.maxBodyBytesOfClient, all: server.maxBodyBytesHeld) else {
            throw ConfigurationError.invalid(
                "server: max_body_bytes, max_body_bytes_of_client and max_body_bytes_held grow in this order, to 1 TiB at most",
                hint: nil)
        }
        guard (server.certificate == nil) == (server.key == nil) else {
            throw ConfigurationError.invalid("server: certificate and key belong together", hint: nil)
        }
        if let admin = server.admin, HostAndPort(admin) == nil {
            throw ConfigurationError.invalid("server.admin: \(admin) is no address", hint: "127.0.0.1:8090")
        }
        for delivery in [logs.edge, logs.balancer?.delivery, logs.cloudRun].compactMap({ $0 }) {
            guard (0...1).contains(delivery.sample), (0...1).contains(delivery.late), (0...86_400).contains(delivery.delaySeconds)
            else { throw ConfigurationError.invalid("logs: a share is from 0 to 1, a delay at most a day", hint: nil) }
        }
    }

    private func check(_ colo: ColoSettings, _ name: String) throws {
        guard name.utf8.count == 3, name.utf8.allSatisfy({ (65...90).contains($0) }) else {
            throw ConfigurationError.invalid("colos: \(name) is no IATA code of three capitals", hint: "IAD, LHR, NRT")
        }
        guard HostAndPort(colo.listen) != nil else {
            throw ConfigurationError.invalid("colos.\(name).listen: \(colo.listen) is no address", hint: "127.0.0.1:8443")
        }
        guard colo.country.utf8.count == 2, colo.country.utf8.allSatisfy({ (65...90).contains($0) || (48...57).contains($0) })
        else { throw ConfigurationError.invalid("colos.\(name).country: two capitals", hint: "US, GB, XX") }
        for (region, milliseconds) in colo.roundTrips {
            guard regions[region] != nil else { throw unknownRegion(region, "colos.\(name).round_trips") }
            guard (0...60_000).contains(milliseconds) else {
                throw ConfigurationError.invalid("colos.\(name).round_trips.\(region): from 0 to 60000 milliseconds", hint: nil)
            }
        }
    }

    private func unknownRegion(_ name: String, _ place: String) -> ConfigurationError {
        .invalid("\(place): there is no region \(name)", hint: "there are: " + regions.keys.sorted().joined(separator: ", "))
    }
}
