// swift-tools-version: 6.2
import PackageDescription

/// What every target of ours is compiled with: a warning is an error, a file sees only what it imports, and a value of any type that
/// conforms says `any`.
let habits: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("ExistentialAny"),
]

func library(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource]? = nil) -> Target {
    .target(name: name, dependencies: dependencies, exclude: ["RATIONALE.md"], resources: resources, swiftSettings: habits)
}

func program(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(name: name, dependencies: dependencies, swiftSettings: habits)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: habits)
}

let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let algorithms = Target.Dependency.product(name: "Algorithms", package: "swift-algorithms")
let asyncAlgorithms = Target.Dependency.product(name: "AsyncAlgorithms", package: "swift-async-algorithms")
let httpClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")

/// Requests and answers, as Hummingbird's core and SwiftNIO have them.
let requests: [Target.Dependency] = [
    .product(name: "HummingbirdCore", package: "hummingbird"),
    .product(name: "HTTPTypes", package: "swift-http-types"),
    .product(name: "NIOFoundationCompat", package: "swift-nio"),
    nioCore, nioPosix, nioHTTP1,
]
let jwt = Target.Dependency.product(name: "JWTKit", package: "jwt-kit")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let yaml = Target.Dependency.product(name: "Yams", package: "Yams")

// Listed from the bottom of the picture in ARCHITECTURE.md to its top. An arrow goes down only.
let package = Package(
    name: "waybill",
    products: [
        .executable(name: "trace", targets: ["trace"]), .executable(name: "gateway", targets: ["gateway"]),
        .executable(name: "corpus", targets: ["corpus"]), .executable(name: "testbed", targets: ["testbed"]),
    ],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-algorithms", from: "1.2.1"),
        .package(url: "https://github.com/apple/swift-async-algorithms", from: "1.1.4"),
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        .systemLibrary(name: "CISAL", providers: [.apt(["libisal-dev"])]),
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CZstd", providers: [.apt(["libzstd-dev"])]),
        .systemLibrary(name: "CLinux"),
        .systemLibrary(name: "CScan"),
        .systemLibrary(name: "CSQLite", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CXXHash", providers: [.apt(["libxxhash-dev"])]),

        // words
        library("LogRecords"),
        library("Clocks", ["LogRecords"]),
        library(
            "Places",
            resources: [
                .embedInCode("Tables/colos.tsv"),
                .embedInCode("Tables/regions.tsv"),
                .embedInCode("Tables/provider-regions.tsv"),
                .embedInCode("Tables/geographies.tsv"),
                .embedInCode("Tables/provider-hosts.tsv"),
            ]),
        // files
        library("OwnedFiles"),
        library("SettingsFiles", ["LogRecords", "OwnedFiles", yaml]),
        // bytes
        library("LogFormats", ["LogRecords", "Places", "CScan", "CXXHash"]),
        library("LogShards", ["LogRecords", "OwnedFiles", "CISAL", "CZlib", "CZstd", "CXXHash"]),
        // ingest
        library("LogIngest", ["LogRecords", "Clocks", "LogFormats", "LogShards"]),
        // storage
        library(
            "LogStoreSQLite",
            ["LogRecords", "Clocks", "OwnedFiles", "CLinux", "CSQLite", "CXXHash", grdb, sqlite, algorithms],
            resources: [
                .embedInCode("SQL/catalog-1.sql"),
                .embedInCode("SQL/catalog-2.sql"),
                .embedInCode("SQL/catalog-3.sql"),
                .embedInCode("SQL/request-catalog-1.sql"),
                .embedInCode("SQL/requests-1.sql"),
                .embedInCode("SQL/segment-1.sql"),
                .embedInCode("SQL/segment-2.sql"),
            ]),
        // meaning
        library("TraceRoutes", ["LogRecords", "Places", algorithms]),
        // answers
        library("TraceRendering", ["LogRecords", "Places", "LogFormats", "LogIngest", "TraceRoutes"]),
        // commands
        library(
            "TraceCommands",
            [
                "LogRecords", "Clocks", "OwnedFiles", "LogFormats", "LogShards", "LogIngest", "LogStoreSQLite", "TraceRoutes",
                "TraceRendering",
                argumentParser,
            ]),
        library(
            "HTTPServing",
            [
                "LogRecords", nioSSL, lifecycle, asyncAlgorithms, argumentParser,
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
                .product(name: "Logging", package: "swift-log"),
            ] + requests),
        library("HTTPCalling", [httpClient, nioCore, nioPosix, nioHTTP1, nioSSL]),
        library("CorpusMaker", ["LogRecords", "Clocks", "Places", "LogFormats", "LogShards", argumentParser]),
        library(
            "GatewayServer",
            [
                "HTTPServing", "HTTPCalling", "SettingsFiles", "LogRecords", "Clocks", "OwnedFiles", "LogFormats", "LogShards",
                "Places", httpClient, jwt, crypto, argumentParser, lifecycle, asyncAlgorithms, nioSSL,
            ] + requests),
        library(
            "EdgeRouter",
            [
                "HTTPServing", "HTTPCalling", "SettingsFiles", "LogRecords", "Clocks", "OwnedFiles", "LogFormats", "LogShards",
                httpClient, argumentParser, lifecycle, asyncAlgorithms,
            ] + requests),
        library(
            "Testbed",
            [
                "HTTPServing", "HTTPCalling", "SettingsFiles", "LogRecords", "Clocks", "LogFormats", "Places", httpClient, jwt,
                crypto, yaml, argumentParser,
            ] + requests),
        // executables
        program("trace", ["TraceCommands"]),
        program("gateway", ["HTTPServing", "GatewayServer", "EdgeRouter", argumentParser]),
        program("testbed", ["HTTPServing", "Testbed"]),
        program("corpus", ["CorpusMaker"]),

        // tests
        // What tests need around what they test: folders, programs, files of the repository.
        .target(name: "Workbench", path: "Tests/Workbench", swiftSettings: habits),
        .target(name: "StoreContract", dependencies: ["LogRecords"], path: "Tests/StoreContract", swiftSettings: habits),
        .target(name: "HTTPShapes", path: "Tests/HTTPShapes", swiftSettings: habits),
        // Values and chance that the tests by chance share.
        .target(name: "OddValues", dependencies: ["Workbench"], path: "Tests/OddValues", swiftSettings: habits),
        // What no output may show, for whoever makes one.
        .target(name: "PersonalTexts", dependencies: ["Workbench"], path: "Tests/PersonalTexts", swiftSettings: habits),
        tests(
            "HTTPServingTests",
            [
                "HTTPServing", "HTTPShapes", .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
            ] + requests),
        tests("LogRecordsTests", ["LogRecords", "Places", "PersonalTexts", "StoreContract", "Workbench"]),
        tests("SettingsFilesTests", ["SettingsFiles", "Workbench"]),
        tests("LogFormatsTests", ["LogRecords", "LogFormats", "OddValues", "PersonalTexts", "Workbench"]),
        tests("LogShardsTests", ["LogRecords", "OwnedFiles", "LogShards", "OddValues", "Workbench"]),
        tests("LogIngestTests", ["LogRecords", "LogFormats", "LogShards", "LogIngest", "OddValues", "StoreContract", "Workbench"]),
        tests(
            "LogStoreSQLiteTests",
            ["LogRecords", "OwnedFiles", "LogStoreSQLite", "StoreContract", "OddValues", "Workbench", grdb, sqlite]),
        tests("TraceRoutesTests", ["LogRecords", "TraceRoutes", "StoreContract", "OddValues", "PersonalTexts"]),
        tests("TraceRenderingTests", ["LogRecords", "LogFormats", "LogIngest", "TraceRoutes", "TraceRendering", "Workbench"]),
        tests("TraceCommandsTests", ["LogRecords", "TraceRendering", "TraceCommands", "OddValues", argumentParser]),
        tests("CorpusMakerTests", ["LogRecords", "CorpusMaker", "Workbench", argumentParser]),
        // Requests that are made of a store's lines and kept.
        tests(
            "StoredRequestTests",
            ["LogRecords", "Clocks", "LogIngest", "LogStoreSQLite", "TraceRoutes", "CorpusMaker", "OddValues", "Workbench", grdb]),
        // Lines, shards, pastes and arguments that nobody means.
        tests(
            "FuzzTests",
            [
                "LogRecords", "LogFormats", "LogShards", "LogIngest", "TraceRoutes", "TraceRendering", "TraceCommands",
                "StoreContract", "OddValues", "Workbench", "CorpusMaker", argumentParser,
            ]),
        // The built programs, run as a user runs them.
        tests("ProgramTests", ["trace", "corpus", "PersonalTexts", "Workbench"]),
        tests(
            "GatewayServerTests",
            [
                "GatewayServer", "EdgeRouter", "Testbed", "HTTPServing", "HTTPCalling", "SettingsFiles", "LogRecords", "Clocks",
                "LogFormats", "LogShards", "OddValues", "Workbench", httpClient, jwt, crypto, yaml,
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ] + requests),
        // A gateway, and stand-ins for the providers that it calls.
        .testTarget(
            name: "GatewayTests",
            dependencies: [
                "gateway", "testbed", "trace", "GatewayServer", "HTTPServing", "HTTPShapes", "LogRecords", "LogShards", "OddValues",
                "Workbench", httpClient, jwt, crypto, nioSSL,
            ] + requests,
            exclude: ["Clients/official_clients.py"], swiftSettings: habits),
        // The built programs, killed and starved of room and time.
        .testTarget(
            name: "FaultTests",
            dependencies: [
                "trace", "corpus", "LogRecords", "Clocks", "LogFormats", "LogShards", "LogIngest", "LogStoreSQLite",
                "StoreContract",
                "OddValues", "Workbench", grdb,
            ],
            exclude: ["Shim/faultshim.c"], swiftSettings: habits),
        tests("TidyTests", ["Workbench"]),
    ]
)
