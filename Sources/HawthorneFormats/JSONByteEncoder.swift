import FoundationEssentials
import HawthorneCore

/// Encodes any `Encodable` value straight into the bytes of one line of JSON, members sorted by name.
///
/// The bytes that Foundation's encoder, or `CanonicalJSON` by way of a `JSONValue`, would write, without the tree in
/// between: planning and storing encode every rollout several times. A member is written where it is encoded, and an
/// object's members are moved only where they were not in order already.
final class JSONByteEncoder {
  // Nothing here is called back into while it writes.
  @exclusivity(unchecked) fileprivate var out: JSONByteWriter

  private init(_ spelling: JSONByteWriter.Spelling) { out = JSONByteWriter(spelling) }

  /// - Throws: `CanonicalJSON.NotFinite` for a NaN or an infinity, or the value's own encoding error.
  static func bytes<Value: Encodable>(of value: Value, _ spelling: JSONByteWriter.Spelling) throws -> [UInt8]
  {
    let encoder = JSONByteEncoder(spelling)
    try encoder.write(value)
    return encoder.out.bytes
  }

  fileprivate func write<Value: Encodable>(_ value: Value) throws {
    // Compared before they are cast: a cast costs more than most values take to write.
    if Value.self == String.self, let value = value as? String {
      out.write(value)
    } else if Value.self == JSONValue.self, let value = value as? JSONValue {
      try out.write(value)
    } else if Value.self == Data.self, let value = value as? Data {
      out.write(value.base64EncodedString())
    } else if Value.self == Date.self, let value = value as? Date {
      try out.write(value.timeIntervalSinceReferenceDate)
    } else if Value.self == URL.self, let value = value as? URL {
      out.write(value.absoluteString)
    } else {
      let node = Node(self)
      try value.encode(to: Place(node: node))
      node.finish()
    }
  }

  /// What one value's `encode(to:)` writes: an object, an array, or another value.
  fileprivate final class Node {
    enum Shape { case none, value, object, array }

    let encoder: JSONByteEncoder
    private let start: Int
    private var shape = Shape.none
    /// Of an object: names, and where each member begins.
    private var members: [(name: MemberName, start: Int)] = []
    /// Containers that are filled after they were handed out, with bytes of their own: members by name …
    private var laterMembers: [(name: String, node: Node)] = []
    /// … and items by the place they go to.
    private var laterItems: [(place: Int, node: Node)] = []
    private(set) var count = 0

    init(_ encoder: JSONByteEncoder) {
      self.encoder = encoder
      start = encoder.out.bytes.count
    }

    /// A node that is filled later, in bytes of its own.
    private func later() -> Node { Node(JSONByteEncoder(encoder.out.spelling)) }

    func begin(_ wanted: Shape) {
      guard shape == .none else { return }
      shape = wanted
      switch wanted {
      case .object: encoder.out.bytes.append(UInt8(ascii: "{"))
      case .array: encoder.out.bytes.append(UInt8(ascii: "["))
      case .none, .value: break
      }
    }

    func beginMember(_ name: String) {
      if !members.isEmpty { encoder.out.bytes.append(UInt8(ascii: ",")) }
      members.append((MemberName(name), encoder.out.bytes.count))
      encoder.out.write(name)
      encoder.out.bytes.append(UInt8(ascii: ":"))
    }

    func laterMember(_ name: String) -> Node {
      let node = later()
      laterMembers.append((name, node))
      return node
    }

    func beginItem() {
      if count > 0 { encoder.out.bytes.append(UInt8(ascii: ",")) }
      count += 1
    }

    func laterItem() -> Node {
      beginItem()
      let node = later()
      laterItems.append((encoder.out.bytes.count, node))
      return node
    }

    func finish() {
      switch shape {
      case .none: encoder.out.bytes += "{}".utf8
      case .value: break
      case .array:
        for (place, node) in laterItems.reversed() {
          node.finish()
          encoder.out.bytes.insert(contentsOf: node.encoder.out.bytes, at: place)
        }
        encoder.out.bytes.append(UInt8(ascii: "]"))
      case .object:
        for (name, node) in laterMembers {
          node.finish()
          beginMember(name)
          encoder.out.bytes += node.encoder.out.bytes
        }
        if !isInOrder { reorder() }
        encoder.out.bytes.append(UInt8(ascii: "}"))
      }
    }

    private var isInOrder: Bool {
      var index = 1
      while index < members.count {
        guard precedes(index - 1, index) else { return false }
        index += 1
      }
      return true
    }

    private func precedes(_ left: Int, _ right: Int) -> Bool {
      members[left].name.precedes(members[right].name, encoder.out.spelling)
    }

    /// Puts the members in order; of those of one name the last stands.
    private func reorder() {
      let end = encoder.out.bytes.count
      var sorted: [UInt8] = []
      sorted.reserveCapacity(end - start)
      withUnsafeTemporaryAllocation(of: Int.self, capacity: members.count) { order in
        // Insertion keeps those of one name in the order in which they came, and there are few.
        for index in members.indices {
          var place = index
          while place > 0, precedes(index, order[place - 1]) {
            order.initializeElement(at: place, to: order[place - 1])
            place -= 1
          }
          order.initializeElement(at: place, to: index)
        }
        encoder.out.bytes.withUnsafeBufferPointer { bytes in
          for place in 0..<members.count {
            let index = order[place]
            if place + 1 < members.count, !precedes(index, order[place + 1]) { continue }
            sorted.append(sorted.isEmpty ? UInt8(ascii: "{") : UInt8(ascii: ","))
            let last = index + 1 < members.count ? members[index + 1].start - 1 : end
            sorted.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[members[index].start..<last]))
          }
        }
      }
      encoder.out.bytes.replaceSubrange(start..., with: sorted)
    }
  }
}

