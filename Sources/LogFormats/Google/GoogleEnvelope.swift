package import LogRecords

/// The LogEntry that Cloud Logging puts around a line that a container wrote to its standard error.
package struct GoogleEnvelope {
    package var service: GoogleService
    package var project: String
    package var insertID: String
    package var timestamp: Instant
    package var received: Instant
    /// Only there when the application wrote it.
    package var trace: ID128?

    package init(
        service: GoogleService, project: String, insertID: String, timestamp: Instant, received: Instant, trace: ID128?
    ) {
        self.service = service
        self.project = project
        self.insertID = insertID
        self.timestamp = timestamp
        self.received = received
        self.trace = trace
    }

    /// Writes the entry around a line of the application.
    package func encode(_ application: [UInt8], into line: inout VendorLine) {
        line.begin()
        line.text("insertId", insertID)
        line.raw("jsonPayload", application)
        line.open("labels")
        line.text("container_name", "ingress")
        line.text("instanceId", service.instance)
        line.close()
        line.text("logName", "projects/\(project)/logs/run.googleapis.com%2Fstderr")
        line.text("receiveTimestamp", received.text(digits: 9))
        line.open("resource")
        line.open("labels")
        service.encodeLabels(project: project, into: &line)
        line.close()
        line.text("type", "cloud_run_revision")
        line.close()
        line.text("timestamp", timestamp.text(digits: 6))
        if let trace { line.text("trace", "projects/\(project)/traces/\(trace.hexadecimal)") }
        line.end()
    }
}
