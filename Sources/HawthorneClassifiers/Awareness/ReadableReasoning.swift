import HawthorneCore

/// Whether a trace's reasoning could be read, and if not, why.
enum ReadableReasoning {
  /// nil where something could be read to the end; else the cause of NA.
  ///
  /// One readable block beside unreadable ones suffices for a finding, but not for its absence: the caller
  /// keeps `aware` NA when nothing was found and a part is missing.
  ///
  /// - Parameter rawOnly: a summary is then no reading.
  static func cause(_ trace: Trace, rawOnly: Bool) -> NACause? {
    if case .failed = trace.status { return .failed }
    guard !trace.reasoning.isEmpty else { return .absent }
    var causes: [NACause] = []
    var readable = false
    for block in trace.reasoning {
      switch block.provenance {
      case .raw, .summary:
        if !(block.text?.utf8.contains { $0 > 0x20 } ?? false) {
          causes.append(.absent)
        } else if rawOnly, block.provenance == .summary {
          causes.append(.summary)
        } else {
          readable = true
        }
      case .encrypted: causes.append(.encrypted)
      case .redacted: causes.append(.redacted)
      case .truncated: causes.append(block.source == "<think>" ? .unclosed : .truncated)
      case .absent: causes.append(.absent)
      }
    }
    if readable, causes.allSatisfy({ $0 == .absent }) { return nil }
    // The most telling cause: something was there and was withheld.
    let order: [NACause] = [.encrypted, .redacted, .unclosed, .truncated, .summary, .absent]
    return order.first { causes.contains($0) } ?? .absent
  }
}
