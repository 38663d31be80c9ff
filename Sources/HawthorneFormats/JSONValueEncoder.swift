import FoundationEssentials
import HawthorneCore

/// Encodes any `Encodable` value straight into a `JSONValue`.
///
/// The same value as Foundation's `JSONEncoder` and `JSONDecoder` would give one after the other, without writing and
/// reading text in between: planning and storing encode every rollout several times. Whole numbers become
/// `.integer` however they were held, as they would when read.
final class JSONValueEncoder: Encoder {
  // Only errors would tell it, and encoding our own values throws for numbers alone.
  var codingPath: [any CodingKey] { [] }
  let userInfo: [CodingUserInfoKey: Any] = [:]
  private var box: Box?

  /// - Throws: `CanonicalJSON.NotFinite` for a NaN or an infinity, or the value's own encoding error.
  static func value<Value: Encodable>(of value: Value) throws -> JSONValue {
    switch value {
    case let value as JSONValue: return try checked(value)
    case let value as String: return .string(value)
    case let value as Data: return .string(value.base64EncodedString())
    case let value as Date: return try number(value.timeIntervalSinceReferenceDate)
    case let value as URL: return .string(value.absoluteString)
    default:
      let encoder = JSONValueEncoder()
      try value.encode(to: encoder)
      return encoder.box?.value ?? .object([:])
    }
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    let object = box as? ObjectBox ?? ObjectBox()
    box = object
    return KeyedEncodingContainer(Keyed(object: object))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    let array = box as? ArrayBox ?? ArrayBox()
    box = array
    return Unkeyed(array: array)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { Single(encoder: self) }

  // MARK: Values

  static func number(_ value: Double) throws -> JSONValue {
    guard value.isFinite else { throw CanonicalJSON.NotFinite() }
    // Beyond 2^53 the shortest digits, which are what is written, are not those of the whole number.
    guard value.magnitude < 0x1p53, let whole = Int64(exactly: value) else { return .number(value) }
    return .integer(whole)
  }

  static func integer(_ value: some BinaryInteger) -> JSONValue {
    Int64(exactly: value).map { .integer($0) } ?? .number(Double(value))
  }

  /// A value that was a `JSONValue` already, its numbers as reading would give them.
  private static func checked(_ value: JSONValue) throws -> JSONValue {
    switch value {
    case .null, .bool, .integer, .string: value
    case .number(let number): try Self.number(number)
    case .array(let items): .array(try items.map(checked))
    case .object(let members): .object(try members.mapValues(checked))
    }
  }

  // MARK: What is being built

  /// A container's content; a class, because nested containers are filled after they were handed out.
  private class Box {
    var value: JSONValue { .null }
  }

  private final class ValueBox: Box {
    let content: JSONValue
    init(_ content: JSONValue) { self.content = content }
    override var value: JSONValue { content }
  }

  private final class ObjectBox: Box {
    var members: [String: JSONValue] = [:]
    var nested: [(key: String, box: Box)] = []

    override var value: JSONValue {
      for (key, box) in nested { members[key] = box.value }
      nested = []
      return .object(members)
    }
  }

  private final class ArrayBox: Box {
    enum Item {
      case value(JSONValue)
      case box(Box)
    }

    var items: [Item] = []

    override var value: JSONValue {
      .array(
        items.map { item in
          switch item {
          case .value(let value): value
          case .box(let box): box.value
          }
        })
    }
  }

  /// The encoder of a base class, whose value is a member of the subclass's.
  private final class SuperBox: Box {
    let encoder = JSONValueEncoder()
    override var value: JSONValue { encoder.box?.value ?? .object([:]) }
  }

  private struct Keyed<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let object: ObjectBox
    var codingPath: [any CodingKey] { [] }

    private func put(_ value: JSONValue, _ key: Key) { object.members[key.stringValue] = value }

    func encodeNil(forKey key: Key) { put(.null, key) }
    func encode(_ value: Bool, forKey key: Key) { put(.bool(value), key) }
    func encode(_ value: String, forKey key: Key) { put(.string(value), key) }
    func encode(_ value: Double, forKey key: Key) throws { put(try number(value), key) }
    func encode(_ value: Float, forKey key: Key) throws { put(try number(shortest(value)), key) }
    func encode(_ value: Int, forKey key: Key) { put(integer(value), key) }
    func encode(_ value: Int8, forKey key: Key) { put(integer(value), key) }
    func encode(_ value: Int16, forKey key: Key) { put(integer(value), key) }
    func encode(_ value: Int32, forKey key: Key) { put(integer(value), key) }
    func encode(_ value: Int64, forKey key: Key) { put(.integer(value), key) }
    func encode(_ value: UInt, forKey key: Key) { put(integer(value), key) }
    func encode(_ value: UInt8, forKey key: Key) { put(integer(value), key) }
    func encode(_ value: UInt16, forKey key: Key) { put(integer(value), key) }
    func encode(_ value: UInt32, forKey key: Key) { put(integer(value), key) }
    func encode(_ value: UInt64, forKey key: Key) { put(integer(value), key) }
    func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
      put(try JSONValueEncoder.value(of: value), key)
    }

