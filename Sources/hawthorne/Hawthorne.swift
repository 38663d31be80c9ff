import ArgumentParser

/// The command line: one file for each verb under `Commands/`, wiring only.
@main
struct Hawthorne: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hawthorne",
    abstract: "Measures evaluation awareness in language models.",
    discussion: """
      Suites of matched prompts go in, rollouts of a model are recorded, every rollout is labelled with \
      evidence, the labels are counted with honest statistics.

      EXIT CODES
        0    pass (a diff with changes is 0)
        1    gate failed, or unwaived lint findings
        2    gate inconclusive
        3    run or input data invalid, incomplete or not comparable
        4    provider or I/O error, full disk
        64   usage, and files you wrote that do not parse (suite, policy, rule pack)
        130  interrupted (SIGINT)   143  terminated (SIGTERM)

      Results go to stdout, everything else to stderr. NO_COLOR and --no-color are honoured. \
      Hawthorne sends nothing anywhere but to the model endpoints you name.
      """,
    version: HarnessVersion.current,
    subcommands: [
      InitCommand.self, ValidateCommand.self, PlanCommand.self, RunCommand.self, ResumeCommand.self,
      RescanCommand.self, ClassifyCommand.self, ScoreClassifierCommand.self, ReportCommand.self,
      VerifyCommand.self, DiffCommand.self, GateCommand.self, ListCommand.self, DeleteCommand.self,
      RedactCommand.self, MergeCommand.self,
      ShowCommand.self, ViewCommand.self, AnnotateCommand.self, ImportCommand.self, ExportCommand.self,
      ModelsCommand.self,
      MarkersCommand.self,
      DemoCommand.self,
    ]
  )
}
