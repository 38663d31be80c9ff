public import FoundationEssentials
public import HawthorneCore
import HawthorneFormats

/// The rule packs that a classifier is made of: the built-in ones and a user's.
public struct PackSet: Sendable {
  /// A pack as a user gave it.
  public struct File: Sendable {
    /// The name that diagnostics carry.
    public var name: String
    public var bytes: Data

    public init(name: String, bytes: Data) {
      self.name = name
      self.bytes = bytes
    }
  }

  /// The packs as they were read, in the order in which they are asked.
  public private(set) var packs: [RulePack] = []
  /// Which of them are the user's, by id.
  public private(set) var ownIDs: [String] = []

  /// The packs of a user with the built-in ones.
  ///
  /// A pack adds to the built-in ones; one with the id of a built-in pack takes its place. The built-in ones stay
  /// for what they give a base to even where they are left out.
  ///
  /// - Parameter includesBuiltIn: false leaves out the built-in packs of every kind of which a file is given. Those
  ///   of a kind of which none is stay: without one, nothing could be said of outcomes, or of awareness.
  /// - Throws: `DiagnosticsError` for the first file that does not read, and for what packs may not share.
  public init(_ files: [File] = [], includesBuiltIn: Bool = true) throws(DiagnosticsError) {
    var builtIn: [RulePack] = []
    for file in RulePack.embeddedFiles { builtIn.append(try RulePack.embedded(file)) }
    var own: [(pack: RulePack, file: String)] = []
    for file in files {
      own.append((try RulePack.read(file.bytes, file: file.name, builtIn: builtIn), file.name))
    }
    let kinds = includesBuiltIn ? [] : Set(own.map(\.pack.kind))
    packs = builtIn.filter { !kinds.contains($0.kind) }
    for (pack, _) in own {
      if let index = packs.firstIndex(where: { $0.id == pack.id && !ownIDs.contains($0.id) }) {
        packs[index] = pack
      } else {
        packs.append(pack)
      }
      ownIDs.append(pack.id)
    }
    let problems = Self.complaints(own, among: packs)
    if !problems.isEmpty { throw DiagnosticsError(problems) }
  }

  /// The awareness packs, in the order in which they are asked.
  public var awareness: [RulePack] { packs.filter { $0.kind == .awareness } }

  /// One refusal pack for each language: the first, with the statements of the others beside its own.
  public var refusal: [RulePack] {
    var sums: [RulePack] = []
    for pack in packs where pack.kind == .refusal {
      if let index = sums.firstIndex(where: { $0.reads(pack.language) }) {
        sums[index] = sums[index].adding(pack)
      } else {
        sums.append(pack)
      }
    }
    return sums
  }

  public var own: [RulePack] { packs.filter { ownIDs.contains($0.id) } }

  /// What a user's packs may not share with others, each at its place.
  private static func complaints(
    _ own: [(pack: RulePack, file: String)], among packs: [RulePack]
  ) -> [Diagnostic] {
    var problems: [Diagnostic] = []
    var names: Set<String> = []
    for (pack, file) in own where !names.insert(pack.id).inserted {
      problems.append(
        Diagnostic(
          id: "pack.duplicate-pack", location: Diagnostic.Location(file: file),
          message: "give this pack another id, or leave it out: '\(pack.id)' is given twice"))
    }
    guard problems.isEmpty else { return problems }
    for (pack, file) in own {
      let position = packs.firstIndex { $0.id == pack.id } ?? 0
      let others = packs[..<position]
      let entries = pack.rules.map { ($0.id, $0.location) } + pack.statements.map { ($0.id, $0.location) }
      for (id, location) in entries {
        let holder = others.first { other in
          other.rules.contains { $0.id == id } || other.statements.contains { $0.id == id }
        }
        guard let holder else { continue }
        problems.append(
          Diagnostic(
            id: "pack.duplicate-id", location: location,
            message:
              "give '\(id)' another id: the pack \(holder.id) has one, and a label must say which of them fired"
          ))
      }
      let ofKind = others.filter { $0.kind == pack.kind }
      let reader = ofKind.first { $0.reads(pack.language) }
      if reader == nil, pack.kind == .refusal, let first = ofKind.first {
        problems.append(
          Diagnostic(
            id: "pack.refusal-language", location: Diagnostic.Location(file: file),
            message:
              "set 'language' to \(first.language), or pass --no-builtin-rules: outcomes are read in one language"
          ))
      }
      if let reader, pack.kind == .awareness, let cues = pack.cuesLocation {
        problems.append(
          Diagnostic(
            id: "pack.cues-unused", location: cues,
            message:
              "remove 'cues', or give the pack the id '\(reader.id)' to take its place: contexts are read with the cues of \(reader.id)"
          ))
      }
      if let reader, pack.kind == .refusal, let decision = pack.decisionLocation {
        problems.append(
          Diagnostic(
            id: "pack.decision-unused", location: decision,
            message:
              "remove 'decision', or give the pack the id '\(reader.id)' to take its place: answers are weighed by \(reader.id)"
          ))
      }
    }
    return RulePack.limited(problems, file: own.first?.file ?? "")
  }
}
