/// Where the rollouts of an imported run come from. What the logs do not say is nil.
public struct ImportedProvenance: Sendable, Hashable, Codable {
  /// One file that was taken in.
  public struct File: Sendable, Hashable, Codable {
    /// Without its folder.
    public var name: String
    public var hash: ContentHash
    /// `inspect-eval`, `lm-eval`, …
    public var format: String
    public var harness: String?
    public var harnessVersion: String?
    /// The log's own id.
    public var logID: String?
    public var task: String?
    public var dataset: String?
    /// As the log names it.
    public var model: String?
    /// How it ended, in the log's word.
    public var status: String?

    public init(
      name: String, hash: ContentHash, format: String, harness: String? = nil, harnessVersion: String? = nil,
      logID: String? = nil, task: String? = nil, dataset: String? = nil, model: String? = nil,
      status: String? = nil
    ) {
      self.name = name
      self.hash = hash
      self.format = format
      self.harness = harness
      self.harnessVersion = harnessVersion
      self.logID = logID
      self.task = task
      self.dataset = dataset
      self.model = model
      self.status = status
    }
  }

  /// In the order in which they were taken in; a file that grew stands there each time it was.
  public var files: [File]
  /// Whether the logs say when the run began; without a date its start is 1970.
  public var isDated: Bool
  /// SHA-256 of the mapping that gave suites, scenarios and arms; nil for none.
  public var mapping: ContentHash?
  /// Parts of the logs that nothing was made of, counted by type; nil for none.
  public var unknownTypes: [String: Int]?

  public init(
    files: [File], isDated: Bool, mapping: ContentHash? = nil, unknownTypes: [String: Int]? = nil
  ) {
    self.files = files
    self.isDated = isDated
    self.mapping = mapping
    self.unknownTypes = unknownTypes
  }

  /// The key under which `facts` names the formats; it is there in every imported run.
  public static let formatKey = "imported.format"

  /// For reports: what a reader must know of it, by name.
  public var facts: [String: String] {
    var facts: [String: String] = [:]
    func list(_ key: String, _ values: [String?]) {
      var seen: Set<String> = []
      let words = values.compactMap { $0 }.filter { seen.insert($0).inserted }
      if !words.isEmpty { facts["imported.\(key)"] = words.joined(separator: ", ") }
    }
    list("format", files.map(\.format))
    list("file", files.map { "\($0.name) (\($0.hash.short))" })
    list(
      "harness",
      files.map { file in
        file.harness.map { [$0, file.harnessVersion].compactMap { $0 }.joined(separator: " ") }
      })
    list("log", files.map(\.logID))
    list("task", files.map(\.task))
    list("dataset", files.map(\.dataset))
    list("model", files.map(\.model))
    list("status", files.map(\.status))
    if !isDated { facts["imported.started"] = "not said in the log" }
    if let mapping { facts["imported.mapping"] = mapping.short }
    if let unknownTypes, !unknownTypes.isEmpty {
      facts["imported.left out"] = unknownTypes.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        .joined(separator: ", ")
    }
    return facts
  }
}
