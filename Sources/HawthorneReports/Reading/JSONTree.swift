import HawthorneCore
import HawthorneFormats

/// Any encodable value as a JSON value without a detour over text: a report of many scenarios has millions of
/// members, and parsing its own text back takes most of the time that a report does.
///
/// For what reports are made of (structs, enums, arrays, dictionaries with text keys, numbers, text) it gives what
/// `JSONText.value(of:)` gives.
enum JSONTree {
  /// A NaN or an infinity goes in as it is; writing it is what throws.
  ///
  /// - Throws: the value's own encoding error.
  static func value(of value: some Encodable) throws -> JSONValue {
    let node = Node()
    try value.encode(to: TreeEncoder(node: node))
    return node.json
  }

  fileprivate final class Node {
    enum Content {
      case empty
      case leaf(JSONValue)
      case array([Node])
      case object([String: Node])
    }

    var content = Content.empty

    var json: JSONValue {
      switch content {
      case .empty: .object([:])
      case .leaf(let value): value
      case .array(let items): .array(items.map(\.json))
      case .object(let members): .object(members.mapValues(\.json))
      }
    }

    func member(_ key: String) -> Node {
      let child = Node()
      guard case .object(var members) = content else {
        content = .object([key: child])
        return child
      }
      // Emptied first, so that the dictionary is not copied.
      content = .empty
      members[key] = child
      content = .object(members)
      return child
    }

    func item() -> Node {
      let child = Node()
      guard case .array(var items) = content else {
        content = .array([child])
        return child
      }
      content = .empty
      items.append(child)
      content = .array(items)
      return child
    }

    func set(_ value: some Encodable) throws {
      switch value {
      case let value as JSONValue: content = .leaf(value)
      case let value as String: content = .leaf(.string(value))
      case let value as Bool: content = .leaf(.bool(value))
      case let value as Double:
        content = .leaf(Int64(exactly: value).map(JSONValue.integer) ?? .number(value))
      case let value as any BinaryInteger:
        content = .leaf(Int64(exactly: value).map(JSONValue.integer) ?? .number(Double(value)))
      default: try value.encode(to: TreeEncoder(node: self))
      }
    }
  }
}

private struct TreeEncoder: Encoder {
  let node: JSONTree.Node
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    if case .empty = node.content { node.content = .object([:]) }
    return KeyedEncodingContainer(Keyed<Key>(node: node))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    if case .empty = node.content { node.content = .array([]) }
    return Unkeyed(node: node)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { Single(node: node) }
}

private struct Keyed<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let node: JSONTree.Node
  var codingPath: [any CodingKey] { [] }

  func encodeNil(forKey key: Key) { node.member(key.stringValue).content = .leaf(.null) }
  func encode(_ value: some Encodable, forKey key: Key) throws { try node.member(key.stringValue).set(value) }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) -> KeyedEncodingContainer<Nested> {
    TreeEncoder(node: node.member(key.stringValue)).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    TreeEncoder(node: node.member(key.stringValue)).unkeyedContainer()
  }

  func superEncoder() -> any Encoder { TreeEncoder(node: node.member("super")) }
  func superEncoder(forKey key: Key) -> any Encoder { TreeEncoder(node: node.member(key.stringValue)) }
}

private struct Unkeyed: UnkeyedEncodingContainer {
  let node: JSONTree.Node
  var codingPath: [any CodingKey] { [] }
  var count: Int { if case .array(let items) = node.content { items.count } else { 0 } }

  func encodeNil() { node.item().content = .leaf(.null) }
  func encode(_ value: some Encodable) throws { try node.item().set(value) }

  func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
    TreeEncoder(node: node.item()).container(keyedBy: type)
  }

  func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    TreeEncoder(node: node.item()).unkeyedContainer()
  }
  func superEncoder() -> any Encoder { TreeEncoder(node: node.item()) }
}

private struct Single: SingleValueEncodingContainer {
  let node: JSONTree.Node
  var codingPath: [any CodingKey] { [] }

  func encodeNil() { node.content = .leaf(.null) }

  func encode(_ value: Bool) { node.content = .leaf(.bool(value)) }
  func encode(_ value: String) { node.content = .leaf(.string(value)) }
  func encode(_ value: Double) throws { try node.set(value) }
  func encode(_ value: Float) throws { try node.set(Double(value)) }
  func encode(_ value: Int) throws { try node.set(value) }
  func encode(_ value: Int8) throws { try node.set(value) }
  func encode(_ value: Int16) throws { try node.set(value) }
  func encode(_ value: Int32) throws { try node.set(value) }
  func encode(_ value: Int64) throws { try node.set(value) }
  func encode(_ value: UInt) throws { try node.set(value) }
  func encode(_ value: UInt8) throws { try node.set(value) }
  func encode(_ value: UInt16) throws { try node.set(value) }
  func encode(_ value: UInt32) throws { try node.set(value) }
  func encode(_ value: UInt64) throws { try node.set(value) }
  func encode(_ value: some Encodable) throws { try node.set(value) }
}
