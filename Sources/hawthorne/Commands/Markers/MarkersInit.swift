import ArgumentParser
import FoundationEssentials
import HawthorneClassifiers
import HawthorneCore
import HawthorneFormats

extension MarkersCommand {
  /// `hawthorne markers init`.
  struct Init: HawthorneCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write a commented rule pack to start from.")

    @Argument(
      help: "The file to write; its name becomes the pack's id.", completion: .file(extensions: ["yaml"]))
    var file: String

    @Flag(help: "Overwrite a file that is there.")
    var force = false

    @OptionGroup var console: ConsoleOptions

    func execute() async throws -> ExitStatus {
      if !force, FileManager.default.fileExists(atPath: file) { throw InitCommand.FileExists(path: file) }
      try SystemFile.write(Data(PackTemplate.text(id: Self.id(of: file)).utf8), to: file)
      try Console.result(file)
      console.note("Next: hawthorne markers test \(file)")
      return .pass
    }

    /// The file's name without its extension, in the letters of an id; never a built-in pack's.
    static func id(of path: String) -> String {
      let name = path.split(separator: "/").last.map(String.init) ?? ""
      let stem = name.split(separator: ".").dropLast(name.contains(".") ? 1 : 0).joined(separator: ".")
      let id = String(
        stem.lowercased().map { character in
          let isFit =
            character.isASCII && (character.isLetter || character.isNumber || ".-_".contains(character))
          return isFit ? character : "-"
        }.prefix(60))
      if id.isEmpty { return "mine" }
      return RulePack.embeddedIDs.contains(id) ? "\(id).mine" : id
    }
  }

  /// `hawthorne markers page`: `Documentation/markers.md` on stdout.
  struct Page: HawthorneCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print Documentation/markers.md, made from the built-in packs.", shouldDisplay: false)

    func execute() async throws -> ExitStatus {
      try Console.result(String(try MarkersPage.text().dropLast()))
      return .pass
    }
  }
}
