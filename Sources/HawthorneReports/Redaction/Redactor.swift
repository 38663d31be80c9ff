import HawthorneCore

/// Replaces texts in a document by ids, as its shape says.
///
/// What no shape describes is taken for a text: a new member is hidden until somebody decides that it need not be.
struct Redactor {
  let salt: RedactionSalt
  /// The suites whose authors' texts are hidden too.
  private let privateSuites: Set<String>
  /// What stands for what in sentences.
  private var tokens: [String: String] = [:]

  init(salt: RedactionSalt, privateSuites: Set<String>) {
    self.salt = salt
    self.privateSuites = privateSuites
  }

  /// - Parameter sentenceTexts: texts of users that sentences may quote.
  mutating func redacted(
    _ document: JSONValue, as shape: ObjectShape, quoting sentenceTexts: [String]
  ) -> JSONValue {
    for text in sentenceTexts where !text.isEmpty { tokens[text] = salt.id(of: text) }
    let replaced = replace(document, .object(shape), isPrivate: false)
    let sentences = SentenceRedactor(tokens: tokens)
    return Self.sentences(in: replaced, .object(shape), sentences)
  }

  // MARK: Everything but sentences

  private mutating func replace(_ value: JSONValue, _ shape: DocumentShape?, isPrivate: Bool) -> JSONValue {
    switch (value, shape) {
    case (.object(let members), .object(let object)?):
      let hides = Self.suite(of: members, object).map(privateSuites.contains) ?? isPrivate
      if hides, let suite = Self.suite(of: members, object) { addPair(suite, members) }
      var replaced: [String: JSONValue] = [:]
      for (key, member) in members {
        replaced[key] = replace(member, object.shapes[key], isPrivate: hides)
      }
      return .object(replaced)
    case (.object(let members), .map(let key, let item)?):
      var replaced: [String: JSONValue] = [:]
      for (name, member) in members {
        let newName = replace(.string(name), key, isPrivate: isPrivate).stringValue ?? salt.id(of: name)
        replaced[newName] = replace(member, item, isPrivate: isPrivate)
      }
      return .object(replaced)
    case (.object(let members), _):
      // Not described, or any JSON: names and texts of somebody's.
      var replaced: [String: JSONValue] = [:]
      for (name, member) in members {
        replaced[Self.isName(name) ? name : salt.id(of: name)] = replace(member, nil, isPrivate: isPrivate)
      }
      return .object(replaced)
    case (.array(let items), .list(let item)?):
      return .array(items.map { replace($0, item, isPrivate: isPrivate) })
    case (.array(let items), _): return .array(items.map { replace($0, nil, isPrivate: isPrivate) })
    case (.string(let text), _): return .string(replace(text, shape, isPrivate: isPrivate))
    case (.null, _), (.bool, _), (.integer, _), (.number, _): return value
    }
  }

  private mutating func replace(_ text: String, _ shape: DocumentShape?, isPrivate: Bool) -> String {
    switch shape {
    case .hash?, .digits?, .time?, .word?, .fixed?, .sentence?: return text
    case .privateHash?:
      guard isPrivate else { return text }
      let hash = salt.hash(of: text)
      // Sentences name the first twelve digits.
      tokens[String(text.prefix(12))] = String(hash.prefix(12))
      return hash
    case .arm?:
      // An arm that is no short name would be a text that somebody wrote; its kind stays, so that it is one still.
      guard !Self.isName(text) else { return text }
      let parts = text.split(separator: "/", maxSplits: 1)
      guard parts.count == 2, Self.isName(String(parts[0])) else { return shortened(text) }
      let arm = "\(parts[0])/\(salt.id(of: String(parts[1])))"
      tokens[text] = arm
      return arm
    case .name?: return Self.isName(text) ? text : shortened(text)
    case .title?: return isPrivate || text.utf8.count > 200 ? shortened(text) : text
    case .suite?, .authored?:
      guard isPrivate || !Self.isName(text) else { return text }
      return shortened(text)
    default: return salt.id(of: text)
    }
  }

  /// An id that sentences must use too.
  private mutating func shortened(_ text: String) -> String {
    let id = salt.id(of: text)
    if !text.isEmpty { tokens[text] = id }
    return id
  }

  /// Sentences name a scenario as `suite/scenario`, where a scenario's id alone might be any word or number.
  private mutating func addPair(_ suite: String, _ members: [String: JSONValue]) {
    guard case .string(let scenario)? = members["scenario"] else { return }
    tokens["\(suite)/\(scenario)"] = "\(salt.id(of: suite))/\(salt.id(of: scenario))"
  }

  private static func suite(of members: [String: JSONValue], _ object: ObjectShape) -> String? {
    for member in object.members {
      if case .suite = member.shape, case .string(let suite)? = members[member.key] { return suite }
    }
    return nil
  }

  /// Too short to be a text: a prompt of eight words is no name.
  static func isName(_ text: String) -> Bool { text.utf8.count <= 128 && words(in: text) < 8 }

  private static func words(in text: String) -> Int {
    // By what stands between letters and digits, so that hyphens make no one word of many; digits alone are no words.
    text.split { !$0.isLetter && !$0.isNumber }.count { $0.contains(where: \.isLetter) }
  }

  // MARK: Sentences

  private static func sentences(
    in value: JSONValue, _ shape: DocumentShape?, _ redactor: SentenceRedactor
  ) -> JSONValue {
    switch (value, shape) {
    case (.object(let members), .object(let object)?):
      return .object(
        Dictionary(
          uniqueKeysWithValues: members.map { ($0, sentences(in: $1, object.shapes[$0], redactor)) }))
    case (.object(let members), .map(_, let item)?):
      return .object(members.mapValues { sentences(in: $0, item, redactor) })
    case (.array(let items), .list(let item)?):
      return .array(items.map { sentences(in: $0, item, redactor) })
    case (.string(let text), .sentence?): return .string(redactor.redacted(text))
    default: return value
    }
  }
}
