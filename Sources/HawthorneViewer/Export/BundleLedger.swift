import HawthorneCore
import HawthorneFormats
import Synchronization

/// Which pages belong to a bundle, under which names, and which are still to be written.
final class BundleLedger: Sendable {
  static let index = "index.html"

  private struct State {
    var names: [Place: String] = [:]
    var queue: [(Place, String)] = []
    var written = 0
    var rollouts: [String: Set<String>] = [:]
    var sets: [String: Set<Place>] = [:]
    var cut: Set<String> = []
  }

  private let state = Mutex(State())
  private let runs: Set<String>
  private let rolloutLimit: Int
  private let mostFiles: Int

  init(runs: [String], rolloutLimit: Int, mostFiles: Int) {
    self.runs = Set(runs)
    self.rolloutLimit = rolloutLimit
    self.mostFiles = mostFiles
  }

  var files: Int { state.withLock { $0.names.count + 1 } }
  var rollouts: Int { state.withLock { $0.rollouts.values.reduce(0) { $0 + $1.count } } }
  var cutRuns: [String] { state.withLock { $0.cut.sorted() } }

  /// The next page to be written; nil when all are.
  func next() -> (Place, String)? {
    state.withLock { state in
      guard state.written < state.queue.count else { return nil }
      defer { state.written += 1 }
      return state.queue[state.written]
    }
  }

  /// The file of a page, entered if it belongs to the bundle; nil if it does not.
  func address(_ place: Place) -> String? {
    let fragment = place.fragment.map { "#" + PercentCoding.encoded($0) } ?? ""
    var page = place
    page.fragment = nil
    if page == .runs { return Self.index + fragment }
    guard page.segments.count >= 2, page.segments[0] == "runs", runs.contains(page.segments[1]) else {
      return nil
    }
    let run = page.segments[1]
    return state.withLock { state in
      if let known = state.names[page] { return known + fragment }
      guard let kind = kind(page, run, &state) else { return nil }
      guard state.names.count < mostFiles - 1 else {
        state.cut.insert(run)
        return nil
      }
      let name = "\(kind)-\(ContentHash(of: page.path).hex.prefix(20)).html"
      state.names[page] = name
      state.queue.append((page, name))
      return name + fragment
    }
  }

  /// The beginning of the file's name; nil for a page that does not belong here.
  private func kind(_ page: Place, _ run: String, _ state: inout State) -> String? {
    let names = Set(page.items.map(\.name))
    switch page.segments.dropFirst(2).map(\.self) {
    case []: return names.isEmpty ? "run" : nil
    case ["matrix"]: return names.isSubset(of: ["after-suite", "after"]) ? "matrix" : nil
    case ["set"]:
      guard names.isSubset(of: ["suite", "scenario", "mode", "epoch", "language"]) else { return nil }
      return enter(page, &state.sets[run, default: []], run, &state.cut) ? "set" : nil
    case let rest where rest.count == 2 && rest.first == "rollouts":
      guard names.isSubset(of: ["from"]) else { return nil }
      return enter(rest[1], &state.rollouts[run, default: []], run, &state.cut) ? "rollout" : nil
    case let rest where rest.count == 3 && rest.first == "rollouts" && rest[2] == "text":
      guard names.isSubset(of: ["block", "piece"]) else { return nil }
      return state.rollouts[run, default: []].contains(rest[1]) ? "text" : nil
    default: return nil
    }
  }

  /// Takes an item in while there is room; false, and the run is cut, where there is none.
  private func enter<Item: Hashable>(
    _ item: Item, _ items: inout Set<Item>, _ run: String, _ cut: inout Set<String>
  ) -> Bool {
    if items.contains(item) { return true }
    guard items.count < rolloutLimit else {
      cut.insert(run)
      return false
    }
    items.insert(item)
    return true
  }
}
