import ArgumentParser
import Diagnostics
import Foundation

@main
struct Ablate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ablate",
    abstract: "Experiments written as Markdown, reports that can be trusted.",
    version: "0.1.0",
    subcommands: [
      Run.self, Check.self, Compare.self, Diff.self, List.self, Describe.self, FindLearningRate.self,
      New.self,
      Export.self,
    ])

  static func main() async {
    do {
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch let failure as CommandFailure {
      let hints = failure.hints.map { "     = \($0)\n" }.joined()
      FileHandle.standardError.write(Data("error: \(failure.message)\n\(hints)".utf8))
      Foundation.exit(failure.exitCode.rawValue)
    } catch {
      exit(withError: error)
    }
  }
}
