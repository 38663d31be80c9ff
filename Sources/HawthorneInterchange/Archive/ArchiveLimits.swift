/// What an archive may hold at most; past it, it is refused with the reason.
public struct ArchiveLimits: Sendable, Hashable {
  /// Members, folders included.
  public var members: Int
  /// Uncompressed bytes of one member that is read.
  public var memberBytes: Int64
  /// Uncompressed bytes of all members that are read.
  public var totalBytes: Int64
  /// How many times larger than the archive all that is read may be, once it is over `freeBytes`.
  public var ratio: Int64
  /// What may be read whatever the ratio.
  public var freeBytes: Int64

  /// - Parameters:
  ///   - memberBytes: by default what a rollout may have: 200 MB.
  ///   - ratio: deflate reaches 1,032; a log whose events repeat the conversation reaches some hundreds with zstd.
  public init(
    members: Int = 2_000_000, memberBytes: Int64 = 200_000_000, totalBytes: Int64 = 1 << 39,
    ratio: Int64 = 900, freeBytes: Int64 = 64 << 20
  ) {
    self.members = members
    self.memberBytes = memberBytes
    self.totalBytes = totalBytes
    self.ratio = ratio
    self.freeBytes = freeBytes
  }
}