/// A member's name with its first eight bytes, by which most are told apart.
private struct MemberName {
  private let text: String
  private let beginning: UInt64

  init(_ text: String) {
    self.text = text
    var beginning: UInt64 = 0
    var shift: UInt64 = 64
    for byte in text.utf8 {
      shift -= 8
      beginning |= UInt64(byte) << shift
      if shift == 0 { break }
    }
    self.beginning = beginning
  }

  /// Both orders are that of the bytes where all are ASCII.
  func precedes(_ other: Self, _ spelling: JSONByteWriter.Spelling) -> Bool {
    let isASCII = (beginning | other.beginning) & 0x8080_8080_8080_8080 == 0
    if isASCII, beginning != other.beginning { return beginning < other.beginning }
    return spelling.precedes(text, other.text)
  }
}

private typealias Node = JSONByteEncoder.Node

/// Where a value writes itself to.
private struct Place: Encoder {
  let node: Node
  // Only errors would tell it, and encoding our own values throws for numbers alone.
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    node.begin(.object)
    return KeyedEncodingContainer(Members(node: node))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    node.begin(.array)
    return Items(node: node)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer {
    node.begin(.value)
    return Single(node: node)
  }
}

private struct Members<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let node: Node
  var codingPath: [any CodingKey] { [] }

  private func put(_ key: Key, _ write: (JSONByteEncoder) throws -> Void) rethrows {
    node.beginMember(key.stringValue)
    try write(node.encoder)
  }

  func encodeNil(forKey key: Key) { put(key) { $0.out.writeNull() } }
  func encode(_ value: Bool, forKey key: Key) { put(key) { $0.out.write(value) } }
  func encode(_ value: String, forKey key: Key) { put(key) { $0.out.write(value) } }
  func encode(_ value: Double, forKey key: Key) throws { try put(key) { try $0.out.write(value) } }
  func encode(_ value: Float, forKey key: Key) throws { try put(key) { try $0.out.write(value) } }
  func encode(_ value: Int, forKey key: Key) { put(key) { $0.out.write(Int64(value)) } }
  func encode(_ value: Int8, forKey key: Key) { put(key) { $0.out.write(Int64(value)) } }
  func encode(_ value: Int16, forKey key: Key) { put(key) { $0.out.write(Int64(value)) } }
  func encode(_ value: Int32, forKey key: Key) { put(key) { $0.out.write(Int64(value)) } }
  func encode(_ value: Int64, forKey key: Key) { put(key) { $0.out.write(value) } }
  func encode(_ value: UInt, forKey key: Key) throws { try put(key) { try $0.out.write(UInt64(value)) } }
  func encode(_ value: UInt8, forKey key: Key) { put(key) { $0.out.write(Int64(value)) } }
  func encode(_ value: UInt16, forKey key: Key) { put(key) { $0.out.write(Int64(value)) } }
  func encode(_ value: UInt32, forKey key: Key) { put(key) { $0.out.write(Int64(value)) } }
  func encode(_ value: UInt64, forKey key: Key) throws { try put(key) { try $0.out.write(value) } }
  func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
    try put(key) { try $0.write(value) }
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) -> KeyedEncodingContainer<Nested> {
    Place(node: node.laterMember(key.stringValue)).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    Place(node: node.laterMember(key.stringValue)).unkeyedContainer()
  }

  func superEncoder() -> any Encoder { Place(node: node.laterMember("super")) }
  func superEncoder(forKey key: Key) -> any Encoder { Place(node: node.laterMember(key.stringValue)) }
}

