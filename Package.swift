// swift-tools-version: 6.2
import PackageDescription

// The floor plan: one target per room, and which doors exist between them.

/// `scripts/fuzz` sets it: the rooms are then built for libFuzzer.
let isFuzzed = Context.environment["OPENFLOOR_FUZZ"] != nil
let fuzzer = ["-sanitize=fuzzer,address"]

let house: [SwiftSetting] =
    [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .treatAllWarnings(as: .error),
    ] + (isFuzzed ? [.unsafeFlags(fuzzer)] : [])

func room(_ name: String, _ doors: [Target.Dependency] = [], executable: Bool = false) -> Target {
    executable
        ? .executableTarget(name: name, dependencies: doors, swiftSettings: house)
        : .target(name: name, dependencies: doors, swiftSettings: house)
}

func tests(of name: String, _ doors: [Target.Dependency] = [], exclude: [String] = []) -> Target {
    .testTarget(
        name: name + "Tests", dependencies: [.byName(name: name), "TestSupport"] + doors,
        exclude: exclude, swiftSettings: house)
}

let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let persistent = Target.Dependency.product(name: "HashTreeCollections", package: "swift-collections")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let yaml = Target.Dependency.product(name: "Yams", package: "Yams")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let system = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let signals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")

let package = Package(
    name: "OpenFloor",
    products: [
        .executable(name: "openfloor", targets: ["openfloor"]),
        .executable(name: "EchoServer", targets: ["EchoServer"]),
        .executable(name: "LoadTest", targets: ["LoadTest"]),
    ],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    ],
    targets: [
        room("Proceedings"),
        room("Procedure", ["Proceedings"]),
        room("Wire", ["Procedure", "Proceedings"]),
        room("Measures"),
        room("Recorder", ["Measures", "Proceedings", grdb, crypto]),
        room("Publishing", ["Proceedings", "CZlib", mustache, crypto]),
        .target(name: "CLWS", linkerSettings: [.linkedLibrary("websockets"), .linkedLibrary("ev")]),
        .systemLibrary(name: "CQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        room("Transport", ["CLWS", "Measures", httpTypes, logging]),
        room(
            "Relay",
            [
                "Measures", "Proceedings", "Procedure", "Wire", "Recorder", "Publishing", "Transport", "CQREncode",
                "CZlib",
                crypto, persistent, mustache, httpTypes, logging,
            ]),
        room(
            "openfloor",
            [
                "Proceedings", "Procedure", "Wire", "Recorder", "Publishing", "Transport", "Relay",
                arguments, logging, lifecycle, signals, mustache, httpTypes, yaml, subprocess, system,
            ], executable: true),
        room("EchoServer", ["Transport"], executable: true),
        room("LoadTest", executable: true),
        .target(
            name: "TestSupport", dependencies: ["Proceedings", "Procedure"], path: "Tests/TestSupport",
            swiftSettings: house),
        .target(
            name: "Inlets",
            dependencies: [
                "Proceedings", "Procedure", "Wire", "Recorder", "Publishing", "Transport", "Relay", "TestSupport",
                grdb, crypto, httpTypes,
            ], path: "Tests/Inlets", swiftSettings: house),
        tests(of: "Inlets"),
        tests(of: "Proceedings", exclude: ["Fixtures"]),
        tests(of: "Procedure", ["Proceedings"]),
        tests(of: "Wire", ["Proceedings", "Procedure"]),
        tests(of: "Recorder", ["Proceedings", grdb, crypto]),
        tests(of: "Publishing", ["Proceedings", mustache, crypto, subprocess], exclude: ["Golden", "Samples"]),
        tests(of: "Transport", ["Measures", httpTypes, logging, subprocess]),
        tests(
            of: "Relay",
            ["Measures", "Proceedings", "Procedure", "Recorder", "Wire", "Transport", "Publishing", httpTypes]),
    ],
    swiftLanguageModes: [.v6]
)

if isFuzzed {
    package.targets.append(
        .executableTarget(
            name: "Fuzz", dependencies: ["Inlets"], path: "Tests/Fuzz", linkerSettings: [.unsafeFlags(fuzzer)]))
}
