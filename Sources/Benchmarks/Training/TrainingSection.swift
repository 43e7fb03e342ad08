import Datasets
import Diagnostics
import Foundation
import Tensors

/// The steps of several trainings, as a section.
struct TrainingSection {
  private let context: Context
  private var results: [TrainingResult] = []
  private var notes: [String] = []

  static func text(_ works: [TrainingWork], _ context: Context) throws -> String {
    var section = TrainingSection(context: context)
    return try section.run(works)
  }

  private init(context: Context) { self.context = context }

  private mutating func run(_ works: [TrainingWork]) throws -> String {
    let options = context.options
    let processes = try options.peers.map { try context.process($0) }
    for work in works {
      guard let data = try load(work) else { continue }
      context.progress(work.name)
      let benchmark = TrainingBenchmark(repetitions: options.repetitions, threads: options.threads)
      let result = try benchmark.run(work, data: data, peers: processes, folder: context.folder)
      results.append(result)
      noteCores(result)
      if options.comparesBits { compareBits(work, data) }
    }
    let versions = processes.map { ", \($0.peer.title) \($0.version)" }.joined()
    return """
      ## Training steps

      \(options.threads) \(options.threads == 1 ? "thread" : "threads"), kernels \(Kernels.current.name)\(versions). \
      \(context.medians)

      \(TrainingTable.text(results, peers: options.peers))
      \(notes.map { "- \($0)\n" }.joined())
      """
  }

  /// nil where the data are not installed.
  private mutating func load(_ work: TrainingWork) throws -> PreparedData? {
    do throws(DataError) {
      return try work.data()
    } catch {
      guard error.missing != nil else { throw BenchmarkFailure(error.message, hints: error.hints) }
      notes.append("\(work.name) was left out: \(([error.message] + error.hints).joined(separator: "; "))")
      return nil
    }
  }

  /// A time counts for little where a side had more cores than it was to have, or had to share its own.
  private mutating func noteCores(_ result: TrainingResult) {
    let threads = Double(context.options.threads)
    let sides =
      [("Ablate", result.ours)]
      + context.options.peers.compactMap { peer in result.peers[peer].map { (peer.title, $0) } }
    for (title, side) in sides {
      let cores = Format.significant(side.cores, 2)
      if side.cores > threads + 0.15 {
        notes.append("\(result.work.name): \(title) kept \(cores) cores busy")
      } else if threads == 1, side.cores < 0.95 {
        notes.append("\(result.work.name): \(title) had \(cores) of a core: other processes were at work")
      }
    }
  }

  private mutating func compareBits(_ work: TrainingWork, _ data: PreparedData) {
    context.progress("\(work.name): bits")
    let comparison = BitComparison(work, data: data)
    let steps = "\(Format.grouped(comparison.steps)) \(comparison.steps == 1 ? "step" : "steps")"
    notes.append(
      comparison.differences.isEmpty
        ? "\(work.name): after \(steps) the same weights everywhere: "
          + comparison.hashes.map(\.name).joined(separator: "; ")
        : "\(work.name): DIFFERENT WEIGHTS after \(steps)")
    for difference in comparison.differences { context.fail("\(work.name): other weights: \(difference)") }
  }
}
