import FoundationEssentials
import HawthorneCore
import HawthorneFormats
import TestTools

@testable import HawthorneReports

/// A document with a hostile text in every place that can hold one.
enum HostileDocument {
  /// The kinds of member that can hold any text, as paths: those with which the document still decodes.
  static func places<Document: Codable>(in document: Document) throws -> Set<String> {
    let tree = try JSONTree.value(of: document)
    var found: Set<String> = []
    for pattern in patterns(in: tree) {
      let trial = rewritten(tree, only: [pattern], shift: 0)
      if trial != tree, (try? decoded(trial) as Document) != nil { found.insert(pattern) }
    }
    return found
  }

  /// The text of each member at a place is replaced; an arm keeps its kind and gets the text as its variant. One text becomes
  /// the same text everywhere, so that cells and contrasts still find each other.
  ///
  /// - Parameter shift: which of the texts comes first.
  static func make<Document: Codable>(
    _ document: Document, at places: Set<String>, shift: Int
  ) throws -> Document {
    try decoded(rewritten(try JSONTree.value(of: document), only: places, shift: shift))
  }

  /// Of the fixture's report, with every place filled: finding the places takes a while.
  static func report(shift: Int) throws -> Report {
    try make(try Fixture.report(excerpts: true), at: try reportPlaces.get(), shift: shift)
  }

  static let reportPlaces = Result { try places(in: try Fixture.report(excerpts: true)) }

  private static func decoded<Document: Decodable>(_ tree: JSONValue) throws -> Document {
    try JSONDecoder().decode(Document.self, from: Data(try CanonicalJSON.text(of: tree).utf8))
  }

  /// Objects whose keys are texts of users and models.
  private static let free: Set<String> = [
    "metadata", "servedModels", "systemFingerprints", "finishReasons", "statuses", "withheld", "naCauses",
    "excluded", "failures",
    "outcomes", "forms", "languages", "counts", "evaluators", "benchmarks", "markers", "purposes", "flags",
  ]

  /// Cells are not among them: figures are counted of their keys.
  private static func isFree(_ path: String) -> Bool {
    !path.hasPrefix("/cells") && free.contains(String(path.split(separator: "/").last ?? ""))
  }

  /// Paths to texts with places in arrays left out.
  private static func patterns(in tree: JSONValue) -> [String] {
    var found: Set<String> = []
    func visit(_ value: JSONValue, _ path: String) {
      switch value {
      case .string: found.insert(path)
      case .array(let items): for item in items { visit(item, path) }
      case .object(let members):
        let isFree = isFree(path)
        if isFree { found.insert(path + "/*key") }
        for (key, member) in members { visit(member, path + "/" + (isFree ? "*" : key)) }
      default: break
      }
    }
    visit(tree, "")
    return found.sorted()
  }

  private static func rewritten(_ tree: JSONValue, only patterns: Set<String>, shift: Int) -> JSONValue {
    func visit(_ value: JSONValue, _ path: String) -> JSONValue {
      switch value {
      case .string(let text): return patterns.contains(path) ? .string(hostile(text, shift)) : value
      case .array(let items): return .array(items.map { visit($0, path) })
      case .object(let members):
        let isFree = isFree(path)
        var out: [String: JSONValue] = [:]
        for (key, member) in members {
          let name = patterns.contains(path + "/*key") ? hostile(key, shift) : key
          out[name] = visit(member, path + "/" + (isFree ? "*" : key))
        }
        return .object(out)
      default: return value
      }
    }
    return visit(tree, "")
  }

  private static func hostile(_ text: String, _ shift: Int) -> String {
    var sum = shift
    for byte in text.utf8 { sum = (sum &* 31 &+ Int(byte)) & 0xFFFFFF }
    let chosen = HostileTexts.all[(sum + shift) % HostileTexts.all.count]
    guard let arm = Arm(name: text) else { return chosen }
    return "\(arm.kind.rawValue)/\(chosen)!"
  }
}
