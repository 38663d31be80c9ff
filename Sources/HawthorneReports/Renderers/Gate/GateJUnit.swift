import HawthorneCore
import HawthorneFormats

/// A gate's result as JUnit XML in the dialect of Jenkins' `junit-10.xsd`, which GitLab reads too.
///
/// A rule is a test case. A broken rule is a failure; what cannot be told or judged is an error, since a skipped test would
/// look like success. No times and no host: the same result gives the same bytes.
struct GateJUnit {
  private let result: GateResult
  private let policy: Policy

  init(_ rendering: GateRendering) {
    result = rendering.result
    policy = rendering.policy
  }

  private struct Case {
    var name: String
    var verdict: GateResult.Verdict
    var message: String
  }

  var text: String {
    let cases = cases
    let counts =
      #"tests="\#(cases.count)" failures="\#(cases.count { $0.verdict == .fail })" "#
      + #"errors="\#(cases.count { $0.verdict == .inconclusive || $0.verdict == .invalid })""#
    let name = XMLText.attribute("hawthorne gate \(policy.id)")
    var lines = [
      #"<?xml version="1.0" encoding="UTF-8"?>"#, #"<testsuites name="\#(name)" \#(counts)>"#,
      #"  <testsuite name="\#(name)" \#(counts) skipped="0">"#, "    <properties>",
    ]
    for (key, value) in properties {
      lines.append(#"      <property name="\#(key)" value="\#(XMLText.attribute(value))"/>"#)
    }
    lines.append("    </properties>")
    for item in cases { lines += xml(item) }
    return (lines + ["  </testsuite>", "</testsuites>", ""]).joined(separator: "\n")
  }

  private var properties: [(String, String)] {
    [
      ("verdict", result.verdict.rawValue), ("model", result.model), ("report", result.report.hex),
      ("policy", policy.id), ("policy_hash", result.policyHash.hex), ("result", result.id.hex),
    ] + (result.baseline.map { [("baseline", $0.hex)] } ?? [])
  }

  private var cases: [Case] {
    var cases = [
      Case(
        name: "report is fit to be decided on", verdict: result.problems.isEmpty ? .pass : .invalid,
        message: result.problems.joined(separator: "\n"))
    ]
    if let ledger = result.ledger {
      cases.append(
        Case(
          name: "not the best of several", verdict: ledger.withheld ? .inconclusive : .pass,
          message: ledger.messages.joined(separator: "\n")))
    }
    return cases
      + result.rules.map { rule in
        Case(
          name: "\(rule.id): \(rule.rule)", verdict: rule.verdict,
          message: ([rule.message] + rule.notes).filter { !$0.isEmpty }.joined(separator: "\n"))
      }
  }

  private func xml(_ item: Case) -> [String] {
    let head =
      #"    <testcase classname="\#(XMLText.attribute("hawthorne.gate.\(policy.id)"))" "#
      + #"name="\#(XMLText.attribute(item.name))""#
    let element: String
    switch item.verdict {
    case .pass:
      guard !item.message.isEmpty else { return [head + "/>"] }
      return [
        head + ">", "      <system-out>\(XMLText.content(item.message))</system-out>", "    </testcase>",
      ]
    case .fail: element = "failure"
    case .inconclusive, .invalid: element = "error"
    }
    let first = item.message.split(separator: "\n").first.map(String.init) ?? item.verdict.rawValue
    return [
      head + ">",
      #"      <\#(element) type="\#(item.verdict.rawValue)" message="\#(XMLText.attribute(first))">"#
        + XMLText.content(item.message) + "</\(element)>",
      "    </testcase>",
    ]
  }
}

/// Plain text as XML 1.0 has it; characters that XML cannot hold, and those that deface a terminal, are removed.
enum XMLText {
  static func content(_ text: String) -> String { escaped(text, isAttribute: false) }

  /// Between double quotes; line breaks and tabs are kept by reference.
  static func attribute(_ text: String) -> String { escaped(text, isAttribute: true) }

  private static func escaped(_ text: String, isAttribute: Bool) -> String {
    var escaped = ""
    for scalar in TerminalText.stripped(text).unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"" where isAttribute: escaped += "&quot;"
      case "\n" where isAttribute: escaped += "&#10;"
      case "\t" where isAttribute: escaped += "&#9;"
      // Outside of XML's Char.
      case "\u{FFFE}", "\u{FFFF}": continue
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
