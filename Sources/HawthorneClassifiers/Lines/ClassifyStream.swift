import Dispatch
import FoundationEssentials
import HawthorneCore
import HawthorneFormats

/// Reads lines, classifies them on every core, and writes the results in the order of the lines.
///
/// A line's result is written as soon as it and those before it are ready, without waiting for more input; at
/// most `window` lines are in hand.
public enum ClassifyStream {
  public struct Source: Sendable {
    public var descriptor: Int32
    /// For errors.
    public var name: String

    public init(descriptor: Int32, name: String) {
      self.descriptor = descriptor
      self.name = name
    }
  }

  public struct Summary: Sendable, Hashable {
    public var lines = 0
    public var errors = 0
  }

  /// Classifies every line of the sources in turn.
  ///
  /// - Parameter write: takes each result line, without newline.
  /// - Throws: `FileError` for a source that cannot be read, or what `write` throws.
  public static func run(
    _ sources: [Source], with classifier: TraceClassifier, window: Int = 64,
    write: (String) throws -> Void
  ) async throws -> Summary {
    let free = DispatchSemaphore(value: window)
    let (results, feed) = AsyncThrowingStream<Task<ClassifyLine.Output, Never>, any Error>.makeStream()
    // Reading blocks, so it has a thread of its own outside the pool that classifies.
    DispatchQueue(label: "hawthorne.classify.read").async {
      do {
        for source in sources {
          var reader = LineReader(descriptor: source.descriptor, origin: source.name)
          while let line = try reader.next() {
            free.wait()
            feed.yield(Task { ClassifyLine.classify(line, with: classifier) })
          }
        }
        feed.finish()
      } catch {
        feed.finish(throwing: error)
      }
    }
    var summary = Summary()
    do {
      for try await task in results {
        let output = await task.value
        free.signal()
        summary.lines += 1
        if output.isError { summary.errors += 1 }
        try write(output.text)
      }
    } catch {
      // Lets the reader go on to its end instead of waiting for a writer that is gone.
      for _ in 0..<window { free.signal() }
      throw error
    }
    return summary
  }
}
