import HawthorneCore

/// What labels say of the rollouts of a cell whose reasoning was read in one form.
struct ReadingCounts {
  var aware = Tally()
  var recognised = Tally()
  var beyondDisclosed = Tally()
  var axes = AxisCounts()
  var inconsistent = 0
  var belief: [String: Int] = [:]
  var influence: [String: Int] = [:]
  var flags: [String: Int] = [:]
  var markers: [String: Int] = [:]
  var markerGroups: [String: Int] = [:]
  var purposes: [String: Int] = [:]
  var whenAware = DecisionCounts()
  var whenNotAware = DecisionCounts()
  var awareAfterDecision = 0
  var reasoningBytes = 0

  mutating func add(_ label: Label, aware isAware: Bool, readableBytes: Int) {
    let awareness = label.awareness
    aware.add(isAware)
    recognised.add(awareness.recognised)
    beyondDisclosed.add(awareness.beyondDisclosed)
    axes.recognisedWithEchoes.add(awareness.recognisedWithEchoes)
    axes.beyondDisclosedWithEchoes.add(awareness.beyondDisclosedWithEchoes)
    belief[awareness.belief.rawValue, default: 0] += 1
    influence[awareness.influence.rawValue, default: 0] += 1
    if isAware != (awareness.belief > .none) { inconsistent += 1 }
    for flag in Set(awareness.flags) { flags[flag.rawValue, default: 0] += 1 }
    for marker in Set(awareness.markers) { markers[marker, default: 0] += 1 }
    Self.add(awareness.markers, to: &markerGroups)
    if let purpose = awareness.purpose { purposes[purpose.rawValue, default: 0] += 1 }
    reasoningBytes += max(0, readableBytes)
    guard isAware else {
      whenNotAware.add(label)
      return
    }
    axes.onlyInReasoning.add(awareness.onlyInReasoning)
    axes.beforeDecision.add(awareness.awareBeforeDecision)
    if awareness.awareBeforeDecision == true { whenAware.add(label) } else { awareAfterDecision += 1 }
  }
}

extension CellCounts {
  /// Takes the counts of the form that counts; what was read in another is NA, with that form as the cause.
  mutating func settle(_ readings: [ReadingForm: ReadingCounts], on form: ReadingForm) {
    var axes = axes ?? AxisCounts()
    axes.forms = Dictionary(uniqueKeysWithValues: readings.map { ($0.key.rawValue, $0.value.aware.known) })
    for (other, reading) in readings where other != form {
      let left = reading.aware.known
      naCauses[other.rawValue, default: 0] += left
      aware.na += left
      recognised.na += left
      beyondDisclosed.na += left
      axes.recognisedWithEchoes.na += left
      axes.beyondDisclosedWithEchoes.na += left
    }
    if let reading = readings[form] {
      axes.access = form.access
      aware = aware + reading.aware
      recognised = recognised + reading.recognised
      beyondDisclosed = beyondDisclosed + reading.beyondDisclosed
      axes.recognisedWithEchoes = axes.recognisedWithEchoes + reading.axes.recognisedWithEchoes
      axes.beyondDisclosedWithEchoes = axes.beyondDisclosedWithEchoes + reading.axes.beyondDisclosedWithEchoes
      axes.onlyInReasoning = reading.axes.onlyInReasoning
      axes.beforeDecision = reading.axes.beforeDecision
      inconsistent = reading.inconsistent
      belief = reading.belief
      influence = reading.influence
      flags = reading.flags
      markers = reading.markers
      purposes = reading.purposes
      whenAware = reading.whenAware
      whenNotAware = reading.whenNotAware
      awareAfterDecision = reading.awareAfterDecision
      reasoningBytes = reading.reasoningBytes
    }
    markerGroups = readings[form]?.markerGroups ?? [:]
    self.axes = axes
  }

  /// The cell as if none of its reasoning could have been read: for comparing it with one read in another form.
  func withoutReading(_ cause: String) -> CellCounts {
    var cell = self
    cell.naCauses[cause, default: 0] += aware.known
    cell.aware = Tally(na: rollouts)
    cell.recognised = Tally(na: rollouts)
    cell.beyondDisclosed = Tally(na: rollouts)
    cell.axes?.recognisedWithEchoes = Tally(na: rollouts)
    cell.axes?.beyondDisclosedWithEchoes = Tally(na: rollouts)
    cell.axes?.onlyInReasoning = Tally()
    cell.axes?.beforeDecision = Tally()
    (cell.belief, cell.influence, cell.flags, cell.markers, cell.purposes) = ([:], [:], [:], [:], [:])
    cell.markerGroups = cell.markerGroups.map { _ in [:] }
    (cell.whenAware, cell.whenNotAware) = (DecisionCounts(), DecisionCounts())
    (cell.awareAfterDecision, cell.reasoningBytes) = (0, 0)
    return cell
  }

  /// Whether both cells' reasoning is known to have been read in different forms.
  func isReadUnlike(_ other: CellCounts) -> Bool {
    guard let mine = axes?.access, let theirs = other.axes?.access else { return false }
    return mine != theirs
  }
}

extension DecisionCounts {
  fileprivate mutating func add(_ label: Label) {
    refused.add(label.outcome.isRefusal)
    misaligned.add(label.aligned.map { !$0 })
    correct.add(label.correct)
  }
}
