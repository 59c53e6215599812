import LogRecords

/// On every line of a request, whichever logger wrote it; in any order.
let gitlabCallerFields: [FieldMapping] = [
    // Any text that a client sends is taken.
    FieldMapping("correlation_id", .correlationID, read: .text).when("correlation_id", isDefined),
    .init("gitlab_instance_id", .customerInstance, read: .uuidTerm),
    .init("gitlab_host_name", .customerHost, read: .term),
    .init("gitlab_version", .customerVersion, read: .term),
    .init("gitlab_realm", .realm, read: .term),
    FieldMapping("gitlab_global_user_id", .user, read: .term).when("gitlab_global_user_id", isDefined),
    // A number; null where the caller belongs to none.
    .init("gitlab_root_namespace_id", .namespace, read: .term),
    // The Duo Workflow Service's, on each of its lines.
    FieldMapping("workflow_id", .session, read: .text).when("workflow_id", isDefined),
    .init("gitlab_language_server_version", .clientVersion, read: .term),
    FieldMapping(constant: "gitlab-language-server", .clientName).when("gitlab_language_server_version", .isNoneOf([""])),
]

/// The Duo Workflow Service writes this word for what it does not know yet: lines that share it share nothing.
private let isDefined = ValueTest.Test.isNoneOf(["undefined"])
