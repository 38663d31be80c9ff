/// Times of which it may not be known when they were: an imported log need not date anything.
public enum StatedTime {
  /// A time that somebody stated; nil for 0 (milliseconds since 1970), which stands for none.
  public static func of(_ milliseconds: Int64) -> Int64? { milliseconds == 0 ? nil : milliseconds }
}

extension RunManifest {
  /// When the run began, in milliseconds since 1970; nil where the log that it was imported from does not say.
  public var statedStart: Int64? { StatedTime.of(startedAt) }
}

extension RecordedProvenance {
  /// When the recorded run began, in milliseconds since 1970; nil where nobody said.
  public var statedStart: Int64? { StatedTime.of(startedAt) }
}
