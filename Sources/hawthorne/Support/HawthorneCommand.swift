import ArgumentParser
import HawthorneCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A verb: it does its work and says how the process ends.
///
/// Errors that explain themselves are printed to stderr and become their exit code; others are printed
/// as they are and exit with 4.
protocol HawthorneCommand: AsyncParsableCommand {
  func execute() async throws -> ExitStatus
}

extension HawthorneCommand {
  func run() async throws {
    let status: ExitStatus
    do {
      status = try await execute()
    } catch let error as ExitCode {
      throw error
    } catch let error as ValidationError {
      throw error
    } catch let error as DiagnosticsError {
      for diagnostic in error.diagnostics { Console.error(diagnostic.description) }
      status = error.exitStatus
    } catch let error as any ExplainedError {
      Console.error("hawthorne: \(error.problem) \(error.fix)")
      status = error.exitStatus
    } catch is CancellationError {
      status = .interrupted
    } catch {
      Console.error("hawthorne: \(error)")
      status = .inputOutput
    }
    if status != .pass { throw ExitCode(status.rawValue) }
  }
}
