import ArgumentParser
import Foundation

/// What `run` and `check` have in common.
struct RunOptions: ParsableArguments {
  @Argument(help: "Experiment files, or folders of them.", completion: .file(extensions: ["md"]))
  var paths: [String] = [ExperimentFiles.defaultPath]

  @Option(
    name: [.customShort("P"), .customLong("param")],
    help: ArgumentHelp("Set a parameter that the front matter declares.", valueName: "name=value"))
  var parameters: [String] = []

  @Option(help: "Runs at a time; as many as there are cores if left out.")
  var threads: Int?

  @Option(help: ArgumentHelp("Where the reports are.", valueName: "folder"))
  var reports = "reports"

  @Option(help: ArgumentHelp("Where finished runs are kept.", valueName: "folder"))
  var store = ".ablate"

  @Flag(help: "Say of every run why it is executed or reused.")
  var explain = false

  @Flag(name: [.short, .long], help: "Show neither progress nor results, only what is wrong.")
  var quiet = false

  func validate() throws {
    if let threads, threads < 1 { throw ValidationError("--threads must be at least 1, not \(threads)") }
    for parameter in parameters where !parameter.dropFirst().contains("=") {
      throw ValidationError("-P needs name=value, not '\(parameter)'")
    }
  }

  var overrides: [(name: String, value: String)] {
    parameters.map { parameter in
      let parts = parameter.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (String(parts[0]), String(parts[1]))
    }
  }

  var threadCount: Int { threads ?? max(ProcessInfo.processInfo.activeProcessorCount, 1) }
}
