import ArgumentParser
import Plots
import Reports

/// What `run` and `check` have in common.
struct RunOptions: ParsableArguments {
  @Argument(help: "Experiment files, or folders of them.", completion: .file(extensions: ["md"]))
  var paths: [String] = [ExperimentFiles.defaultPath]

  @OptionGroup var execution: ExecutionOptions

  @Option(help: ArgumentHelp("Where the reports are.", valueName: "folder"))
  var reports = "reports"

  @Option(
    help: ArgumentHelp(
      "A theme for the HTML: templates and style sheets in place of the built-in ones.", valueName: "folder"))
  var theme: String?

  @Flag(help: "Say of every run why it is executed or reused.")
  var explain = false

  /// All of a command under the theme that was asked for, whose files are read once; throws what is wrong with them.
  func withTheme<Result>(_ body: () async throws -> Result) async throws -> Result {
    guard let theme else { return try await body() }
    return try await Theme.$current.withValue(try ThemeFolder.theme(theme), operation: body)
  }

  func session(plots: TextFormat = TextFormat()) -> Session {
    Session(execution, paths: paths, explain: explain, plots: plots)
  }
}
