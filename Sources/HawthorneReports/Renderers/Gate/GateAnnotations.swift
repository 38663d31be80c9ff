import HawthorneCore
import HawthorneFormats

extension GateRendering {
  /// Annotations of one kind that GitHub shows of a step.
  static let annotationLimit = 10

  /// What is no pass as workflow commands of GitHub Actions (`::error file=…,line=…::message`), one a line.
  ///
  /// GitHub shows ten errors and ten warnings of a step; the tenth says how many more there are. Source:
  /// docs.github.com, Workflow commands for GitHub Actions.
  public var annotations: [String] {
    let sarif = SARIF(version: version, folder: folder)
    return [true, false].flatMap { isError in
      let those = complaints.filter { $0.isError == isError }
      let shown = those.count > Self.annotationLimit ? Self.annotationLimit - 1 : those.count
      var lines = those.prefix(shown).map { complaint in
        var properties: [(String, String)] = []
        let path = sarif.path(complaint.place.file)
        if !path.isEmpty { properties.append(("file", path)) }
        if let line = complaint.place.line { properties.append(("line", String(line))) }
        if let column = complaint.place.column { properties.append(("col", String(column))) }
        properties.append(("title", "hawthorne gate: \(complaint.id)"))
        return Self.command(isError ? "error" : "warning", properties, complaint.message)
      }
      if those.count > shown {
        lines.append(
          Self.command(
            isError ? "error" : "warning", [("title", "hawthorne gate: \(policy.id)")],
            "\(those.count - shown) more; see the summary."))
      }
      return lines
    }
  }

  /// Lines between which GitHub takes nothing for a command, so that what a model or a file is called cannot give one.
  public var untrusted: (begin: String, end: String) {
    ("::stop-commands::hawthorne-\(result.id.hex)", "::hawthorne-\(result.id.hex)::")
  }

  private static func command(_ name: String, _ properties: [(String, String)], _ message: String) -> String {
    let list = properties.map { "\($0.0)=\(escaped($0.1, isProperty: true))" }.joined(separator: ",")
    return "::\(name) \(list)::\(escaped(message, isProperty: false))"
  }

  /// By GitHub's rules: per cent signs and line breaks, in properties also what parts them.
  static func escaped(_ text: String, isProperty: Bool) -> String {
    var escaped = ""
    for scalar in TerminalText.stripped(text).unicodeScalars {
      switch scalar {
      case "%": escaped += "%25"
      case "\r": escaped += "%0D"
      case "\n": escaped += "%0A"
      case ":" where isProperty: escaped += "%3A"
      case "," where isProperty: escaped += "%2C"
      // Unicode's own line breaks part lines for some readers.
      case "\u{85}", "\u{2028}", "\u{2029}": escaped += " "
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
