import Datasets
import Diagnostics
import Foundation
import Learning
import Notebooks
import Synchronization

/// Executes the runs of files that are not stored yet, spread over threads, and gathers the results of all.
package struct Executor: Sendable {
  /// A decoded file with what its runs need to know of it.
  package struct File: Sendable {
    /// As messages name it.
    package let name: String
    package let baseDirectory: String
    package let document: Document
    package let plan: FilePlan
    /// The experiments, by id, whose trained parameters are asked for; the stored results of others come without.
    package let withParameters: Set<String>

    package init(
      name: String, baseDirectory: String, document: Document, plan: FilePlan, withParameters: Set<String>
    ) {
      self.name = name
      self.baseDirectory = baseDirectory
      self.document = document
      self.plan = plan
      self.withParameters = withParameters
    }
  }

  package struct Outcome: Sendable {
    /// By file; nil where its data are wrong (see `diagnostics`) or the work was interrupted.
    package var results: [FileResults?]
    /// What is wrong with data, by file: found before any run of that file starts.
    package var diagnostics: [[Diagnostic]]
    package var executed: Int
    package var reused: Int
    package var wasCancelled: Bool
    /// Runs that could not be carried out, in words.
    package var failures: [String]
  }

  let store: RunStore
  let threads: Int
  let environment: [String: String]
  let cancellation: Cancellation
  private let explain: Bool
  let report: @Sendable (RunEvent) -> Void

  /// `threads`: runs at a time, at least 1. `explain` asks for an event on every run.
  package init(
    store: RunStore, threads: Int, environment: [String: String], cancellation: Cancellation,
    explain: Bool = false,
    report: @escaping @Sendable (RunEvent) -> Void
  ) {
    precondition(threads >= 1, "\(threads) threads")
    self.store = store
    self.threads = threads
    self.environment = environment
    self.cancellation = cancellation
    self.explain = explain
    self.report = report
  }

  private static func seeds(of files: [File]) -> [DataCache.Source: Set<Int>] {
    var seeds: [DataCache.Source: Set<Int>] = [:]
    for file in files {
      for experiment in file.plan.experiments {
        for data in Set(experiment.variants.map(\.configuration.data)) {
          seeds[DataCache.Source(data: data, baseDirectory: file.baseDirectory), default: []]
            .formUnion(experiment.seeds)
        }
      }
    }
    return seeds
  }

  /// Throws where the store cannot be read or written.
  package func run(_ files: [File]) async throws -> Outcome {
    let cache = DataCache(environment: environment, capacity: threads + 1, seeds: Self.seeds(of: files))
    var outcome = Outcome(
      results: [], diagnostics: files.map { _ in [] }, executed: 0, reused: 0, wasCancelled: false,
      failures: [])
    var skipped: [[MissingData?]] = files.map { $0.plan.experiments.map { _ in nil } }

    let stored = try await storedRuns(of: files)
    let initializerFiles = zip(files, stored).map { file, stored in
      stored.allSatisfy(\.isComplete)
        ? InitializerFiles()
        : InitializerFiles(
          file.plan.experiments.flatMap(\.variants).flatMap(\.configuration.initializerFiles),
          baseDirectory: file.baseDirectory)
    }
    for (fileNumber, file) in files.enumerated() {
      let initializerFiles = initializerFiles[fileNumber]
      for (number, experiment) in file.plan.experiments.enumerated()
      where !stored[fileNumber][number].isComplete {
        switch inspect(experiment, of: file, initializerFiles, cache: cache) {
        case .ready: break
        case .wrong(let diagnostics): outcome.diagnostics[fileNumber] += diagnostics
        case .skipped(let reason):
          skipped[fileNumber][number] = reason
          report(.skipped(place: place(file, experiment, nil), reason: reason))
        }
      }
    }

    // A file with one experiment that is wrong runs none.
    let planned = files.indices.filter { outcome.diagnostics[$0].isEmpty }.flatMap { file in
      files[file].plan.experiments.indices.filter { skipped[file][$0] == nil }.map { (file, $0) }
    }
    let (jobs, reused) = try jobs(for: planned, of: files, stored, initializerFiles)
    outcome.reused = reused
    report(.planned(total: reused + jobs.count, stored: reused))

    var executed: [String: RunResult] = [:]
    for (job, result) in try await execute(jobs, cache: cache) {
      switch result {
      case .success(let result):
        executed[job.key.digest] = result
        outcome.executed += 1
      case .failure(let failure):
        outcome.failures.append("\(job.place), seed \(job.seed): \(failure.message)")
      }
    }
    outcome.wasCancelled = cancellation.isCancelled

    outcome.results = files.indices.map { file in
      guard outcome.diagnostics[file].isEmpty else { return nil }
      return results(
        of: files[file].plan, stored[file], executed, skipped: skipped[file],
        wasCancelled: outcome.wasCancelled)
    }
    return outcome
  }

  /// What is to be executed of the experiments planned, `(file, experiment)`, and how many runs are reused.
  private func jobs(
    for planned: [(Int, Int)], of files: [File], _ stored: [[StoredRuns]],
    _ initializerFiles: [InitializerFiles]
  ) throws -> (jobs: [Job], reused: Int) {
    // An experiment may lack what another one has of the same run, such as its parameters.
    let missing = Set(
      planned.flatMap { file, number in
        let stored = stored[file][number]
        return zip(stored.keys, stored.results).flatMap { zip($0, $1) }.filter { $1 == nil }.map(\.0.digest)
      })
    var jobs: [Job] = []
    var reused = 0
    // Runs are stored or queued once, however many experiments share them.
    var known: Set<String> = []
    for (fileNumber, number) in planned {
      let (file, stored) = (files[fileNumber], stored[fileNumber][number])
      let experiment = file.plan.experiments[number]
      for (seedIndex, seed) in experiment.seeds.enumerated() {
        for (variant, key) in zip(experiment.variants, stored.keys[seedIndex])
        where known.insert(key.digest).inserted {
          let place = place(file, experiment, variant)
          if !missing.contains(key.digest) {
            reused += 1
            if explain { report(.explained(place: place, seed: seed, reason: "stored, reused")) }
          } else {
            if explain {
              let reason = try store.explanation(for: key, place: place)
              report(.explained(place: place, seed: seed, reason: "executed: \(reason)"))
            }
            jobs.append(
              Job(
                key: key, place: place, seed: seed, configuration: variant.configuration,
                baseDirectory: file.baseDirectory,
                initializerFiles: initializerFiles[fileNumber]))
          }
        }
      }
    }
    return (jobs, reused)
  }

  /// nil where work that was interrupted left some of them out.
  private func results(
    of plan: FilePlan, _ stored: [StoredRuns], _ executed: [String: RunResult], skipped: [MissingData?],
    wasCancelled: Bool
  ) -> FileResults? {
    var experiments: [ExperimentResults] = []
    for (number, experiment) in plan.experiments.enumerated() {
      let stored = stored[number]
      let runs = experiment.variants.map { variant in
        experiment.seeds.indices.map { seed -> RunResult? in
          guard skipped[number] == nil else { return nil }
          return stored.results[seed][variant.number] ?? executed[stored.keys[seed][variant.number].digest]
        }
      }
      if wasCancelled, skipped[number] == nil, runs.contains(where: { $0.contains { $0 == nil } }) {
        return nil
      }
      experiments.append(ExperimentResults(plan: experiment, runs: runs, skipped: skipped[number]))
    }
    return FileResults(plan: plan, experiments: experiments)
  }

  private func place(_ file: File, _ experiment: ExperimentPlan, _ variant: Variant?) -> String {
    let base = "\(file.name)#\(experiment.id)"
    guard let variant, experiment.variants.count > 1 else { return base }
    return "\(base)[\(variant.label)]"
  }
}
