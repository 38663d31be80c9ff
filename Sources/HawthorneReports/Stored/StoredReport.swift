import HawthorneCore
public import HawthorneStore

/// From a store to a report: streams summaries into the fold, then fetches the text to quote.
public enum StoredReport {
  /// Makes one report of some runs.
  ///
  /// - Parameters:
  ///   - runs: ids, or the first digits of them.
  ///   - classifier: `id@version`; nil takes each run's default, which must be one and the same.
  ///   - rubrics: texts of rubrics, for the appendix.
  ///   - goldUntil: gold labels as they stood at this moment, in milliseconds since 1970; nil is now.
  /// - Throws: `StoreError`, `AnalysisError`, `ClassifierChoiceError`, `StatisticsError`.
  public static func make(
    store: Store, runs names: [String], classifier: String? = nil,
    options: AnalysisOptions = AnalysisOptions(), rubrics: [RubricText] = [], goldUntil: Int64? = nil
  ) throws -> Report {
    let records = try names.map { try store.run($0) }
    let chosen = try ClassifierChoice.resolve(classifier, runs: records.map(\.id), in: store)
    var suites: [String: SuiteFacts] = [:]
    var contents: [String: Suite] = [:]
    for record in records {
      for suite in try store.suites(of: record.id) {
        suites[suite.id] = SuiteFacts(suite)
        contents[suite.id] = suite
      }
    }
    var places = AskedPlaces()
    var builder = try ReportBuilder(
      runs: try records.map {
        RunFacts(
          manifest: $0.manifest, state: $0.state, stateReason: $0.reason, endedAt: $0.endedAt,
          fromCache: try store.cacheUse(of: $0.id), halfway: try store.halfwayTime(of: $0.id))
      },
      classifier: chosen, suites: suites.sorted { $0.key < $1.key }.map(\.value),
      accuracy: try ClassifierAccuracy.shipped(), options: options)
    for record in records {
      try store.forEachSummary(of: record.id, classifier: chosen) {
        try builder.add($0)
        places.add($0)
      }
      try store.forEachServed(of: record.id, classifier: chosen) { try builder.add($0, run: record.id) }
      try store.forEachProbeAnswer(of: record.id, classifier: chosen) { builder.add($0) }
    }
    for record in records {
      for use in try store.scorers(of: record.id) {
        try store.forEachScored(of: record.id, scorer: use.identity, classifier: chosen) {
          builder.add($0, scorer: use.identity, kind: use.kind)
        }
      }
      try store.forEachLabelPair(of: record.id) { builder.add($0) }
      if let sample = try store.goldSample(of: record.id, until: goldUntil) {
        builder.begin(sample)
        try store.forEachGoldUnit(of: sample, classifier: chosen) { builder.add($0, run: record.id) }
      }
    }
    let excerpts = try builder.excerptRequests.compactMap { request in
      try store.rollout(of: request.run, key: request.rollout)
        .flatMap { ReportExcerpt(request, transcript: $0.rollout.transcript) }
    }
    let judges = try chosen.flatMap { judge in
      judge.isJudge
        ? try records.map { try JudgeFigures(of: $0.id, classifier: judge, in: store, comparing: false) }
        : nil
    }
    let appendix = try AppendixBuilder(places: places, includesTexts: options.prompts).section(
      suites: Array(contents.values), classifier: chosen, rubrics: rubrics)
    return try builder.report(excerpts: excerpts, judges: judges, appendix: appendix)
  }
}

extension ReportExcerpt {
  /// Bytes of text on either side of a quoted span, and the most of the span itself.
  static let context = 160
  static let longest = 600

  /// Quotes a span; nil where it points outside its text.
  init?(_ request: ExcerptRequest, transcript: Transcript) {
    guard let span = request.span else {
      let text = transcript.reasoning.lazy.compactMap(\.readableText).first ?? transcript.finalAnswer
      self.init(request, quote: UTF8Cut(text).piece(0, Self.longest))
      return
    }
    guard let text = transcript.text(ofBlock: span.block) else { return nil }
    let cut = UTF8Cut(text)
    guard span.start >= 0, span.start <= span.end, span.end <= cut.count else { return nil }
    let end = min(span.end, span.start + Self.longest)
    self.init(
      request, before: cut.piece(span.start - Self.context, span.start), quote: cut.piece(span.start, end),
      after: cut.piece(end, end + Self.context))
  }
}

/// Cuts a text by UTF-8 offsets, at whole characters.
private struct UTF8Cut {
  private let bytes: [UInt8]
  var count: Int { bytes.count }

  init(_ text: String) { bytes = Array(text.utf8) }

  /// The bytes from one offset to another, both moved up to where a character begins.
  func piece(_ from: Int, _ to: Int) -> String {
    let first = boundary(from)
    return String(decoding: bytes[first..<max(first, boundary(to))], as: UTF8.self)
  }

  private func boundary(_ offset: Int) -> Int {
    var offset = min(max(0, offset), bytes.count)
    while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
    return offset
  }
}
