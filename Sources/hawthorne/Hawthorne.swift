import ArgumentParser

@main
struct Hawthorne: AsyncParsableCommand {
  func run() async throws {}
}
