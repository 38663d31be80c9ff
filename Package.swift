// swift-tools-version: 6.2
import PackageDescription

// Every target of ours: Swift 6 mode, imports internal unless said otherwise, warnings are errors.
let ours: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// A room of the house: a library target of ours with its test target.
///
/// `dependencies` may name only rooms above this one in the list below; `ImportOrderTests` checks it.
struct Room {
  var name: String
  var rooms: [String] = []
  var others: [Target.Dependency] = []
  var testHelpers: [Target.Dependency] = []
  /// Folders of text files that `CEmbedded` compiles in.
  var embedded: [String] = []
  /// Folders of the test target that tests read by path.
  var fixtures: [String] = []

  var targets: [Target] {
    [
      .target(
        name: name, dependencies: rooms.map { .target(name: $0) } + others, exclude: embedded,
        swiftSettings: ours),
      .testTarget(
        name: "\(name)Tests",
        dependencies: [.target(name: name)] + rooms.map { .target(name: $0) } + testHelpers
          + (name == "HawthorneTesting" ? [] : [.target(name: "HawthorneTesting")]),
        exclude: fixtures, swiftSettings: ours),
    ]
  }
}

let flyingFox = Target.Dependency.product(name: "FlyingFox", package: "FlyingFox")
let flyingSocks = Target.Dependency.product(name: "FlyingSocks", package: "FlyingFox")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let testTools = Target.Dependency.target(name: "TestTools")

let rooms: [Room] = [
  Room(name: "HawthorneCore"),
  Room(name: "HawthorneFormats", rooms: ["HawthorneCore"], others: ["CEmbedded", yams, crypto]),
  Room(name: "HawthorneStatistics", fixtures: ["Fixtures"]),
  Room(name: "HawthornePatterns", others: ["CRE2"]),
  Room(
    name: "HawthorneSuites",
    rooms: ["HawthorneCore", "HawthorneFormats", "HawthorneStatistics", "HawthornePatterns"],
    testHelpers: [testTools], fixtures: ["Golden"]),
  Room(
    name: "HawthorneModels", rooms: ["HawthorneCore", "HawthorneFormats"],
    others: ["CCurl", subprocess], testHelpers: [flyingFox, flyingSocks], embedded: ["Organism/Bank"],
    fixtures: ["Fixtures"]),
  Room(
    name: "HawthorneClassifiers",
    rooms: ["HawthorneCore", "HawthorneFormats", "HawthorneStatistics", "HawthornePatterns"],
    embedded: ["Packs", "Rubrics"], fixtures: ["Corpora", "Heldout"]),
  Room(
    name: "HawthorneStore", rooms: ["HawthorneCore", "HawthorneFormats", "HawthorneStatistics"],
    others: [grdb], testHelpers: [grdb], fixtures: ["OldStores"]),
  Room(
    name: "HawthorneRunner",
    rooms: [
      "HawthorneCore", "HawthorneFormats", "HawthorneSuites", "HawthorneModels",
      "HawthorneClassifiers", "HawthorneStore",
    ], testHelpers: [grdb]),
  Room(
    name: "HawthorneReports",
    rooms: ["HawthorneCore", "HawthorneFormats", "HawthorneStatistics", "HawthorneStore"],
    testHelpers: [grdb, testTools], embedded: ["Accuracy"]),
  Room(
    name: "HawthorneInterchange",
    rooms: ["HawthorneCore", "HawthorneFormats", "HawthorneModels", "HawthorneStore"],
    others: ["CArchive"], fixtures: ["Fixtures"]),
  Room(
    name: "HawthorneViewer",
    rooms: [
      "HawthorneCore", "HawthorneFormats", "HawthorneStatistics", "HawthorneStore", "HawthorneReports",
    ], others: [flyingFox, flyingSocks], testHelpers: [grdb, testTools]),
]

let package = Package(
  name: "hawthorne",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "hawthorne", targets: ["hawthorne"]),
    .library(name: "HawthorneTesting", targets: ["HawthorneTesting"]),
    // Every room, for `Benchmarks/` and for programs that embed the harness.
    .library(name: "HawthorneRooms", targets: rooms.map(\.name)),
  ],
  dependencies: [
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.0"),
    .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.0"),
  ],
  targets: [
    // System libraries and embedded files, each imported by its one owner.
    // Loaded at run time, when an archive is opened: see its header.
    .target(name: "CArchive", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
    .target(name: "CCurl", linkerSettings: [.linkedLibrary("curl")]),
    .target(name: "CRE2", linkerSettings: [.linkedLibrary("re2")]),
    // Text files of the project compiled into the binary with C23 `#embed`; SwiftPM's `.embedInCode`
    // takes 90 s for 300 KB because it writes one Swift array literal.
    .target(name: "CEmbedded"),
  ]
    + rooms.flatMap(\.targets)
    + [
      .target(
        name: "HawthorneTesting",
        dependencies: ["HawthorneCore", "HawthorneFormats", "HawthorneModels"],
        swiftSettings: ours),
      .target(
        name: "TestTools", dependencies: [subprocess], path: "Tests/TestTools", swiftSettings: ours),
      .executableTarget(
        name: "hawthorne",
        dependencies: rooms.map { .target(name: $0.name) } + [arguments], swiftSettings: ours),
      .testTarget(
        name: "HouseTests",
        dependencies: [
          "HawthorneTesting", "HawthorneCore", "HawthorneFormats", "HawthorneStatistics", "HawthorneSuites",
          "HawthorneModels", "HawthorneStore", "HawthorneRunner", "HawthorneReports", "HawthorneViewer",
          "hawthorne", "TestTools", flyingFox, flyingSocks,
        ],
        swiftSettings: ours),
    ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .c2x,
  cxxLanguageStandard: .cxx17
)
