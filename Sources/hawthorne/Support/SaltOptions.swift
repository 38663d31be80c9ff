import ArgumentParser
import HawthorneFormats
import HawthorneReports
import HawthorneStore

/// The secret behind the ids of redacted reports.
struct SaltOptions: ParsableArguments {
  @Option(
    help: """
      A file with the secret that redacted ids are made with, 16 random bytes or more; without it the store keeps one of \
      its own.
      """,
    completion: .file())
  var saltFile: String?

  /// The largest file that is read: a key needs no more.
  private static let limit = 1 << 16

  /// The salt in the file, nil where none was named.
  func named() throws -> RedactionSalt? {
    try saltFile.map {
      try RedactionSalt(file: try SystemFile.contents(of: $0, limit: Self.limit), origin: $0)
    }
  }
}
