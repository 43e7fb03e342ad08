import ArgumentParser
import Foundation

/// What all commands that execute runs have in common.
struct ExecutionOptions: ParsableArguments {
  @Option(
    name: [.customShort("P"), .customLong("param")],
    help: ArgumentHelp("Set a parameter that the front matter declares.", valueName: "name=value"))
  var parameters: [String] = []

  @Option(help: "Runs at a time; as many as there are cores if left out.")
  var threads: Int?

  @Option(help: ArgumentHelp("Where finished runs are kept.", valueName: "folder"))
  var store = ".ablate"

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
