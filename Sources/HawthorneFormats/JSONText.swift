public import FoundationEssentials
public import HawthorneCore

/// Reading JSON documents.
public enum JSONText {
  /// Text that is not JSON.
  public struct Malformed: ExplainedError {
    /// What was read: a file, a line, a server's answer.
    public var origin: String
    public var detail: String
    /// The place and the cause, where they are known.
    public var fault: JSONFault?

    public init(origin: String, detail: String) {
      self.origin = origin
      self.detail = detail
    }

    init(origin: String, fault: JSONFault) {
      self.init(origin: origin, detail: fault.description)
      self.fault = fault
    }

    public var problem: String {
      fault?.isRepeated == true ? "In \(origin) \(detail)." : "\(origin) is not valid JSON: \(detail)."
    }
    public var fix: String { "Check that it is complete and UTF-8." }
    public var exitStatus: ExitStatus { .invalid }
  }

  /// Parses one document.
  ///
  /// - Parameter origin: what the bytes are, for the error.
  /// - Throws: `Malformed`.
  public static func parse(_ bytes: Data, origin: String) throws(Malformed) -> JSONValue {
    do throws(JSONFault) {
      return try read(bytes, .repeatedNames).value
    } catch {
      // Other encodings than UTF-8, which others write, are Foundation's to read.
      if let value = try? JSONDecoder().decode(JSONValue.self, from: bytes) { return value }
      throw Malformed(origin: origin, fault: error)
    }
  }

  /// Parses one document of ours: UTF-8 without a byte order mark, and each name once in an object (I-JSON, RFC 7493), so
  /// that every reader reads the same in it.
  ///
  /// - Throws: `Malformed`, always with its `fault`.
  public static func parseStrictly(_ bytes: Data, origin: String) throws(Malformed) -> JSONValue {
    do throws(JSONFault) {
      return try read(bytes, []).value
    } catch {
      throw Malformed(origin: origin, fault: error)
    }
  }

  /// Parses one document as `parse` does, with U+FFFD for every half of a surrogate pair: Python writes such halves, and
  /// one of them is no reason to lose a document.
  ///
  /// - Returns: the value and how many halves there were.
  /// - Throws: `Malformed`.
  public static func parseReplacing(
    _ bytes: Data, origin: String
  ) throws(Malformed) -> (value: JSONValue, replaced: Int) {
    if let found = try? read(bytes, [.repeatedNames, .halfPairs]) { return found }
    return (try parse(bytes, origin: origin), 0)
  }

  private static func read(
    _ bytes: Data, _ leniency: JSONReader.Leniency
  ) throws(JSONFault) -> (value: JSONValue, replaced: Int) {
    let found = bytes.withUnsafeBytes { raw in
      raw.withMemoryRebound(to: UInt8.self) { bytes in
        Result { () throws(JSONFault) in try JSONReader.read(bytes, leniency) }
      }
    }
    return try found.get()
  }

  /// Parses one document that must be UTF-8, nil for one that is not, or that is not JSON.
  public static func parse(utf8 bytes: [UInt8]) -> JSONValue? {
    if let value = bytes.withUnsafeBufferPointer({ JSONReader.value($0) }) { return value }
    guard String(validating: bytes, as: UTF8.self) != nil else { return nil }
    return try? decode(JSONValue.self, from: Data(bytes), origin: "")
  }

  /// Decodes one document into a type.
  ///
  /// - Throws: `Malformed`, with the path of the member that does not fit.
  public static func decode<Value: Decodable>(
    _ type: Value.Type, from bytes: Data, origin: String
  ) throws(Malformed) -> Value {
    do {
      return try JSONDecoder().decode(type, from: bytes)
    } catch let error as DecodingError {
      // Of bytes that are no JSON Foundation says no more than that.
      if case .dataCorrupted(let context) = error, context.codingPath.isEmpty {
        do throws(JSONFault) { _ = try read(bytes, .repeatedNames) } catch {
          throw Malformed(origin: origin, fault: error)
        }
      }
      throw Malformed(origin: origin, detail: Self.detail(of: error))
    } catch {
      throw Malformed(origin: origin, detail: "unreadable")
    }
  }

  /// A value as Foundation's encoder writes it on one line, with sorted members and slashes as they are.
  ///
  /// - Throws: `CanonicalJSON.NotFinite` for a NaN or an infinity, or the value's own encoding error.
  public static func line(of value: some Encodable) throws -> String {
    String(decoding: try JSONByteEncoder.bytes(of: value, .swift), as: UTF8.self)
  }

  /// Any encodable value as a JSON value.
  ///
  /// - Throws: `CanonicalJSON.NotFinite` for a NaN or an infinity, or the value's own encoding error.
  public static func value(of value: some Encodable) throws -> JSONValue {
    try JSONValueEncoder.value(of: value)
  }

  private static func detail(of error: DecodingError) -> String {
    func place(_ context: DecodingError.Context) -> String {
      let path = context.codingPath.map(\.stringValue).joined(separator: ".")
      return path.isEmpty ? "" : "at '\(path)': "
    }
    return switch error {
    case .keyNotFound(let key, let context): "\(place(context))'\(key.stringValue)' is missing"
    case .typeMismatch(let type, let context): "\(place(context))expected \(type)"
    case .valueNotFound(let type, let context): "\(place(context))expected \(type), found null"
    case .dataCorrupted(let context): "\(place(context))\(context.debugDescription)"
    @unknown default: "unreadable"
    }
  }
}
