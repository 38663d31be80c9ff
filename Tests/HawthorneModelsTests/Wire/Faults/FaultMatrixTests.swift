import Foundation
import HawthorneCore
import Testing

@testable import HawthorneModels

/// Every protocol, streamed and not, against every fault of an endpoint, over real sockets on 127.0.0.1.
///
/// Whatever an endpoint does ends in the whole answer or in an error of a stated class: never in a part of the answer,
/// in a secret told, in a question to somebody else, or in memory without bound.
@Suite(.timeLimit(.minutes(15)))
struct FaultMatrixTests {
  static let server = Result { try RawServer([]) }
  /// Where the redirects point; nobody may come.
  static let elsewhere = Result { try RawServer([]) }

  @Test("a fault of the endpoint", arguments: WireFault.all)
  func matrix(fault: WireFault) async throws {
    let server = try Self.server.get()
    let answers = try PlainAnswer.all()
    #expect(answers.count == 8)
    let tried = try await withThrowingTaskGroup(of: Bool.self) { group in
      for answer in answers {
        guard let script = fault.script(answer) else { continue }
        let url = server.adding(script)
        group.addTask {
          await check(fault, answer, try fault.adapter(answer, url))
          #expect(server.requests(to: url) == 1, "\(answer): nothing is asked again")
          return true
        }
      }
      return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(tried >= 3)
    #expect(try Self.elsewhere.get().connections == 0, "a redirect was followed")
  }

  private func check(_ fault: WireFault, _ answer: PlainAnswer, _ adapter: any ModelAdapter) async {
    do throws(ModelError) {
      let response = try await adapter.respond(to: plainRequest)
      guard case .answers = fault.outcome(answer) else {
        Issue.record("\(answer): answered '\(response.message.text)', finish \(response.finish)")
        return
      }
      #expect(response.message.text == "Hello.", "\(answer)")
      #expect(response.finish == .stop, "\(answer)")
      #expect(fault.check(response), "\(answer): \(response.serving)")
      #expect(!"\(response)".contains("SENTINEL"), "\(answer)")
    } catch {
      guard case .fails(let kinds, let retried, let status, let wait) = fault.outcome(answer) else {
        Issue.record("\(answer): \(error.kind): \(error)")
        return
      }
      #expect(kinds.contains(error.kind), "\(answer): \(error.kind): \(error)")
      #expect(error.isRetryable == retried, "\(answer): \(error)")
      #expect(error.retryAfter == wait, "\(answer): \(error)")
      if let status { #expect(error.httpStatus == status, "\(answer): \(error)") }
      #expect(!error.problem.isEmpty && !error.fix.isEmpty, "\(answer)")
      #expect(error.problem.utf8.count < 1000, "\(answer): \(error)")
      let said = "\(error) \(String(reflecting: error))"
      #expect(!said.contains("SENT") && !said.contains("0123456789"), "\(answer): \(said)")
    }
  }

  /// In a process of its own, whose memory is that of the answers alone.
  @Test(.timeLimit(.minutes(15))) func memoryIsBoundedByTheLimit() async {
    await #expect(processExitsWith: .success) {
      let limit = 16 << 20
      let server = try RawServer([])
      func receive(_ answer: PlainAnswer, upTo limit: Int) async throws {
        for name in ["100 MB", "a gzip bomb of 1 GB"] {
          var fault = try #require(WireFault.all.first { $0.name == name })
          fault.limit = limit
          let url = server.adding(try #require(fault.script(answer)))
          let error = await failure(of: try fault.adapter(answer, url))
          #expect(error?.kind == .responseTooLarge, "\(answer): \(String(describing: error))")
        }
      }
      let answers = try PlainAnswer.all()
      // Libraries and scripts are there once, whatever the limit.
      for answer in answers { try await receive(answer, upTo: 1 << 10) }
      let before = try peakMemory()
      for answer in answers { try await receive(answer, upTo: limit) }
      let grown = try peakMemory() - before
      #expect(grown < 8 * limit, "\(grown >> 20) MB for a limit of \(limit >> 20) MB")
    }
  }
}

/// The most memory that this process ever held, in bytes.
private func peakMemory() throws -> Int {
  let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
  let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") })
  return try #require(line.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) }) << 10
}
