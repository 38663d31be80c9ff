import Foundation
import HawthorneCore
import Testing

@testable import HawthorneFormats

/// The encoder gives what Foundation gives by way of text.
struct JSONValueEncoderTests {
  private func byWayOfText(_ value: some Encodable) throws -> JSONValue {
    try JSONDecoder().decode(JSONValue.self, from: try JSONEncoder().encode(value))
  }

  private func check<Value: Encodable>(_ value: Value) throws {
    let direct = try JSONValueEncoder.value(of: value)
    #expect(try direct == byWayOfText(value), "\(value)")
  }

  private struct Everything: Encodable {
    enum Word: String, Encodable { case one, two }
    enum Shape: Encodable {
      case plain
      case circle(radius: Double)
      case named(String, count: Int?)
    }
    var text = "a \"quoted\" line\nwith / and \u{1F600}"
    var flag = true
    var count = -7
    var small: Int8 = -8
    var large = UInt64.max
    var half = 0.5
    var whole = 3.0
    var tiny = Double.leastNonzeroMagnitude
    var huge = 1e300
    var float: Float = 0.1
    var missing: Int?
    var present: Int? = 4
    var words: [Word] = [.one, .two]
    var shapes: [Shape] = [.plain, .circle(radius: 2), .named("n", count: nil), .named("m", count: 1)]
    var byName = ["b": [1, 2], "a": []]
    var byNumber = [7: "seven"]
    var optionals: [Int?] = [1, nil]
    var data = Data([0, 255, 3])
    var url = URL(string: "https://a.b/c?d=e")
    var date = Date(timeIntervalSinceReferenceDate: 12.5)
    var json: JSONValue = ["x": [1, 2.5, nil, true, "t", 4.0], "e": [:], "l": []]
    var nothing = Nothing()
  }

  private struct Nothing: Encodable {}

  private class Base: Encodable {
    var base = 1
  }

  private final class Derived: Base {
    var own = [1.5]
    private enum Key: String, CodingKey { case own }
    override func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(own, forKey: .own)
      try super.encode(to: container.superEncoder())
    }
  }

  private struct Nested: Encodable {
    private enum Key: String, CodingKey { case list, object }
    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      var list = container.nestedUnkeyedContainer(forKey: .list)
      try list.encode(1)
      var inner = list.nestedContainer(keyedBy: Key.self)
      try inner.encode("x", forKey: .object)
      var deepest = list.nestedUnkeyedContainer()
      try deepest.encodeNil()
      // Filled after another member was begun.
      var object = container.nestedContainer(keyedBy: Key.self, forKey: .object)
      try list.encode(2)
      try object.encode(true, forKey: .list)
    }
  }

  @Test func everyKindOfValue() throws {
    try check(Everything())
    try check(Nested())
    try check(Derived())
    try check([Everything(), Everything()])
    try check(["one": Nested()])
    try check("a text alone")
    try check(-0.0)
    try check([Int64.max, Int64.min])
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity]) func whatIsNotFiniteIsRefused(number: Double) {
    #expect(throws: CanonicalJSON.NotFinite.self) { try JSONValueEncoder.value(of: [number]) }
    #expect(throws: CanonicalJSON.NotFinite.self) { try JSONValueEncoder.value(of: ["x": number]) }
    #expect(throws: CanonicalJSON.NotFinite.self) { try JSONValueEncoder.value(of: JSONValue.number(number)) }
  }

  @Test func randomNumbersAreTheSame() throws {
    var state: UInt64 = 5
    var numbers: [Double] = []
    while numbers.count < 3_000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let number = Double(bitPattern: state ^ state >> 29)
      if number.isFinite { numbers.append(number) }
    }
    for number in numbers {
      let direct = try CanonicalJSON.text(of: try JSONValueEncoder.value(of: number))
      #expect(try direct == CanonicalJSON.text(of: byWayOfText(number)), "\(number)")
    }
  }
}
