import Datasets
import Diagnostics
import Foundation
import Tensors

/// Measures suites one after the other and prints what came out.
final class Session {
  private let repetitions: Int
  private let threads: Int
  private let peers: [Peer]
  private let pythons: [String]
  private let comparesBits: Bool
  private let folder: TemporaryFolder?
  /// Whether something that must hold did not.
  private(set) var hasFailed = false

  init(repetitions: Int, threads: Int, peers: [Peer], pythons: [String], comparesBits: Bool) {
    self.repetitions = repetitions
    self.threads = threads
    self.peers = Peer.allCases.filter { peers.contains($0) }
    self.pythons = pythons.isEmpty ? ["python3"] : pythons
    self.comparesBits = comparesBits
    folder = nil
  }

  func run(_ suites: [Suite]) throws {
    let trainings = suites.compactMap { suite -> TrainingWork? in
      if case .training(let work) = suite.measure { work } else { nil }
    }
    if !trainings.isEmpty { try time(trainings) }
  }

  private func time(_ works: [TrainingWork]) throws {
    let folder = try TemporaryFolder()
    let processes = try peers.map {
      try PeerProcess.start($0, pythons: pythons, threads: threads, folder: folder)
    }
    var results: [TrainingResult] = []
    var notes: [String] = []
    for work in works {
      let data: PreparedData
      do throws(DataError) {
        data = try work.data()
      } catch {
        guard error.isMissingData else { throw BenchmarkFailure(error.message, hints: error.hints) }
        notes.append("\(work.name) was left out: \(error.message)")
        continue
      }
      progress(work.name)
      let benchmark = TrainingBenchmark(repetitions: repetitions, threads: threads)
      let result = try benchmark.run(work, data: data, peers: processes, folder: folder)
      results.append(result)
      for (peer, side) in result.peers.sorted(by: { $0.key.rawValue < $1.key.rawValue })
      where side.cores > Double(threads) + 0.15 {
        notes.append("\(work.name): \(peer.title) kept \(Format.significant(side.cores, 2)) cores busy")
      }
      guard comparesBits else { continue }
      progress("\(work.name): bits")
      let comparison = BitComparison(work, data: data)
      notes.append(
        comparison.differences.isEmpty
          ? "\(work.name): the same weights on \(comparison.hashes.count) of \(comparison.hashes.count) "
            + "variants and numbers of threads after \(Format.grouped(comparison.steps)) steps"
          : "\(work.name): DIFFERENT WEIGHTS after \(Format.grouped(comparison.steps)) steps")
      for difference in comparison.differences {
        hasFailed = true
        FileHandle.standardError.write(Data("error: \(work.name): other weights: \(difference)\n".utf8))
      }
    }
    let versions = processes.map { "\($0.peer.title) \($0.version)" }
    print(
      """

      ## Training steps

      \(threads) \(threads == 1 ? "thread" : "threads"), kernels \(Kernels.current.name)\
      \(versions.map { ", \($0)" }.joined()). \
      Medians of \(repetitions) repetitions, lowest and highest in brackets.

      \(TrainingTable.text(results, peers: peers))
      \(notes.map { "- \($0)\n" }.joined())
      """)
  }

  private func progress(_ text: String) {
    FileHandle.standardError.write(Data("\(text)\n".utf8))
  }
}
