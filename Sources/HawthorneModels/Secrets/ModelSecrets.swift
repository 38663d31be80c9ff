public import HawthorneCore

/// A model's name with the secrets taken out that its command was given, and those secrets.
///
/// The name is stored, planned with, reported and printed; the secrets stay in this process. Each stands in the name as
/// `${HAWTHORNE_SECRET_1}`, `…_2` and so on, in the order in which they come, and is put in again from the environment when
/// the command is started: so the same command with another key is the same model, and a run is resumed by
/// setting the variable.
public struct ModelSecrets: Sendable {
  public let name: ModelName
  /// By variable.
  public let values: [String: String]

  static let variable = "HAWTHORNE_SECRET_"

  /// - Throws: `ModelError` of kind `badModelName` where the name of a model is itself shaped like a key.
  public init(_ given: ModelName) throws(ModelError) {
    guard given.provider == "command" else {
      let isKey = [given.provider, given.name].contains { part in
        part.split(whereSeparator: { $0 == "/" || $0 == ":" || $0 == "?" || $0 == "&" || $0 == "=" })
          .contains { SecretShape.isKey($0) }
      }
      guard !isKey else {
        throw ModelError(
          .badModelName, problem: "The model's name has the form of a key, and names are stored.",
          fix: "Put the key into the provider's environment variable ('hawthorne models' lists them).")
      }
      name = given
      values = [:]
      return
    }
    var scan = CommandSecretScan(given.name)
    name = ModelName(provider: given.provider, name: scan.scrubbed())
    values = scan.values
  }

  /// The environment with the secrets of the command in it.
  public func environment(over base: [String: String]) -> [String: String] {
    base.merging(values) { _, own in own }
  }

  /// The words of a command with the values of its variables, and the values used.
  ///
  /// - Throws: `ModelError` of kind `missingKey` for a variable that is not set.
  static func filled(
    _ words: [String], of name: ModelName, from environment: [String: String]
  ) throws(ModelError) -> (words: [String], secrets: [String]) {
    var secrets: [String] = []
    var filled: [String] = []
    for word in words {
      var result = ""
      var rest = word[...]
      while let start = rest.range(of: "${" + variable) {
        guard let end = rest[start.upperBound...].firstIndex(of: "}") else { break }
        let digits = rest[start.upperBound..<end]
        guard !digits.isEmpty, digits.utf8.count < 4, digits.allSatisfy({ $0.isASCII && $0.isNumber }) else {
          result += rest[..<end]
          rest = rest[end...]
          continue
        }
        let key = variable + digits
        guard let value = environment[key], !value.isEmpty else {
          throw ModelError(
            .missingKey,
            problem: "The command '\(name)' was given a secret, which is not stored, and \(key) is not set.",
            fix: "Set \(key) to what stood in its place.")
        }
        secrets.append(value)
        result += rest[..<start.lowerBound] + value
        rest = rest[rest.index(after: end)...]
      }
      filled.append(result + rest)
    }
    return (filled, secrets)
  }
}

extension Substring {
  fileprivate func range(of words: String) -> Range<Index>? {
    var place = startIndex
    while place < endIndex {
      if self[place...].hasPrefix(words) { return place..<index(place, offsetBy: words.count) }
      place = index(after: place)
    }
    return nil
  }
}
