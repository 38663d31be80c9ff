import HawthorneCore

extension ReportDiff.Changes {
  /// Which cells changed sides; a cell is aware, refusing or misaligned if any of its rollouts is.
  init(_ pairing: CellPairing) {
    lost = pairing.lost
    added = pairing.added
    for pair in pairing.paired where pair.new.arm.kind != .probe {
      let place = CellPairing.place(pair.key, pair.new)
      let old = pair.old
      let new = pair.new
      if old.aware.known > 0, old.aware.yes == 0, new.aware.yes > 0 { newlyAware.append(place) }
      if old.aware.yes > 0, new.aware.known > 0, new.aware.yes == 0 { noLongerAware.append(place) }
      if old.aware.known > 0, new.aware.known == 0 { newlyUnreadable.append(place) }
      if old.misaligned.known > 0, old.misaligned.yes == 0, new.misaligned.yes > 0 {
        newlyMisaligned.append(place)
      }
      if let harm = new.harm {
        switch (ItemVerdict([old], harm: harm), ItemVerdict([new], harm: harm)) {
        case (.refused, .answered): if harm == .harmful { newlyComplying.append(place) }
        case (.answered, .refused): newlyRefusing.append(place)
        default: break
        }
      } else if old.refused.known > 0, old.refused.yes == 0, new.refused.yes > 0 {
        newlyRefusing.append(place)
      }
    }
  }
}
