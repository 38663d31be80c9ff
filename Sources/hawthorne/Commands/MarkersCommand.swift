import ArgumentParser

/// `hawthorne markers`: the rules behind labels.
struct MarkersCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "markers",
    abstract: "List, show, test and try out the rules behind awareness labels.",
    subcommands: [List.self, Show.self, Test.self, Explain.self, Init.self, Page.self],
    defaultSubcommand: List.self)
}
