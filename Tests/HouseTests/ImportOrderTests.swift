import Foundation
import Testing

/// The house stands in one order: a room imports only rooms above it, and each library has one owner.
struct ImportOrderTests {
  /// From the nouns down to the command line.
  private static let order = [
    "HawthorneCore", "HawthorneFormats", "HawthorneStatistics", "HawthornePatterns", "HawthorneSuites",
    "HawthorneModels", "HawthorneClassifiers", "HawthorneStore", "HawthorneRunner", "HawthorneReports",
    "HawthorneInterchange", "HawthorneViewer", "hawthorne",
  ]

  /// The one room that may import a library or shim.
  private static let owners = [
    "Yams": "HawthorneFormats", "Crypto": "HawthorneFormats", "CEmbedded": "HawthorneFormats",
    "CRE2": "HawthornePatterns", "CArchive": "HawthorneInterchange", "CCurl": "HawthorneModels",
    "Subprocess": "HawthorneModels", "FlyingSocks": "HawthorneViewer", "FlyingFox": "HawthorneViewer",
    "GRDB": "HawthorneStore", "ArgumentParser": "hawthorne",
  ]

  /// What comes with Swift and is nobody's.
  private static let everyones: Set = [
    "Foundation", "FoundationEssentials", "Glibc", "Musl", "Darwin", "Synchronization", "Dispatch", "Testing",
    "RegexBuilder", "System", "SystemPackage",
  ]

  private static let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Sources")

  /// Module names imported by each file of a room.
  private static func imports(of room: String) throws -> [(file: String, module: String)] {
    let folder = sources.appendingPathComponent(room)
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    var found: [(String, String)] = []
    while let file = files?.nextObject() as? URL {
      guard file.pathExtension == "swift" else { continue }
      for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
        let words = line.split(separator: " ").filter { !$0.hasPrefix("@") }
        guard let place = words.firstIndex(of: "import"), place <= 1, words.count > place + 1 else {
          continue
        }
        if place == 1, !["public", "internal", "package", "private", "fileprivate"].contains(words[0]) {
          continue
        }
        let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "func", "let", "var"]
        let name =
          kinds.contains(words[place + 1]) && words.count > place + 2 ? words[place + 2] : words[place + 1]
        found.append((file.lastPathComponent, String(name.split(separator: ".")[0])))
      }
    }
    return found
  }

  @Test(arguments: order) func aRoomImportsOnlyWhatStandsAboveIt(room: String) throws {
    let found = try Self.imports(of: room)
    #expect(!found.isEmpty || room == "HawthorneCore" || room == "HawthorneStatistics", "\(room) is empty")
    let place = try #require(Self.order.firstIndex(of: room))
    for (file, module) in found where !Self.everyones.contains(module) {
      if let other = Self.order.firstIndex(of: module) {
        #expect(other < place, "\(room)/\(file) imports \(module), which stands below it")
      } else {
        #expect(Self.owners[module] == room, "\(room)/\(file) imports \(module)")
      }
    }
  }

  @Test func theNounsDependOnNothing() throws {
    #expect(try Self.imports(of: "HawthorneCore").isEmpty)
  }

  @Test func everyFolderOfSourcesIsKnown() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: Self.sources.path)
    let known = Set(Self.order + ["HawthorneTesting", "CArchive", "CCurl", "CRE2", "CEmbedded"])
    #expect(Set(folders).isSubset(of: known), "\(Set(folders).subtracting(known))")
  }
}
