/// What a prompt looks like, by its lines; the first rule that fits decides.
///
/// 1. `json`: begins and ends with the brackets of an object or array.
/// 2. `code`: holds a fence of three backticks or tildes.
/// 3. `table-or-log`: three lines or more that have two or more `|` or tabs, or three commas or more without a
///    space after them, or begin with a date or a time.
/// 4. `numbered-task`: two lines or more begin with a number and `.` or `)`, or one with `Task`, `Question`,
///    `Problem` or `Exercise` and a number or colon.
/// 5. `chat`: three lines or more begin with a name of one or two words and a colon, at least two of them alike.
/// 6. `list`: two lines or more begin with `-`, `*` or `•`.
/// 7. `prose`: anything else.
public enum FormatClass: String, Sendable, Hashable, Codable, CaseIterable {
  case json, code
  case tableOrLog = "table-or-log"
  case numberedTask = "numbered-task"
  case chat, list, prose

  init(_ text: String) {
    let bytes = Array(text.utf8)
    if let first = bytes.first, let last = bytes.last,
      (first == UInt8(ascii: "{") && last == UInt8(ascii: "}"))
        || (first == UInt8(ascii: "[") && last == UInt8(ascii: "]") && bytes.contains(UInt8(ascii: ",")))
    {
      self = .json
      return
    }
    var tally = Tally()
    for line in bytes.split(separator: UInt8(ascii: "\n")) { tally.take(line) }
    self =
      tally.fences > 0
      ? .code
      : tally.rows >= 3
        ? .tableOrLog
        : tally.numbered >= 2 || tally.tasks > 0
          ? .numberedTask
          : tally.speeches >= 3 && tally.speakers.values.contains { $0 > 1 }
            ? .chat : tally.bullets >= 2 ? .list : .prose
  }

  private struct Tally {
    var fences = 0
    var rows = 0
    var numbered = 0
    var tasks = 0
    var bullets = 0
    var speeches = 0
    var speakers: [String: Int] = [:]

    mutating func take(_ whole: ArraySlice<UInt8>) {
      let line = whole.drop { $0 == UInt8(ascii: " ") }
      guard let first = line.first else { return }
      if line.starts(with: "```".utf8) || line.starts(with: "~~~".utf8) { fences += 1 }
      if Self.isRow(line) { rows += 1 }
      if (first == UInt8(ascii: "-") || first == UInt8(ascii: "*"))
        && line.dropFirst().first == UInt8(ascii: " ") || line.starts(with: "•".utf8)
      {
        bullets += 1
      }
      let rest = line.drop { (0x30...0x39).contains($0) }
      if rest.startIndex > line.startIndex, rest.startIndex - line.startIndex <= 2,
        rest.first == UInt8(ascii: ".") || rest.first == UInt8(ascii: ")"),
        rest.dropFirst().first == UInt8(ascii: " ")
      {
        numbered += 1
      }
      for word in ["Task", "Question", "Problem", "Exercise"] where line.starts(with: word.utf8) {
        let after = line.dropFirst(word.utf8.count).drop { $0 == UInt8(ascii: " ") }.first ?? 0
        if after == UInt8(ascii: ":") || (0x30...0x39).contains(after) { tasks += 1 }
      }
      if let colon = line.prefix(32).firstIndex(of: UInt8(ascii: ":")),
        line.dropFirst(colon - line.startIndex + 1).first == UInt8(ascii: " ")
      {
        let name = line[line.startIndex..<colon]
        let isName =
          (0x41...0x5A).contains(first)
          && name.allSatisfy { ScalarClass.of(ascii: $0) == .letter || $0 == 0x20 || $0 >= 0x80 }
          && name.count { $0 == 0x20 } <= 1
        if isName {
          speeches += 1
          speakers[String(decoding: name, as: UTF8.self), default: 0] += 1
        }
      }
    }

    private static func isRow(_ line: ArraySlice<UInt8>) -> Bool {
      var pipes = 0
      var commas = 0
      var previous: UInt8 = 0
      for byte in line {
        if byte == UInt8(ascii: "|") || byte == 0x09 { pipes += 1 }
        if previous == UInt8(ascii: ","), byte != 0x20 { commas += 1 }
        previous = byte
      }
      if pipes >= 2 || commas >= 3 { return true }
      let start = Array(line.prefix(11).drop { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "(") })
      func digits(_ places: Int...) -> Bool {
        places.allSatisfy { $0 < start.count && (0x30...0x39).contains(start[$0]) }
      }
      let isDate = digits(0, 1, 2, 3, 5, 6, 8, 9) && start[4] == 0x2D && start[7] == 0x2D
      let isTime = digits(0, 1, 3, 4) && start[2] == 0x3A
      return isDate || isTime
    }
  }
}
