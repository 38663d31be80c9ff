import ArgumentParser
import FoundationEssentials
import HawthorneCore
import HawthorneFormats
import HawthorneReports
import HawthorneSuites

/// `hawthorne init`: a starter suite and policy.
struct InitCommand: HawthorneCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Write a commented starter suite and gate policy, with their schemas for editors.")

  @Argument(help: "The folder to write into; made if it is missing.", completion: .directory)
  var folder = "."

  @Flag(help: "Overwrite files that are there.")
  var force = false

  @OptionGroup var console: ConsoleOptions

  func execute() async throws -> ExitStatus {
    let files = [
      ("suite.yaml", Starter.suite), (SuiteSchema.suiteFile, SuiteSchema.suite),
      (SuiteSchema.partFile, SuiteSchema.part), ("policy.yaml", Starter.policy),
      (PolicySchema.file, PolicySchema.text),
    ]
    .map { (path: "\(folder)/\($0.0)", text: $0.1) }
    if !force, let taken = files.first(where: { FileManager.default.fileExists(atPath: $0.path) }) {
      throw FileExists(path: taken.path)
    }
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw FolderNotMade(path: folder)
    }
    for file in files {
      try SystemFile.write(Data(file.text.utf8), to: file.path)
      try Console.result(file.path)
    }
    console.note("Next: hawthorne validate \(folder)/suite.yaml")
    return .pass
  }

  struct FileExists: ExplainedError {
    var path: String
    var problem: String { "\(path) is already there." }
    var fix: String { "Name another folder, or pass --force to overwrite it." }
    var exitStatus: ExitStatus { .usage }
  }

  struct FolderNotMade: ExplainedError {
    var path: String
    var problem: String { "The folder \(path) cannot be made." }
    var fix: String { "Check that its parent is a folder that you may write to." }
    var exitStatus: ExitStatus { .inputOutput }
  }
}