private struct Items: UnkeyedEncodingContainer {
  let node: Node
  var codingPath: [any CodingKey] { [] }
  var count: Int { node.count }

  private func put(_ write: (JSONByteEncoder) throws -> Void) rethrows {
    node.beginItem()
    try write(node.encoder)
  }

  func encodeNil() { put { $0.out.writeNull() } }
  func encode(_ value: Bool) { put { $0.out.write(value) } }
  func encode(_ value: String) { put { $0.out.write(value) } }
  func encode(_ value: Double) throws { try put { try $0.out.write(value) } }
  func encode(_ value: Float) throws { try put { try $0.out.write(value) } }
  func encode(_ value: Int) { put { $0.out.write(Int64(value)) } }
  func encode(_ value: Int8) { put { $0.out.write(Int64(value)) } }
  func encode(_ value: Int16) { put { $0.out.write(Int64(value)) } }
  func encode(_ value: Int32) { put { $0.out.write(Int64(value)) } }
  func encode(_ value: Int64) { put { $0.out.write(value) } }
  func encode(_ value: UInt) throws { try put { try $0.out.write(UInt64(value)) } }
  func encode(_ value: UInt8) { put { $0.out.write(Int64(value)) } }
  func encode(_ value: UInt16) { put { $0.out.write(Int64(value)) } }
  func encode(_ value: UInt32) { put { $0.out.write(Int64(value)) } }
  func encode(_ value: UInt64) throws { try put { try $0.out.write(value) } }
  func encode<Value: Encodable>(_ value: Value) throws { try put { try $0.write(value) } }

  func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
    Place(node: node.laterItem()).container(keyedBy: type)
  }

  func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    Place(node: node.laterItem()).unkeyedContainer()
  }

  func superEncoder() -> any Encoder { Place(node: node.laterItem()) }
}

private struct Single: SingleValueEncodingContainer {
  let node: Node
  var codingPath: [any CodingKey] { [] }

  func encodeNil() { node.encoder.out.writeNull() }
  func encode(_ value: Bool) { node.encoder.out.write(value) }
  func encode(_ value: String) { node.encoder.out.write(value) }
  func encode(_ value: Double) throws { try node.encoder.out.write(value) }
  func encode(_ value: Float) throws { try node.encoder.out.write(value) }
  func encode(_ value: Int) { node.encoder.out.write(Int64(value)) }
  func encode(_ value: Int8) { node.encoder.out.write(Int64(value)) }
  func encode(_ value: Int16) { node.encoder.out.write(Int64(value)) }
  func encode(_ value: Int32) { node.encoder.out.write(Int64(value)) }
  func encode(_ value: Int64) { node.encoder.out.write(value) }
  func encode(_ value: UInt) throws { try node.encoder.out.write(UInt64(value)) }
  func encode(_ value: UInt8) { node.encoder.out.write(Int64(value)) }
  func encode(_ value: UInt16) { node.encoder.out.write(Int64(value)) }
  func encode(_ value: UInt32) { node.encoder.out.write(Int64(value)) }
  func encode(_ value: UInt64) throws { try node.encoder.out.write(value) }
  func encode<Value: Encodable>(_ value: Value) throws { try node.encoder.write(value) }
}
