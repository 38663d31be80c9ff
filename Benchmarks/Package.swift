// swift-tools-version: 6.2
import PackageDescription

let ours: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

let rooms = Target.Dependency.product(name: "HawthorneRooms", package: "hawthorne")

// What `Benchmarks/run` measures and what it measures against. Floors are written in C and C++ against the
// same system libraries, with nothing of Hawthorne in them.
let package = Package(
  name: "hawthorne-benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "hawthorne", path: "..")],
  targets: [
    .target(name: "CFloors", linkerSettings: [.linkedLibrary("sqlite3")]),
    .target(name: "CBareRE2", linkerSettings: [.linkedLibrary("re2")]),
    .executableTarget(name: "mock-model", path: "Sources/MockModel"),
    .executableTarget(
      name: "floor-run", path: "Sources/FloorRun",
      linkerSettings: [.linkedLibrary("curl"), .linkedLibrary("sqlite3")]),
    .executableTarget(
      name: "floor-scan", path: "Sources/FloorScan", linkerSettings: [.linkedLibrary("sqlite3")]),
    .executableTarget(name: "measured", path: "Sources/Measured"),
    .target(name: "BenchmarkSupport", swiftSettings: ours),
    .executableTarget(
      name: "bench-store", dependencies: [rooms, "BenchmarkSupport", "CFloors"], path: "Sources/BenchStore",
      swiftSettings: ours),
    .executableTarget(
      name: "bench-plan", dependencies: [rooms, "BenchmarkSupport"], path: "Sources/BenchPlan",
      swiftSettings: ours),
    .executableTarget(
      name: "bench-classify", dependencies: [rooms, "BenchmarkSupport", "CBareRE2"],
      path: "Sources/BenchClassify", swiftSettings: ours),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .c2x,
  cxxLanguageStandard: .cxx17
)
