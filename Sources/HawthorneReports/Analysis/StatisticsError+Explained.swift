public import HawthorneCore
public import HawthorneStatistics

extension StatisticsError: ExplainedError {
  public var exitStatus: ExitStatus { .invalid }
}
