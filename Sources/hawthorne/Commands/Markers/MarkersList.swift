import ArgumentParser
import HawthorneClassifiers
import HawthorneCore
import HawthorneFormats

extension MarkersCommand {
  /// `hawthorne markers list`.
  struct List: HawthorneCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the packs and the markers with what they mean and how many rules they have.")

    @Flag(help: "List every rule under its marker.")
    var allRules = false

    @Flag(help: "Print JSON.")
    var json = false

    @OptionGroup var rules: RuleOptions

    func execute() async throws -> ExitStatus {
      let set = try rules.packs()
      try Console.result(json ? try CanonicalJSON.text(of: Self.json(set), indented: true) : text(set))
      return .pass
    }

    private func text(_ set: PackSet) -> String {
      let wrap = WrappedText.forOutput
      let packs = TextTable(
        head: ["pack", "version", "kind", "language", "rules", "SHA-256"],
        rows: set.packs.map {
          [$0.id, $0.version, $0.kind.rawValue, $0.language, "\($0.ruleCount)", $0.hash.short]
        }, numeric: [4])
      let markers = Marker.all.map { marker -> String in
        let counts = set.awareness.map { pack in
          (pack: pack, rules: pack.summaries.filter { $0.marker == marker.id })
        }.filter { !$0.rules.isEmpty }
        let count = counts.map { "\($0.rules.count) in \($0.pack.id)" }.joined(separator: ", ")
        let families = MarkersCommand.families(of: counts.flatMap(\.rules), set)
        var lines = [
          wrap.paragraph(
            "\(marker.name)\(marker.countsAsAware ? "" : " (never makes a rollout aware)")",
            head: "\(marker.id)  "),
          wrap.paragraph(marker.meaning, head: "     "),
          wrap.paragraph(count.isEmpty ? "no rules: for people to assign" : "rules: \(count)", head: "     "),
        ]
        if !families.isEmpty {
          lines.append(
            wrap.paragraph("guarded against: \(families.joined(separator: " "))", head: "     "))
        }
        if allRules {
          lines += counts.flatMap(\.rules).map {
            wrap.paragraph("\($0.id) (\($0.pack)): \($0.belief.rawValue)", head: "       ")
          }
        }
        return lines.joined(separator: "\n")
      }
      let families = FalsePositiveFamily.all.map { wrap.paragraph($0.name, head: $0.id.padded(to: 6)) }
      return [
        packs.text, markers.joined(separator: "\n"),
        "False-positive families, which guards name ('hawthorne markers show FP1'):\n"
          + families.joined(separator: "\n"),
      ].joined(separator: "\n\n")
    }

    private static func json(_ set: PackSet) -> JSONValue {
      [
        "packs": .array(set.packs.map { MarkersCommand.json($0) }),
        "markers": .array(
          Marker.all.map { marker in
            let rules = set.awareness.flatMap(\.summaries).filter { $0.marker == marker.id }
            return [
              "id": .string(marker.id), "name": .string(marker.name), "meaning": .string(marker.meaning),
              "counts_as_aware": .bool(marker.countsAsAware),
              "beliefs": .array(marker.beliefs.map { .string($0.rawValue) }),
              "rules": .array(rules.map { ["id": .string($0.id), "pack": .string($0.pack)] }),
              "families": .array(MarkersCommand.families(of: rules, set).map { .string($0) }),
            ]
          }),
        "families": .array(
          FalsePositiveFamily.all.map {
            [
              "id": .string($0.id), "name": .string($0.name), "example": .string($0.example),
              "reading": $0.reading.map { .string($0) } ?? .null,
            ]
          }),
      ]
    }
  }

  /// The families that guards of some rules were written for, in the order of their numbers.
  static func families(of rules: [RuleSummary], _ set: PackSet) -> [String] {
    let named = set.awareness.flatMap { pack in
      pack.families(of: rules.filter { $0.pack == pack.id }.flatMap(\.guards)).map(\.id)
    }
    return FalsePositiveFamily.all.map(\.id).filter(named.contains)
  }

  static func json(_ pack: RulePack) -> JSONValue {
    [
      "id": .string(pack.id), "version": .string(pack.version), "kind": .string(pack.kind.rawValue),
      "language": .string(pack.language), "hash": .string(pack.hash.hex),
      "rules": .integer(Int64(pack.ruleCount)), "guards": .integer(Int64(pack.guardSummaries.count)),
    ]
  }
}

extension String {
  func padded(to length: Int) -> String { self + String(repeating: " ", count: max(0, length - count)) }
}
