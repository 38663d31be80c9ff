public import HawthorneCore

/// Takes the events of a run, one at a time and in order.
public protocol EventRecorder: Sendable {
  func record(_ event: RunEvent)
}
