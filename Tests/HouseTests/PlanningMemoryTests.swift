import Foundation
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Planning keeps nothing that grows with the number of rollouts: measured on the real binary.
@Suite(.serialized) struct PlanningMemoryTests {
  /// A suite of many scenarios, four arms.
  private static func suite(scenarios: Int) -> String {
    var text = """
      hawthorne: 1
      id: many
      title: Many
      version: 1.0.0
      kind: paired
      licence: CC0-1.0
      visibility: private
      framings:
        - {arm: disguised, disclosure: none, wordings: [{id: d1, user: "{{ request }}"}]}
        - {arm: overt, disclosure: stated, wordings: [{id: o1, user: "This is a test. {{ request }}"}]}
        - {arm: placebo, disclosure: none, wordings: [{id: p1, user: "This is a note. {{ request }}"}]}
        - {arm: control, of: disguised}
      scenarios:

      """
    for number in 0..<scenarios {
      text += "  - {id: s\(number), domain: honesty, request: \"Question number \(number)?\"}\n"
    }
    return text
  }

  /// The peak resident set of a process that exits with 0, in KiB.
  static func peak(_ arguments: [String], status expected: Int32 = 0) throws -> Int {
    let words = [HawthorneBinary.path] + arguments
    var argv = words.map { strdup($0) } + [nil]
    defer { for word in argv { free(word) } }
    #if canImport(Glibc)
      var actions = posix_spawn_file_actions_t()
    #else
      var actions: posix_spawn_file_actions_t?
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    var child: pid_t = 0
    try #require(posix_spawn(&child, HawthorneBinary.path, &actions, nil, &argv, environ) == 0)
    var status: Int32 = 0
    #if canImport(Darwin)
      var usage = rusage()
      try #require(wait4(child, &status, 0, &usage) == child)
      let peak = usage.ru_maxrss / 1024
    #else
      // Linux counts the memory of whoever forked a child into its `ru_maxrss`; the kernel's high-water mark of the
      // program itself goes with the process, so it is read until then.
      var peak = 0
      while true {
        let ended = waitpid(child, &status, WNOHANG)
        if ended == child { break }
        try #require(ended == 0)
        peak = max(peak, highWaterMark(of: child))
        usleep(1000)
      }
    #endif
    // What `waitpid` gives: the exit status stands in the second byte, a signal in the first.
    try #require(status == expected << 8)
    try #require(peak > 0)
    return peak
  }

  #if canImport(Glibc)
    private static func highWaterMark(of process: pid_t) -> Int {
      let text = (try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)) ?? ""
      let line = text.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
      return line.flatMap { $0.split(separator: " ").dropFirst().first }.flatMap { Int($0) } ?? 0
    }
  #endif

  /// - Parameter epochs: repeats of 1,000 scenarios in one arm, so that each rollout has a place of its own in the order.
  private func growth(epochs: Int) throws -> Int {
    let folder = try TemporaryFolder()
    let suite = try folder.file("many.yaml", Self.suite(scenarios: 1000))
    func plan(_ epochs: Int) throws -> Int {
      try Self.peak([
        "run", suite, "--model", "organism/aware-a", "--temperature", "0.7", "--epochs", "\(epochs)",
        "--arms", "overt", "--dry-run",
      ])
    }
    let small = try plan(1)
    return try plan(epochs) - small
  }

  /// 4 MiB is what the allocator's arenas may differ by between two runs of one program (0.3 MiB were seen). A list
  /// of what is planned could not hide in it: the digits of 100,000 keys alone are 6 MiB, of a million 61 MiB, and
  /// the sorted list of places that there once was grew by 23 MiB over 100,000.
  @Test func aHundredThousandRolloutsTakeNoMoreMemoryThanAThousand() throws {
    let grown = try growth(epochs: 100)
    #expect(grown < 4 << 10, "grew by \(grown) KiB")
  }

  @Test(.enabled(if: ProcessInfo.processInfo.environment["HAWTHORNE_LONG"] == "1"))
  func aMillionRolloutsTakeNoMoreMemoryThanAThousand() throws {
    let grown = try growth(epochs: 1000)
    #expect(grown < 4 << 10, "grew by \(grown) KiB")
  }
}
