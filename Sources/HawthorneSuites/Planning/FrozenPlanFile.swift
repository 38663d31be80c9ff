public import FoundationEssentials
public import HawthorneCore
import HawthorneFormats

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Frozen plans as files (`Documentation/plan-format.md`).
public enum FrozenPlanFile {
  /// The largest file that is read: a plan of a thousand suites has half of it.
  static let limit = 1 << 20

  /// The plan as it is written to a file.
  ///
  /// - Throws: `CanonicalJSON.NotFinite`.
  public static func text(of plan: FrozenPlan) throws -> String {
    try CanonicalJSON.text(of: plan, indented: true) + "\n"
  }

  /// SHA-256 of the canonical JSON of every member but the hash itself.
  ///
  /// - Throws: `CanonicalJSON.NotFinite`.
  public static func hash(of plan: FrozenPlan) throws -> ContentHash {
    try hash(of: try JSONText.value(of: plan))
  }

  private static func hash(of document: JSONValue) throws -> ContentHash {
    var members = document.objectValue ?? [:]
    members["hash"] = nil
    return try ContentHash(canonical: JSONValue.object(members))
  }

  /// Reads a plan file.
  ///
  /// - Throws: `FrozenPlanError`, or `FileError` for a file that cannot be opened.
  public static func read(path: String) throws -> FrozenPlan {
    let bytes: Data
    do throws(FileError) {
      bytes = try SystemFile.contents(of: path, limit: limit)
    } catch {
      guard error.code == EFBIG else { throw error }
      throw FrozenPlanError(file: path, kind: .tooLarge)
    }
    return try read(bytes, file: path)
  }

  /// Reads a plan, believing nothing that its hash does not cover.
  ///
  /// - Parameter file: the name that errors carry.
  /// - Throws: `FrozenPlanError`.
  public static func read(_ bytes: Data, file: String) throws(FrozenPlanError) -> FrozenPlan {
    func fail(_ kind: FrozenPlanError.Kind) -> FrozenPlanError { FrozenPlanError(file: file, kind: kind) }
    guard bytes.count <= limit else { throw fail(.tooLarge) }
    let document: JSONValue
    do {
      document = try JSONText.parseStrictly(bytes, origin: file)
    } catch {
      if error.fault?.isRepeated == true { throw fail(.repeated(error.detail)) }
      throw fail(.notJSON(error.detail))
    }
    let schema = document["schema"]?.stringValue
    guard schema == FrozenPlan.schema else { throw fail(.schema(found: schema)) }
    guard let stated = document["hash"]?.stringValue.flatMap(ContentHash.init(hex:)) else {
      throw fail(.noHash)
    }
    guard let actual = try? hash(of: document) else { throw fail(.malformed("a number is not finite")) }
    guard actual == stated else { throw fail(.edited(stated: stated, actual: actual)) }
    let plan: FrozenPlan
    do {
      plan = try JSONText.decode(FrozenPlan.self, from: bytes, origin: file)
    } catch {
      throw fail(.malformed(error.detail))
    }
    // A member that this version does not know would otherwise be hashed and yet not be kept.
    guard let again = try? JSONText.value(of: plan), again == document else {
      throw fail(.malformed("it has members that this version does not know"))
    }
    if let fault = fault(in: plan) { throw fail(.malformed(fault)) }
    return plan
  }

  /// What cannot be, nil where all can.
  private static func fault(in plan: FrozenPlan) -> String? {
    let limit = plan.options.limit
    let counts = plan.suites.flatMap { [$0.scenarios, $0.epochs, $0.rollouts] + $0.contrasts.map(\.pairs) }
    let checks: [(Bool, String)] = [
      (!plan.hypothesis.allSatisfy(\.isWhitespace), "'hypothesis' is empty"),
      (plan.alpha > 0 && plan.alpha < 0.5, "'alpha' must be above 0 and below 0.5"),
      (plan.power > 0 && plan.power < 1, "'power' must be above 0 and below 1"),
      (plan.reverse >= 0 && plan.reverse < 0.5, "'reverse' must be from 0 to below 0.5"),
      (
        plan.margin.map { $0.points > 0 && $0.points < 100 } ?? true, "'margin' must be above 0 and below 100"
      ),
      (
        !plan.modes.isEmpty && Set(plan.modes.map(\.name)).count == plan.modes.count,
        "'modes' must be one or more, each once"
      ),
      ((1...Plan.epochLimit).contains(plan.epochs), "'epochs' is out of range"),
      (
        plan.options.epochs.map { (1...Plan.epochLimit).contains($0) } ?? true,
        "'options.epochs' is out of range"
      ),
      (UInt64(plan.seed) != nil, "'seed' must be decimal digits of a 64-bit number"),
      (
        !plan.suites.isEmpty && Set(plan.suites.map(\.id)).count == plan.suites.count,
        "'suites' must be one or more, each once"
      ),
      (!plan.sources.isEmpty, "'sources' is empty"),
      (counts.allSatisfy { $0 >= 0 }, "a count is below 0"),
      (limit.map { $0.from >= 1 && $0.to >= $0.from } ?? true, "'options.limit' is no range"),
      (
        !plan.contrast.first.isOf(plan.contrast.second) && !plan.contrast.second.isOf(plan.contrast.first),
        "'contrast' names one arm twice"
      ),
      (plan.models.allSatisfy { ModelName($0) != nil }, "'models' must be provider/name"),
    ]
    return checks.first { !$0.0 }?.1
  }
}

/// A plan file that must not be believed.
public struct FrozenPlanError: ExplainedError, Hashable {
  public enum Kind: Sendable, Hashable {
    case tooLarge
    case notJSON(String)
    /// A member that stands twice, of which one reader takes the first and another the last.
    case repeated(String)
    case schema(found: String?)
    case noHash
    case edited(stated: ContentHash, actual: ContentHash)
    case malformed(String)
  }

  public var file: String
  public var kind: Kind

  public var problem: String {
    switch kind {
    case .tooLarge: "\(file) is larger than \(FrozenPlanFile.limit >> 20) MiB, and no plan is."
    case .notJSON(let detail): "\(file) is not valid JSON: \(Self.phrase(detail))."
    case .repeated(let detail):
      "In \(file) \(Self.phrase(detail)): one reader would take the first, another the last."
    case .schema(nil): "\(file) is JSON, but names no schema; \(FrozenPlan.schema) was expected."
    case .schema(let found?):
      "\(file) has the schema '\(TerminalText.stripped(String(found.prefix(80))))', not \(FrozenPlan.schema)."
    case .noHash:
      "\(file) carries no valid 'hash', so that nobody can tell whether it is the plan that was frozen."
    case .edited(let stated, let actual):
      "\(file) was changed after it was frozen: its hash is \(stated.short)…, its contents hash to \(actual.short)…."
    case .malformed(let detail): "\(file) names the right schema but does not fit it: \(Self.phrase(detail))."
    }
  }

  public var fix: String {
    switch kind {
    case .schema(let found?) where found.hasPrefix("hawthorne-plan/"):
      "Use the version of Hawthorne that wrote it."
    case .edited, .repeated: "Restore the file that was frozen, or freeze a new plan with 'hawthorne plan'."
    default: "Name a file that 'hawthorne plan … -o plan.json' wrote."
    }
  }

  public var exitStatus: ExitStatus { .usage }

  private static func phrase(_ detail: String) -> String {
    let text = TerminalText.stripped(String(detail.prefix(300)))
    return text.hasSuffix(".") ? String(text.dropLast()) : text
  }
}
