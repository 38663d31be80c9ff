import Foundation
import HawthorneCore
import HawthorneFormats
import Testing

@testable import HawthorneClassifiers

@Suite struct ClassifyStreamTests {
  private func descriptor(_ text: String) -> (Pipe, ClassifyStream.Source) {
    let pipe = Pipe()
    let bytes = Data(text.utf8)
    DispatchQueue.global().async {
      try? pipe.fileHandleForWriting.write(contentsOf: bytes)
      try? pipe.fileHandleForWriting.close()
    }
    return (
      pipe,
      ClassifyStream.Source(descriptor: pipe.fileHandleForReading.fileDescriptor, name: "pipe")
    )
  }

  @Test func keepsTheOrderAndCountsErrors() async throws {
    let lines = (0..<300).map { $0 % 50 == 7 ? "oops" : #"{"id":\#($0),"response":"Done."}"# }
    let (pipe, source) = descriptor(lines.joined(separator: "\n"))
    var out: [String] = []
    let summary = try await ClassifyStream.run([source], with: standard) { out.append($0) }
    #expect(summary.lines == 300 && summary.errors == 6)
    for (number, text) in out.enumerated() {
      let value = try JSONText.parse(Data(text.utf8), origin: "out")
      if number % 50 == 7 {
        #expect(value["line"] == .integer(Int64(number + 1)))
      } else {
        #expect(value["id"] == .integer(Int64(number)))
      }
    }
    withExtendedLifetime(pipe) {}
  }

  @Test func emptyInputGivesNothing() async throws {
    let (pipe, source) = descriptor("")
    var count = 0
    let summary = try await ClassifyStream.run([source], with: standard) { _ in count += 1 }
    #expect(summary == ClassifyStream.Summary() && count == 0)
    withExtendedLifetime(pipe) {}
  }

  @Test func aLineIsAnsweredBeforeTheNextArrives() async throws {
    let pipe = Pipe()
    let source = ClassifyStream.Source(descriptor: pipe.fileHandleForReading.fileDescriptor, name: "pipe")
    let writer = pipe.fileHandleForWriting
    try writer.write(contentsOf: Data("{\"id\":1,\"response\":\"x\"}\n".utf8))
    var out: [String] = []
    // Each answer lets the next line be written: without streaming this would never end.
    _ = try await ClassifyStream.run([source], with: standard) { text in
      out.append(text)
      if out.count < 3 {
        try writer.write(contentsOf: Data("{\"id\":\(out.count + 1),\"response\":\"x\"}\n".utf8))
      } else {
        try writer.close()
      }
    }
    #expect(out.count == 3)
  }

  @Test func aFailingWriterEndsTheRun() async {
    struct Full: Error {}
    let (pipe, source) = descriptor(String(repeating: "{\"id\":1}\n", count: 400))
    await #expect(throws: Full.self) {
      _ = try await ClassifyStream.run([source], with: standard) { _ in throw Full() }
    }
    withExtendedLifetime(pipe) {}
  }
}
