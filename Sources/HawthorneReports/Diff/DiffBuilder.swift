import HawthorneCore
import HawthorneFormats

extension ReportDiff {
  /// Compares two reports, scenario by scenario.
  ///
  /// - Throws: `DiffError` for reports that cannot be compared; `StatisticsError` for impossible counts.
  public init(_ old: Report, _ new: Report, options: DiffOptions = DiffOptions()) throws {
    var allowed = try DiffCheck.allowances(of: [("old", old), ("new", new)], options: options)
    let pairing = try CellPairing(old, new, options: options)
    if Set(old.cells.map(\.suite)).isDisjoint(with: new.cells.map(\.suite)), options.across != .suite {
      allowed.insert(.suite)
    }
    if !pairing.texts.rewritten.isEmpty, pairing.texts.isPaired, options.across != .suite,
      options.allowed.contains(.rewritten)
    {
      allowed.insert(.rewritten)
    }
    let changed = Confounds.find(old, new, options: options)
    schema = Self.schema
    id = ContentHash(of: "")
    across = options.across
    self.old = Side(old, mode: options.oldMode)
    self.new = Side(new, mode: options.newMode)
    overlap = Overlap(old, new, options: options)
    varied = changed.varied
    confounds = changed.others
    hidden = changed.hidden.isEmpty ? nil : changed.hidden
    self.allowed = allowed.sorted { $0.rawValue < $1.rawValue }
    texts = pairing.texts
    sharedScenarios = pairing.sharedScenarios
    margin = options.margin
    let isOneMeasurement = overlap?.isSameLabels ?? false
    rows = try DiffRows.rows(pairing, margin: isOneMeasurement ? nil : options.margin)
    framing = try FramingChange.rows(pairing)
    changes = Changes(pairing)
    flips = try Flips(pairing, overlap: overlap).rows()
    sameModel =
      options.sameModel
      ? try SameModelAnalysis(pairing, old, new, overlap: overlap, simulations: options.simulations).section()
      : nil
    id = try SealedDocument.seal(of: JSONTree.value(of: self))
  }
}
