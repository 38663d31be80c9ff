public import FoundationEssentials

/// Comma-separated values (RFC 4180): quoted fields, doubled quotes, line breaks in quotes, LF or CRLF, a byte order mark.
public enum CSV {
  /// One record and the line it begins at, from 1.
  public struct Record: Sendable, Hashable {
    public var line: Int
    public var fields: [String]
  }

  /// Text that is not CSV.
  public struct Malformed: Error, Sendable, Hashable {
    public var line: Int
    /// Phrased as the fix.
    public var message: String
  }

  /// Reads every record; blank lines are passed over.
  ///
  /// - Parameter delimiter: one ASCII character.
  /// - Throws: `Malformed` for bytes that are not UTF-8, a quote that is never closed, or text after a closing quote.
  public static func records(_ bytes: Data, delimiter: Character = ",") throws(Malformed) -> [Record] {
    var parser = Parser(bytes: [UInt8](bytes), delimiter: delimiter.asciiValue ?? UInt8(ascii: ","))
    return try parser.records()
  }

  private struct Parser {
    let bytes: [UInt8]
    let delimiter: UInt8
    var index = 0
    var line = 1

    private static let quote = UInt8(ascii: "\"")
    private static let newline = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    mutating func records() throws(Malformed) -> [Record] {
      if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
      var records: [Record] = []
      while index < bytes.count {
        let start = line
        var fields: [String] = []
        repeat {
          fields.append(try field())
        } while take(delimiter)
        endLine()
        if fields.count > 1 || !fields[0].isEmpty { records.append(Record(line: start, fields: fields)) }
      }
      return records
    }

    private mutating func take(_ byte: UInt8) -> Bool {
      guard index < bytes.count, bytes[index] == byte else { return false }
      index += 1
      return true
    }

    /// Over the line's end; a lone carriage return ends a line too.
    private mutating func endLine() {
      let hadReturn = take(Self.carriageReturn)
      if take(Self.newline) || hadReturn { line += 1 }
    }

    private mutating func field() throws(Malformed) -> String {
      let start = line
      guard take(Self.quote) else {
        let from = index
        while index < bytes.count, !endsField(bytes[index]) { index += 1 }
        // `a, "b"`: read as it stands, the quotes would become part of the text.
        if bytes[from..<index].first(where: { $0 != UInt8(ascii: " ") }) == Self.quote {
          throw Malformed(line: start, message: "remove the blanks before the quote that opens a field")
        }
        return try text(bytes[from..<index], line: start)
      }
      var content: [UInt8] = []
      while true {
        guard index < bytes.count else {
          throw Malformed(line: start, message: "close the quote that opens here")
        }
        let byte = bytes[index]
        index += 1
        if byte == Self.newline { line += 1 }
        if byte != Self.quote {
          content.append(byte)
        } else if take(Self.quote) {
          content.append(Self.quote)
        } else {
          break
        }
      }
      guard index == bytes.count || endsField(bytes[index]) else {
        throw Malformed(line: line, message: "double the quotes inside a quoted field")
      }
      return try text(content[...], line: start)
    }

    private func endsField(_ byte: UInt8) -> Bool {
      byte == delimiter || byte == Self.newline || byte == Self.carriageReturn
    }

    private func text(_ bytes: ArraySlice<UInt8>, line: Int) throws(Malformed) -> String {
      guard let text = String(validating: bytes, as: UTF8.self) else {
        throw Malformed(line: line, message: "save the file as UTF-8: a field of this line is not")
      }
      return text
    }
  }
}
