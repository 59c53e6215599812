import LogRecords

/// The versions that this program writes, and the marks by which SQLite files are known for ours.
///
/// A version is as many steps as were run one after another. A catalog is brought to the newest when it is opened for
/// writing; a segment stays as it was written.
enum SchemaVersion {
    static let catalogSteps = [
        PackageResources.catalog_1_sql, PackageResources.catalog_2_sql, PackageResources.catalog_3_sql,
    ]
    static let segmentSteps = [PackageResources.segment_1_sql, PackageResources.segment_2_sql]

    static let requestSteps = [PackageResources.requests_1_sql]
    static let requestCatalogSteps = [PackageResources.request_catalog_1_sql]

    static let catalog = 3
    static let segment = 2
    static let requests = 1
    static let requestCatalog = 1
    /// "WAYC" and "WAYS".
    static let catalogApplication = 0x5741_5943
    static let segmentApplication = 0x5741_5953
    /// "WAYR" and "WAYQ".
    static let requestApplication = 0x5741_5952
    static let requestCatalogApplication = 0x5741_5951

    /// What makes the tables of a new segment.
    static let newSegment = segmentSteps.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n")
}