    func nestedContainer<Nested: CodingKey>(
      keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
      let box = ObjectBox()
      object.nested.append((key.stringValue, box))
      return KeyedEncodingContainer(Keyed<Nested>(object: box))
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
      let box = ArrayBox()
      object.nested.append((key.stringValue, box))
      return Unkeyed(array: box)
    }

    func superEncoder() -> any Encoder { superEncoder(named: "super") }
    func superEncoder(forKey key: Key) -> any Encoder { superEncoder(named: key.stringValue) }

    private func superEncoder(named name: String) -> any Encoder {
      let box = SuperBox()
      object.nested.append((name, box))
      return box.encoder
    }
  }

  private struct Unkeyed: UnkeyedEncodingContainer {
    let array: ArrayBox
    var codingPath: [any CodingKey] { [] }
    var count: Int { array.items.count }

    private func put(_ value: JSONValue) { array.items.append(.value(value)) }

    func encodeNil() { put(.null) }
    func encode(_ value: Bool) { put(.bool(value)) }
    func encode(_ value: String) { put(.string(value)) }
    func encode(_ value: Double) throws { put(try number(value)) }
    func encode(_ value: Float) throws { put(try number(shortest(value))) }
    func encode(_ value: Int) { put(integer(value)) }
    func encode(_ value: Int8) { put(integer(value)) }
    func encode(_ value: Int16) { put(integer(value)) }
    func encode(_ value: Int32) { put(integer(value)) }
    func encode(_ value: Int64) { put(.integer(value)) }
    func encode(_ value: UInt) { put(integer(value)) }
    func encode(_ value: UInt8) { put(integer(value)) }
    func encode(_ value: UInt16) { put(integer(value)) }
    func encode(_ value: UInt32) { put(integer(value)) }
    func encode(_ value: UInt64) { put(integer(value)) }
    func encode<Value: Encodable>(_ value: Value) throws { put(try JSONValueEncoder.value(of: value)) }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
      let box = ObjectBox()
      array.items.append(.box(box))
      return KeyedEncodingContainer(Keyed<Nested>(object: box))
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
      let box = ArrayBox()
      array.items.append(.box(box))
      return Unkeyed(array: box)
    }

    func superEncoder() -> any Encoder {
      let box = SuperBox()
      array.items.append(.box(box))
      return box.encoder
    }
  }

  private struct Single: SingleValueEncodingContainer {
    let encoder: JSONValueEncoder
    var codingPath: [any CodingKey] { [] }

    private func put(_ value: JSONValue) { encoder.box = ValueBox(value) }

    func encodeNil() { put(.null) }
    func encode(_ value: Bool) { put(.bool(value)) }
    func encode(_ value: String) { put(.string(value)) }
    func encode(_ value: Double) throws { put(try number(value)) }
    func encode(_ value: Float) throws { put(try number(shortest(value))) }
    func encode(_ value: Int) { put(integer(value)) }
    func encode(_ value: Int8) { put(integer(value)) }
    func encode(_ value: Int16) { put(integer(value)) }
    func encode(_ value: Int32) { put(integer(value)) }
    func encode(_ value: Int64) { put(.integer(value)) }
    func encode(_ value: UInt) { put(integer(value)) }
    func encode(_ value: UInt8) { put(integer(value)) }
    func encode(_ value: UInt16) { put(integer(value)) }
    func encode(_ value: UInt32) { put(integer(value)) }
    func encode(_ value: UInt64) { put(integer(value)) }
    func encode<Value: Encodable>(_ value: Value) throws { put(try JSONValueEncoder.value(of: value)) }
  }

  /// The number that a float's own shortest digits mean: what a reader of its text would get.
  private static func shortest(_ value: Float) -> Double { Double(value.description) ?? Double(value) }
}
