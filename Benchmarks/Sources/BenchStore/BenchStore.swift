import BenchmarkSupport
import CFloors
import FoundationEssentials
import HawthorneClassifiers
import HawthorneCore
import HawthorneFormats
import HawthorneStore
import HawthorneSuites

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Storing labelled rollouts, against SQLite's C API putting the same rows into the same schema with the same
/// durability.
///
///     bench-store SUITE CORPUS FOLDER ROLLOUTS ROUNDS
@main
enum BenchStore {
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  static func main() async throws {
    let words = CommandLine.arguments
    guard words.count == 6, let rollouts = Int(words[4]), let rounds = Int(words[5]) else {
      print("usage: bench-store SUITE CORPUS FOLDER ROLLOUTS ROUNDS")
      return
    }
    let made = try MadeRun(suite: words[1], documents: try Document.read(path: words[2]), count: rollouts)
    let folder = words[3]
    for round in 0..<rounds {
      for batch in [1, 64] {
        // The floor needs the rows that `Store` writes, so a first store is made outside the measured time.
        let source = "\(folder)/source.sqlite"
        if round == 0, batch == 1 { _ = try await ours(made, path: source, batch: 256) }
        var turns: [(String, () async throws -> Measurement)] = [
          ("hawthorne", { try await ours(made, path: "\(folder)/ours.sqlite", batch: batch) }),
          ("sqlite", { try await floor(made, from: source, path: "\(folder)/floor.sqlite", batch: batch) }),
        ]
        if round % 2 == 1 { turns.reverse() }
        for (name, turn) in turns {
          Record.print("\(name)-\(batch)", round: round, count: made.rollouts.count, try await turn())
        }
      }
    }
  }

  private static func ours(_ made: MadeRun, path: String, batch: Int) async throws -> Measurement {
    remove(path)
    let store = try Store(path: path)
    defer { store.close() }
    let lease = try store.createRun(made.run)
    let (stored, took) = try await Measurement.of {
      var stored = 0
      for start in stride(from: 0, to: made.rollouts.count, by: batch) {
        let part = Array(made.rollouts[start..<min(start + batch, made.rollouts.count)])
        stored += try await store.commit(part, lease: lease).count { $0 == .stored }
      }
      return stored
    }
    guard stored == made.rollouts.count else { throw Failure(description: "\(stored) rollouts stored") }
    return took
  }

  private static func floor(
    _ made: MadeRun, from source: String, path: String, batch: Int
  ) async throws -> Measurement {
    guard let rows = floor_rows_read(source) else { throw Failure(description: "cannot read \(source)") }
    defer { floor_rows_free(rows) }
    remove(path)
    let store = try Store(path: path)
    _ = try store.createRun(made.run)
    store.close()
    let (stored, took) = await Measurement.of { floor_rows_insert(rows, path, Int64(batch)) }
    guard stored == made.rollouts.count else { throw Failure(description: "\(stored) rollouts inserted") }
    return took
  }

  private static func remove(_ path: String) {
    for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) }
  }
}
