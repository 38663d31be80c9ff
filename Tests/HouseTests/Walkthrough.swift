import Foundation

/// A page of Markdown whose commands are run, and whose output is held against what they print.
///
/// Two kinds of fenced blocks, in the order of the page:
///
/// - `LANGUAGE file=NAME` is written to that file.
/// - `console` holds commands after `$ `, each followed by the whole of what it prints. A command that ends in `\` goes on in
///   the next line. ` # exit 3` at its end is the status it ends with, 0 where there is none. A line `…` stands for any
///   number of lines, also none; `…` within a line for any text, also none. Blanks at the end of a line do not count.
///
/// All commands of a page run in one shell, so that variables last, and in one empty folder.
struct Walkthrough {
  struct Command: Equatable {
    /// Where it stands in the page, counted from 1.
    var line: Int
    var text: String
    var status: Int32
    var shown: [String]
  }

  enum Step: Equatable {
    case file(name: String, text: String)
    case command(Command)
  }

  private(set) var steps: [Step] = []
  /// What keeps the page from being read as it is meant.
  private(set) var mistakes: [String] = []

  var commands: [Command] {
    steps.compactMap { if case .command(let command) = $0 { command } else { nil } }
  }

  init(_ page: String) {
    var block: (info: String, start: Int, lines: [String])?
    for (index, line) in page.components(separatedBy: "\n").enumerated() {
      if line.hasPrefix("```") {
        if let whole = block {
          close(whole.info, start: whole.start, lines: whole.lines)
          block = nil
        } else {
          block = (String(line.dropFirst(3)), index + 1, [])
        }
      } else {
        block?.lines.append(line)
      }
    }
    if let block { mistakes.append("\(block.start): the block has no end") }
  }

  private mutating func close(_ info: String, start: Int, lines: [String]) {
    if info == "console" { return readConsole(start: start, lines: lines) }
    guard let name = info.firstMatch(of: /^[a-z]+ file=([A-Za-z0-9._-]+)$/)?.1 else {
      mistakes.append(
        "\(start): a block is 'console' or 'LANGUAGE file=NAME', since nobody runs any other: \(info)")
      return
    }
    steps.append(.file(name: String(name), text: lines.map { $0 + "\n" }.joined()))
  }

  private mutating func readConsole(start: Int, lines: [String]) {
    var index = 0
    while index < lines.count {
      guard lines[index].hasPrefix("$ ") else {
        mistakes.append("\(start + index + 1): output of no command: \(lines[index])")
        return
      }
      var command = Command(
        line: start + index + 1, text: String(lines[index].dropFirst(2)), status: 0, shown: [])
      while lines[index].hasSuffix("\\"), index + 1 < lines.count {
        index += 1
        command.text += "\n" + lines[index]
      }
      if let status = command.text.firstMatch(of: /# exit (\d+)$/) { command.status = Int32(status.1) ?? -1 }
      index += 1
      while index < lines.count, !lines[index].hasPrefix("$ ") {
        command.shown.append(lines[index])
        index += 1
      }
      steps.append(.command(command))
    }
  }

  /// Runs the page.
  ///
  /// - Returns: what is not as the page says, each with its line; nothing where all is.
  func run() async throws -> [String] {
    guard mistakes.isEmpty else { return mistakes }
    let folder = try TemporaryFolder()
    let notes = try TemporaryFolder()
    var script = "exec < /dev/null\n"
    for (index, step) in steps.enumerated() {
      switch step {
      case .file(let name, let text):
        _ = try notes.file("\(index)", text)
        script += "cp \"$0/\(index)\" '\(name)'\n"
      case .command(let command):
        // Read by eval, so that one that does not parse spoils no other.
        _ = try notes.file("\(index)", command.text + "\n")
        script +=
          "eval \"$(cat \"$0/\(index)\")\" > \"$0/\(index).out\" 2>&1; echo $? > \"$0/\(index).status\"\n"
      }
    }
    _ = try await HawthorneBinary.shell(script, [notes.path], folder: folder.path)
    return steps.enumerated().compactMap { index, step in
      guard case .command(let command) = step else { return nil }
      guard let status = try? String(contentsOfFile: "\(notes.path)/\(index).status", encoding: .utf8) else {
        return "\(command.line): was not run: \(command.text)"
      }
      let printed = (try? String(contentsOfFile: "\(notes.path)/\(index).out", encoding: .utf8)) ?? ""
      var wrong: [String] = []
      let ended = status.trimmingCharacters(in: .whitespacesAndNewlines)
      if ended != String(command.status) { wrong.append("ended with \(ended), not \(command.status)") }
      var lines = printed.components(separatedBy: "\n")
      if lines.last == "" { lines.removeLast() }
      if let mismatch = Self.mismatch(shown: command.shown, printed: lines) { wrong.append(mismatch) }
      guard !wrong.isEmpty else { return nil }
      return
        "\(command.line): \(command.text)\n\(wrong.joined(separator: "\n"))\nprinted:\n\(printed.prefix(4000))"
    }
  }

  /// Why what was printed is not what is shown; nil where it is.
  static func mismatch(shown: [String], printed: [String]) -> String? {
    // The lines that could come next, after each shown one.
    var next: Set<Int> = [0]
    for pattern in shown {
      if pattern == "…" {
        next = Set((next.min() ?? 0)...printed.count)
      } else {
        let after = next.filter { $0 < printed.count && Self.line(printed[$0], fits: pattern) }.map { $0 + 1 }
        guard !after.isEmpty else { return "is not printed there: \(pattern)" }
        next = Set(after)
      }
    }
    return next.contains(printed.count) ? nil : "prints more than is shown"
  }

  /// Whether a line is the pattern, with any text for each `…`.
  static func line(_ line: String, fits pattern: String) -> Bool {
    func trimmed(_ text: String) -> Substring {
      text.lastIndex { $0 != " " }.map { text[...$0] } ?? ""
    }
    let parts = trimmed(pattern).split(separator: "…", omittingEmptySubsequences: false)
    var rest = trimmed(line)
    guard parts.count > 1, let first = parts.first, let last = parts.last else {
      return rest == parts.first ?? ""
    }
    guard rest.hasPrefix(first) else { return false }
    rest = rest.dropFirst(first.count)
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
      guard let found = rest.range(of: part) else { return false }
      rest = rest[found.upperBound...]
    }
    return rest.hasSuffix(last)
  }
}
