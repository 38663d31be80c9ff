/// What the name of a model at a Messages endpoint tells of it.
///
/// Source: Anthropic's model overview, extended and adaptive thinking pages (as of August 2026).
struct ClaudeFamily: Sendable, Hashable {
  /// False for other vendors' models behind the same protocol (DeepSeek, GLM, Kimi, …).
  var isClaude: Bool
  /// Major and minor version, nil for a name without one (`claude-mythos-preview`): taken as the newest.
  var version: Version?

  struct Version: Sendable, Hashable, Comparable {
    var major: Int
    var minor: Int

    static func < (left: Version, right: Version) -> Bool {
      (left.major, left.minor) < (right.major, right.minor)
    }
  }

  /// Reads names such as `claude-3-7-sonnet-20250219`, `claude-opus-4-6`, `claude-sonnet-5`.
  init(model: String) {
    let name = model.lowercased()
    isClaude = name.contains("claude")
    guard isClaude, let start = name.range(of: "claude") else { return }
    // Dates have eight digits; versions at most two.
    let numbers = name[start.upperBound...].split { "-@:./_".contains($0) }.prefix { $0.count < 8 }
      .compactMap { $0.count <= 2 ? Int($0) : nil }
    if let major = numbers.first {
      version = Version(major: major, minor: numbers.count > 1 ? numbers[1] : 0)
    }
  }

  private func isBefore(_ major: Int, _ minor: Int) -> Bool {
    version.map { $0 < Version(major: major, minor: minor) } ?? false
  }

  /// Whether thinking comes as the model thought it; Claude 4 and later show a summary.
  var showsRawThinking: Bool { isClaude && version == Version(major: 3, minor: 7) }
  /// Whether the model decides itself how much to think (`thinking: {type: adaptive}`).
  var isAdaptive: Bool { isClaude && !isBefore(4, 6) }
  /// Whether thinking may have a budget; Claude 4.7 and later answer 400.
  var takesBudget: Bool { !isClaude || (!isBefore(3, 7) && isBefore(4, 7)) }
  /// Whether `output_config.effort` is known; from Claude 4.5 on.
  var takesEffort: Bool { !isClaude || !isBefore(4, 5) }
  /// Whether a last message of the assistant's is continued; from Claude 4.6 on that answers 400.
  var takesPrefill: Bool { isClaude && isBefore(4, 6) }

  /// The most tokens asked for where the user set no limit: the protocol wants one, and it shall not cut answers.
  var defaultMaxTokens: Int {
    if !isClaude || !isBefore(3, 7) { return 32_000 }
    return isBefore(3, 5) ? 4096 : 8192
  }
}

extension StringProtocol {
  /// The first occurrence of an ASCII text.
  fileprivate func range(of needle: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(needle) { return start..<index(start, offsetBy: needle.count) }
      start = index(after: start)
    }
    return nil
  }
}
