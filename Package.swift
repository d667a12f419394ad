// swift-tools-version:6.2

import PackageDescription

let package = Package(
    name: "rogue",
    products: [
        .executable(name: "rogue-agent", targets: ["rogue-agent"]),
        .executable(name: "rogue-export", targets: ["rogue-export"]),
        .executable(name: "rogue-forward", targets: ["rogue-forward"]),
        .executable(name: "rogue-keycounter", targets: ["rogue-keycounter"]),
    ],
    dependencies: [
        // Command line: help, validation and completion scripts from one declaration.
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        // Logging: the interface that the Swift server libraries share.
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        // Start, signals and orderly shutdown of the agent.
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    ],
    targets: [
        // The round-robin files themselves.
        .systemLibrary(name: "Crrd", pkgConfig: "librrd", providers: [.apt(["librrd-dev"])]),
        // Cursors and the loss ledger: crash-safe, and readable with `sqlite3`.
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        // The configuration file: every value keeps its line and column, so that every mistake can be pointed at.
        .systemLibrary(name: "Cyaml", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
        // HTTP and TLS. The agent never links it.
        .systemLibrary(name: "Ccurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        // Kafka: the client that its own makers keep, with idempotence, TLS and a mock cluster to test against.
        .systemLibrary(name: "Crdkafka", pkgConfig: "rdkafka", providers: [.apt(["librdkafka-dev"])]),
        // mallopt(3), which is not among what Swift sees of glibc.
        .systemLibrary(name: "Cmalloc"),
        // gzip of what is sent over HTTP: the reference implementation.
        .systemLibrary(name: "Czlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        // Prometheus' remote write takes nothing but snappy: the reference implementation.
        .systemLibrary(name: "Csnappy", pkgConfig: "snappy", providers: [.apt(["libsnappy-dev"])]),

        .target(name: "RoundRobin", dependencies: ["Crrd"]),
        .target(name: "SQLite", dependencies: ["CSQLite"]),
        .target(name: "YAML", dependencies: ["Cyaml"]),
        .target(
            name: "Rogue",
            dependencies: [
                "RoundRobin", "SQLite", "YAML",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]
        ),
        .target(name: "RogueCollectors", dependencies: ["Rogue"]),
        .target(name: "RogueDestinations", dependencies: ["Rogue", "Ccurl", "Crdkafka", "Czlib", "Csnappy"]),
        .target(
            name: "RogueCommand",
            dependencies: [
                "Rogue", "Cmalloc",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]
        ),

        .executableTarget(
            name: "rogue-agent",
            dependencies: [
                "Rogue", "RogueCollectors", "RogueCommand",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        .executableTarget(
            name: "rogue-export",
            dependencies: [
                "Rogue", "RogueCommand",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),
        .executableTarget(
            name: "rogue-forward",
            dependencies: [
                "Rogue", "RogueDestinations", "RogueCommand",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        .executableTarget(
            name: "rogue-keycounter",
            dependencies: [
                "Rogue", "RogueCommand",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        .executableTarget(
            name: "rogue-bench",
            dependencies: [
                "RoundRobin", "SQLite", "Rogue", "RogueCollectors", "RogueCommand",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ]
        ),

        .target(
            name: "RogueTestSupport",
            dependencies: ["Rogue", "RoundRobin", .product(name: "Logging", package: "swift-log")],
            path: "Tests/RogueTestSupport"
        ),
        .testTarget(name: "RoundRobinTests", dependencies: ["RoundRobin", "RogueTestSupport"]),
        .testTarget(name: "SQLiteTests", dependencies: ["SQLite", "RogueTestSupport"]),
        .testTarget(name: "YAMLTests", dependencies: ["YAML", "RogueTestSupport"]),
        .testTarget(name: "RogueTests", dependencies: ["Rogue", "RoundRobin", "SQLite", "RogueTestSupport"]),
        .testTarget(
            name: "RogueCollectorsTests",
            dependencies: ["RogueCollectors", "Rogue", "RogueTestSupport"],
            resources: [.copy("Fixtures")]
        ),
        .testTarget(
            name: "RogueDestinationsTests",
            dependencies: ["RogueDestinations", "Rogue", "RogueTestSupport"]
        ),
        .testTarget(
            name: "EndToEndTests",
            dependencies: ["Rogue", "RoundRobin", "SQLite", "RogueTestSupport"]
        ),
    ],
    swiftLanguageModes: [.v6]
)

// Scripts/build makes all programs in one go, two modules side by side, and nothing that measures or tests them.
if Context.environment["ROGUE_ONLY_PROGRAMS"] != nil {
    package.targets.removeAll { $0.type == .test || ["RogueTestSupport", "rogue-bench"].contains($0.name) }
}

for target in package.targets where [.regular, .executable, .test].contains(target.type) {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        .enableExperimentalFeature("Lifetimes"),
        .treatAllWarnings(as: .error),
    ]
}
