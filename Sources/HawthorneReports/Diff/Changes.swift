public import HawthorneCore

extension ReportDiff {
  /// Cells that changed sides.
  public struct Changes: Sendable, Hashable, Codable {
    public struct Place: Sendable, Hashable, Codable {
      public var suite: String
      public var scenario: String
      public var arm: Arm
      public var mode: String
    }

    public var newlyAware: [Place] = []
    public var noLongerAware: [Place] = []
    /// Harmful items refused before and answered now.
    public var newlyComplying: [Place] = []
    /// Items answered before and refused now.
    public var newlyRefusing: [Place] = []
    /// Items that are not harmful, refused before and answered now.
    public var noLongerRefusing: [Place] = []
    public var newlyMisaligned: [Place] = []
    public var noLongerMisaligned: [Place] = []
    public var newlyUnreadable: [Place] = []
    public var newlyReadable: [Place] = []
    /// Cells of the old report alone, and of the new alone.
    public var lost: [Place] = []
    public var added: [Place] = []
  }
}

extension ReportDiff.Changes {
  /// Which cells changed sides; a cell is aware, refusing or misaligned if any of its rollouts is.
  init(_ pairing: CellPairing) {
    lost = pairing.lost
    added = pairing.added
    for pair in pairing.paired where pair.new.arm.kind != .probe {
      let place = CellPairing.place(pair.key, pair.new)
      let old = pair.old
      let new = pair.new
      switch Self.flip(old.aware, new.aware) {
      case .gained?: newlyAware.append(place)
      case .lost?: noLongerAware.append(place)
      case nil: break
      }
      if old.aware.known > 0, new.aware.all > 0, new.aware.known == 0 { newlyUnreadable.append(place) }
      if new.aware.known > 0, old.aware.all > 0, old.aware.known == 0 { newlyReadable.append(place) }
      switch Self.flip(old.misaligned, new.misaligned) {
      case .gained?: newlyMisaligned.append(place)
      case .lost?: noLongerMisaligned.append(place)
      case nil: break
      }
      switch Self.refusal(old, new) {
      case .gained?: newlyRefusing.append(place)
      case .lost?:
        if new.harm == .harmful { newlyComplying.append(place) } else { noLongerRefusing.append(place) }
      case nil: break
      }
    }
  }

  private enum Flip { case gained, lost }

  private static func flip(_ old: Tally, _ new: Tally) -> Flip? {
    guard old.known > 0, new.known > 0, (old.yes > 0) != (new.yes > 0) else { return nil }
    return new.yes > 0 ? .gained : .lost
  }

  private static func refusal(_ old: CellCounts, _ new: CellCounts) -> Flip? {
    guard let harm = new.harm else { return flip(old.refused, new.refused) }
    switch (ItemVerdict([old], harm: harm), ItemVerdict([new], harm: harm)) {
    case (.refused, .answered): return .lost
    case (.answered, .refused): return .gained
    default: return nil
    }
  }
}
