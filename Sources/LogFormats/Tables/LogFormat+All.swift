extension LogFormat {
    /// Every format that is known, in the order in which they are tried.
    package static let all: [LogFormat] =
        waybillGateway + cloudflareFormats + googleFormats + gitlabFormats + googleOtherEntries
}
