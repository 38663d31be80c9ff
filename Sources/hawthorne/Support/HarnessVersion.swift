/// The harness's own version, as manifests and `--version` carry it.
enum HarnessVersion {
  static let current = "0.1.0"
}
