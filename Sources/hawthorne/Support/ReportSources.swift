import FoundationEssentials
import HawthorneCore
import HawthorneFormats
import HawthorneReports
import HawthorneStore

/// Reports by their files, or made of the runs of a store.
struct ReportSources {
  /// The store's path.
  let store: String

  /// Each is a file where one of that name is there, else a run.
  func reports(_ names: [String]) throws -> [Report] {
    // One bad name is told before a minute is spent on the others.
    let files = names.map { FileManager.default.fileExists(atPath: $0) }
    for (name, isFile) in zip(names, files) where !isFile && !Self.isRunName(name) {
      _ = try SystemFile.contents(of: name)
    }
    let opened = try files.allSatisfy(\.self) ? nil : Store(path: store, access: .read)
    defer { opened?.close() }
    return try zip(names, files).map { name, isFile in
      if !isFile, let opened { return try ReportMaking.report(of: [name], in: opened) }
      return try ReportReader.read(try SystemFile.contents(of: name), origin: name)
    }
  }

  /// Ids are hexadecimal digits; anything else was meant for a file.
  private static func isRunName(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }
}
