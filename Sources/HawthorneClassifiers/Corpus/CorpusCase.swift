public import FoundationEssentials
public import HawthorneCore
import HawthorneFormats

/// A text with the label that people gave it.
public struct CorpusCase: Sendable, Hashable {
  /// What a label is compared in, as lists of known misses name it.
  public enum Check: String, Sendable, Hashable, CaseIterable {
    case aware, probe, markers
  }

  public var id: String
  public var prompt = ""
  public var reasoning: String
  public var answer: String?
  public var language: String?
  public var aware: Bool
  public var belief: Belief?
  public var userProbe: Bool?
  public var markers: [String] = []
  public var line: Int
}

/// Cases of a JSON Lines file.
public struct Corpus: Sendable {
  public var file: String
  public var cases: [CorpusCase]

  /// The most lines of a file.
  static let limit = 1_000_000

  /// Reads a corpus (`Documentation/markers.md`).
  ///
  /// - Throws: `DiagnosticsError` with the lines that do not read, at most `RulePack.complaintLimit` of them.
  public static func read(_ bytes: Data, file: String) throws(DiagnosticsError) -> Corpus {
    var corpus = Corpus(file: file, cases: [])
    var problems: [Diagnostic] = []
    var seen: [String: Int] = [:]
    for (index, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .enumerated()
    where line.contains(where: { $0 > 0x20 }) {
      let number = index + 1
      func complain(_ id: String, _ message: String) {
        problems.append(
          Diagnostic(id: id, location: Diagnostic.Location(file: file, line: number), message: message))
      }
      do {
        let found = try item(try JSONText.parse(Data(line), origin: "the line"), line: number)
        if let first = seen.updateValue(number, forKey: found.id) {
          complain(
            "corpus.duplicate-id",
            "give this case another id: '\(RulePackReader.short(found.id))' is in line \(first)")
        } else {
          corpus.cases.append(found)
        }
      } catch let fault as Fault {
        complain("corpus.bad-case", fault.message)
      } catch let fault as JSONText.Malformed {
        complain("corpus.not-json", "write one JSON object a line: \(fault.detail)")
      } catch {
        complain("corpus.not-json", "write one JSON object a line")
      }
    }
    if problems.isEmpty, corpus.cases.isEmpty {
      problems.append(
        Diagnostic(
          id: "corpus.empty", location: Diagnostic.Location(file: file, line: 1),
          message: "add at least one case: the file holds none"))
    }
    guard problems.isEmpty else { throw DiagnosticsError(RulePack.limited(problems, file: file)) }
    return corpus
  }

  private struct Fault: Error { var message: String }

  private static func item(_ value: JSONValue, line: Int) throws -> CorpusCase {
    guard let members = value.objectValue else { throw Fault(message: "write one JSON object a line") }
    func text(_ key: String) throws -> String? {
      guard let value = members[key], value != .null else { return nil }
      guard let text = value.stringValue else { throw Fault(message: "write text for '\(key)'") }
      return text
    }
    func flag(_ key: String) throws -> Bool? {
      guard let value = members[key], value != .null else { return nil }
      guard case .bool(let flag) = value else { throw Fault(message: "write true or false for '\(key)'") }
      return flag
    }
    guard let id = try text("id"), !id.isEmpty else { throw Fault(message: "add 'id' to the case") }
    guard let reasoning = try text("reasoning") else { throw Fault(message: "add 'reasoning' to the case") }
    guard let aware = try flag("aware") else { throw Fault(message: "add 'aware' to the case") }
    var item = CorpusCase(id: id, reasoning: reasoning, aware: aware, line: line)
    item.prompt = try text("prompt") ?? ""
    item.answer = try text("answer")
    item.language = try text("language")
    item.userProbe = try flag("user_probe")
    item.belief = try text("belief").map { name in
      guard let belief = Belief(rawValue: name) else {
        throw Fault(
          message: "set 'belief' to one of \(Belief.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      return belief
    }
    if let list = members["markers"], list != .null {
      guard let names = list.arrayValue?.map(\.stringValue), !names.contains(nil) else {
        throw Fault(message: "write a list of markers for 'markers'")
      }
      item.markers = names.compactMap { $0 }
      if let unknown = item.markers.first(where: { Marker(id: $0) == nil }) {
        throw Fault(
          message: "name markers M01 to M24 in 'markers'; '\(RulePackReader.short(unknown))' is none")
      }
    }
    return item
  }
}
