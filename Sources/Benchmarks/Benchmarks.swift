import ArgumentParser
import Diagnostics
import Foundation
import Tensors

@main
struct Benchmarks: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "Benchmarks",
    abstract: "What the engine costs, beside PyTorch and JAX.",
    discussion: """
      \(Suite.catalog.rows.map { "\($0.name): \($0.summary)" }.joined(separator: "\n"))

      Without a name all of them run.

      The work of a suite and that of its peers take turns in one go: same data, same initial weights, same order \
      of batches, same number of steps. Beside every time stand the final loss and a hash of the final weights, \
      which must be the same for one thread and two and for every variant of the kernels.
      """)

  static func main() {
    do {
      if try OwnChild.answers(CommandLine.arguments) { return }
    } catch {
      exit(withError: error)
    }
    main(nil)
  }

  @Argument(help: "Suites to run.")
  var suites: [String] = []

  @Option(help: "A peer that does the same work: \(Peer.allNames). May be repeated.")
  var against: [Peer] = []

  @Option(help: "How often each side is timed.")
  var repetitions = 7

  @Option(help: "Threads of one run, ours and a peer's.")
  var threads = 1

  @Option(help: "A Python with the peer's package; the first that has it. May be repeated.")
  var python: [String] = []

  @Option(help: "The command whose processes are measured; that beside this program if left out.")
  var ablate: String?

  @Flag(help: "Time a clean build too, in a folder of its own, with 'memory'.")
  var build = false

  @Flag(help: "Leave out the comparison of bits across kernels and threads.")
  var skipBits = false

  func validate() throws {
    guard repetitions >= 1 else { throw ValidationError("repetitions: at least 1, not \(repetitions)") }
    guard (1...ThreadTeam.most).contains(threads) else {
      throw ValidationError("threads: from 1 to \(ThreadTeam.most), not \(threads)")
    }
    for name in suites where Suite.catalog[name] == nil {
      throw ValidationError(
        "unknown suite '\(name)'; \(Suggestion.hintOrList(for: name, in: Suite.catalog.names))")
    }
  }

  private var options: Context.Options {
    Context.Options(
      repetitions: repetitions, threads: threads, peers: Peer.allCases.filter { against.contains($0) },
      pythons: python.isEmpty ? ["python3"] : python, comparesBits: !skipBits, ablate: ablate,
      timesBuild: build)
  }

  func run() throws {
    do {
      if case .failure(let diagnostic) = Kernels.selection {
        throw BenchmarkFailure(diagnostic.message, hints: diagnostic.hints)
      }
      let chosen = suites.isEmpty ? Suite.catalog.rows : suites.compactMap { Suite.catalog[$0] }
      let context = try Context(options)
      let trainings = chosen.compactMap { if case .training(let work) = $0.measure { work } else { nil } }
      if !trainings.isEmpty { print("\n\(try TrainingSection.text(trainings, context))") }
      for suite in chosen {
        if case .section(let text) = suite.measure { print("\n\(try text(context))") }
      }
      if !context.failures.isEmpty { throw ExitCode(1) }
    } catch let failure as BenchmarkFailure {
      let hints = failure.hints.map { "     = \($0)\n" }.joined()
      FileHandle.standardError.write(Data("error: \(failure.message)\n\(hints)".utf8))
      throw ExitCode(1)
    }
  }
}

/// Why a measurement cannot be made.
struct BenchmarkFailure: Error {
  /// Lower case, no full stop.
  let message: String
  let hints: [String]

  init(_ message: String, hints: [String] = []) {
    self.message = message
    self.hints = hints
  }
}

extension Peer: ExpressibleByArgument {
  static var allNames: String { allCases.map(\.rawValue).joined(separator: ", ") }
}
