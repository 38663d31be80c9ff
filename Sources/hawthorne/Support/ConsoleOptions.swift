import ArgumentParser

/// Options that every verb with human output shares.
struct ConsoleOptions: ParsableArguments {
  @Flag(name: .long, help: "Never use colour.")
  var noColor = false

  @Flag(name: .shortAndLong, help: "Print nothing on stderr but errors.")
  var quiet = false

  /// A remark for people, unless `--quiet`.
  func note(_ text: String) {
    if !quiet { Console.error(text) }
  }
}
