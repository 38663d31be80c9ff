#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Opens an address in the user's browser, where there is one.
enum BrowserLaunch {
  /// Does nothing without a terminal and a desktop; the address was printed anyway.
  static func open(_ address: String) {
    guard Console.isTerminal(Console.stdout), let program else { return }
    var child = pid_t()
    // Arguments, no shell: the address is never read as a command.
    var arguments: [UnsafeMutablePointer<CChar>?] = [strdup(program), strdup(address), nil]
    defer { for argument in arguments { free(argument) } }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for descriptor: Int32 in [0, 1, 2] {
      posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0)
    }
    posix_spawnp(&child, program, &actions, nil, &arguments, environ)
  }

  private static var program: String? {
    #if os(macOS)
      "open"
    #else
      getenv("DISPLAY") != nil || getenv("WAYLAND_DISPLAY") != nil ? "xdg-open" : nil
    #endif
  }
}
