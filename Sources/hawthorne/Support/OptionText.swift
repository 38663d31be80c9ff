import ArgumentParser
import FoundationEssentials
import HawthorneCore
import HawthorneFormats
import HawthorneModels
import HawthorneRunner

/// Small texts of the command line and what they mean.
enum OptionText {
  /// `10` is the first ten, `10-20` the tenth to the twentieth; positions from 0.
  static func limit(_ text: String) throws -> Range<Int> {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    if parts.count == 1, let count = parts[0], count > 0 { return 0..<count }
    if parts.count == 2, let first = parts[0], let last = parts[1], first > 0, last >= first {
      return first - 1..<last
    }
    throw ValidationError("--limit takes a number such as 10, or a range such as 10-20, not '\(text)'.")
  }

  /// Names between commas, nil where the option is not given. None at all would ask for everything, which nobody
  /// means who wrote a list.
  static func list(_ text: String?, option: String) throws -> [String]? {
    guard let text else { return nil }
    let names = text.split(separator: ",").map { name in
      name.split(separator: " ").joined(separator: " ")
    }.filter { !$0.isEmpty }
    guard !names.isEmpty else { throw ValidationError("\(option) names nothing.") }
    return names
  }

  /// nil where the option is not given, empty for `all`.
  static func languages(_ text: String?) throws -> [String]? {
    text == "all" ? [] : try list(text, option: "--languages")
  }

  /// nil where the option is not given, empty for `all`.
  static func arms(_ text: String?, option: String = "--arms") throws -> [Arm]? {
    if text == "all" { return [] }
    return try list(text, option: option)?.map { name in
      guard let arm = Arm(name: name) else {
        let near = NearestName.find(name, among: Arm.Kind.allCases.map(\.rawValue)).map {
          " Did you mean '\($0)'?"
        }
        throw ValidationError(
          "There is no arm '\(name)'.\(near ?? "") Arms are written kind or kind/variant.")
      }
      return arm
    }
  }

  /// `FIRST,SECOND`: two arms, neither one of the other's variants.
  static func contrast(_ text: String) throws -> (first: Arm, second: Arm) {
    let found = try text == "all" ? [] : arms(text, option: "--contrast") ?? []
    guard found.count == 2, !found[0].isOf(found[1]), !found[1].isOf(found[0]) else {
      throw ValidationError("--contrast takes two different arms, such as overt,placebo, not '\(text)'.")
    }
    return (found[0], found[1])
  }

  static func pairs(_ texts: [String], option: String) throws -> [String: String] {
    var pairs: [String: String] = [:]
    for text in texts {
      guard let mark = text.firstIndex(of: "="), mark > text.startIndex else {
        throw ValidationError("\(option) takes key=value, not '\(text)'.")
      }
      let key = String(text[..<mark])
      if namesSecret(key) { throw RunError.secretOption(key) }
      if SecretShape.withoutKeys(text) != text { throw RunError.secretValue(SecretShape.withoutKeys(key)) }
      if let inner = nestedSecret(value(String(text[text.index(after: mark)...]))) {
        throw RunError.secretOption(inner)
      }
      guard pairs.updateValue(String(text[text.index(after: mark)...]), forKey: key) == nil else {
        throw ValidationError("\(option) has '\(key)' twice.")
      }
    }
    return pairs
  }

  /// A value as JSON where it is JSON (`3`, `true`, `{"a":1}`), else as text.
  static func value(_ text: String) -> JSONValue {
    (try? JSONText.parse(Data(text.utf8), origin: "the value")) ?? .string(text)
  }

  /// A name within a value that is JSON: `headers={"Authorization": …}`.
  private static func nestedSecret(_ value: JSONValue) -> String? {
    switch value {
    case .array(let items): items.lazy.compactMap(nestedSecret).first
    case .object(let members):
      members.keys.sorted().first(where: namesSecret) ?? members.values.lazy.compactMap(nestedSecret).first
    default: nil
    }
  }

  /// What is given on the command line is stored and reported: keys have no place there.
  private static func namesSecret(_ name: String) -> Bool {
    let plain = name.lowercased().filter { $0.isLetter }
    return ["apikey", "authorization", "password", "secret", "accesstoken", "authtoken", "bearer"].contains {
      plain.contains($0)
    }
  }
}
