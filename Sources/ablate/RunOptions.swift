import ArgumentParser

/// What `run` and `check` have in common.
struct RunOptions: ParsableArguments {
  @Argument(help: "Experiment files, or folders of them.", completion: .file(extensions: ["md"]))
  var paths: [String] = [ExperimentFiles.defaultPath]

  @OptionGroup var execution: ExecutionOptions

  @Option(help: ArgumentHelp("Where the reports are.", valueName: "folder"))
  var reports = "reports"

  @Flag(help: "Say of every run why it is executed or reused.")
  var explain = false

  var session: Session { Session(execution, paths: paths, explain: explain) }
}
