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

    package init(name: String, baseDirectory: String, document: Document, plan: FilePlan) {
      self.name = name
      self.baseDirectory = baseDirectory
      self.document = document
      self.plan = plan
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

  private let store: RunStore
  private let threads: Int
  private let environment: [String: String]
  private let cancellation: Cancellation
  private let explain: Bool
  private let report: @Sendable (RunEvent) -> Void

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

  private struct Job: Sendable {
    let key: RunKey
    let place: String
    let seed: Int
    let configuration: Configuration
    let baseDirectory: String
    let initializerFiles: InitializerFiles
  }

  /// Where a result belongs, and by which key it is found.
  private struct Slot {
    let file: Int
    let experiment: Int
    let variant: Int
    let seedIndex: Int
    let digest: String
  }

  /// Throws where the store cannot be read or written.
  package func run(_ files: [File]) async throws -> Outcome {
    let cache = DataCache(environment: environment, capacity: threads + 1)
    var outcome = Outcome(
      results: [], diagnostics: files.map { _ in [] }, executed: 0, reused: 0, wasCancelled: false,
      failures: [])
    var skipped: [[String?]] = files.map { $0.plan.experiments.map { _ in nil } }
    var slots: [Slot] = []
    var jobs: [Job] = []
    var known: [String: RunResult] = [:]
    var queued: Set<String> = []

    for (fileNumber, file) in files.enumerated() {
      var digests: [Component: String] = [:]
      let initializerFiles = InitializerFiles(
        file.plan.experiments.flatMap(\.variants).flatMap(\.configuration.initializerFiles),
        baseDirectory: file.baseDirectory)
      for (number, experiment) in file.plan.experiments.enumerated() {
        switch inspect(experiment, of: file, initializerFiles, cache: cache, digests: &digests) {
        case .ready: break
        case .wrong(let diagnostics): outcome.diagnostics[fileNumber] += diagnostics
        case .skipped(let reason):
          skipped[fileNumber][number] = reason
          report(.skipped(place: place(file, experiment, nil), reason: reason))
        }
      }
      // A file with one experiment that is wrong runs none.
      guard outcome.diagnostics[fileNumber].isEmpty else { continue }
      for (number, experiment) in file.plan.experiments.enumerated() where skipped[fileNumber][number] == nil
      {
        let contents = experiment.variants.map { variant in
          digest(of: variant.configuration, experiment, file, cache: cache, dataDigests: digests)
        }
        for (seedIndex, seed) in experiment.seeds.enumerated() {
          for (variant, content) in zip(experiment.variants, contents) {
            let key = RunKey(
              configuration: variant.configuration.canonicalJSON, seed: seed, dataDigest: content)
            slots.append(
              Slot(
                file: fileNumber, experiment: number, variant: variant.number, seedIndex: seedIndex,
                digest: key.digest))
            guard known[key.digest] == nil, queued.insert(key.digest).inserted else { continue }
            let place = place(file, experiment, variant)
            if let result = try store.result(for: key) {
              known[key.digest] = result
              if explain { report(.explained(place: place, seed: seed, reason: "stored, reused")) }
            } else {
              if explain {
                let reason = try store.explanation(for: key, place: place)
                report(.explained(place: place, seed: seed, reason: "executed: \(reason)"))
              }
              jobs.append(
                Job(
                  key: key, place: place, seed: seed, configuration: variant.configuration,
                  baseDirectory: file.baseDirectory, initializerFiles: initializerFiles))
            }
          }
        }
      }
    }
    report(.planned(total: known.count + jobs.count, stored: known.count))
    outcome.reused = known.count

    for (job, result) in try await execute(jobs, cache: cache) {
      switch result {
      case .success(let result):
        known[job.key.digest] = result
        outcome.executed += 1
      case .failure(let failure):
        outcome.failures.append("\(job.place), seed \(job.seed): \(failure.message)")
      }
    }
    outcome.wasCancelled = cancellation.isCancelled

    outcome.results = files.enumerated().map { fileNumber, file in
      guard outcome.diagnostics[fileNumber].isEmpty else { return nil }
      var runs: [[[RunResult?]]] = file.plan.experiments.map { experiment in
        experiment.variants.map { _ in experiment.seeds.map { _ in nil } }
      }
      for slot in slots where slot.file == fileNumber {
        guard let result = known[slot.digest] else {
          if outcome.wasCancelled { return nil }
          continue
        }
        runs[slot.experiment][slot.variant][slot.seedIndex] = result
      }
      return FileResults(
        plan: file.plan,
        experiments: file.plan.experiments.enumerated().map { number, experiment in
          ExperimentResults(plan: experiment, runs: runs[number], skipped: skipped[fileNumber][number])
        })
    }
    return outcome
  }

  private func place(_ file: File, _ experiment: ExperimentPlan, _ variant: Variant?) -> String {
    let base = "\(file.name)#\(experiment.id)"
    guard let variant, experiment.variants.count > 1 else { return base }
    return "\(base)[\(variant.label)]"
  }

  // MARK: - Data first

  private enum Inspection {
    case ready
    case wrong([Diagnostic])
    case skipped(String)
  }

  /// Prepares the data of every variant under the first seed, so that what is wrong with them is told before anything
  /// runs; likewise what is wrong with the files that first weights are taken from.
  private func inspect(
    _ experiment: ExperimentPlan, of file: File, _ initializerFiles: InitializerFiles, cache: DataCache,
    digests: inout [Component: String]
  ) -> Inspection {
    var diagnostics: [Diagnostic] = []
    // Variants with the same data one after the other, so that each is prepared once.
    var data: [Component] = []
    for variant in experiment.variants where !data.contains(variant.configuration.data) {
      data.append(variant.configuration.data)
    }
    for data in data {
      do throws(DataError) {
        let prepared = try cache.prepared(data, baseDirectory: file.baseDirectory, seed: experiment.seeds[0])
        for variant in experiment.variants where variant.configuration.data == data {
          for problem in variant.configuration.completed(for: prepared).locatedProblems(with: prepared)
          where !diagnostics.contains(where: { $0.message == problem.message }) {
            // What the file leaves to a default follows from the data.
            let range = file.document.range(of: problem.path, in: experiment)
            diagnostics.append(
              Diagnostic(
                .error, problem.message, file: file.name,
                range: range == experiment.range
                  ? file.document.dataRange(of: experiment, option: nil) : range))
          }
        }
        guard digests[data] == nil else { continue }
        let context = cache.context(baseDirectory: file.baseDirectory, seed: experiment.seeds[0])
        digests[data] = RunKey.digest(ofFiles: Datasets.catalog[data.name]?.files(data, context) ?? []) ?? ""
      } catch {
        if error.isMissingData { return .skipped(([error.message] + error.hints).joined(separator: "; ")) }
        diagnostics.append(
          Diagnostic(
            .error, error.message, file: file.name,
            range: file.document.dataRange(of: experiment, option: error.option), hints: error.hints))
      }
    }
    guard diagnostics.isEmpty else { return .wrong(diagnostics) }
    diagnostics = initializerProblems(of: experiment, in: file, initializerFiles, cache: cache)
    return diagnostics.isEmpty ? .ready : .wrong(diagnostics)
  }

  /// Of all variants, each once; their data are known to be right.
  private func initializerProblems(
    of experiment: ExperimentPlan, in file: File, _ files: InitializerFiles, cache: DataCache
  ) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    for variant in experiment.variants where !variant.configuration.initializerFiles.isEmpty {
      let data = variant.configuration.data
      guard
        let prepared = try? cache.prepared(
          data, baseDirectory: file.baseDirectory, seed: experiment.seeds[0])
      else { continue }
      let configuration = variant.configuration.completed(for: prepared)
      // A variant whose model does not fit was not looked at where another shares its data.
      guard configuration.problems(with: prepared).isEmpty else { continue }
      for problem in configuration.initializerProblems(with: prepared, files: files) {
        let diagnostic = Diagnostic(
          .error, problem.conflict.message, file: file.name,
          range: file.document.weightsRange(of: experiment, path: problem.path),
          hints: problem.conflict.hint.map { [$0] } ?? [])
        if !diagnostics.contains(diagnostic) { diagnostics.append(diagnostic) }
      }
    }
    return diagnostics
  }

  /// Of the content of the data's files; where first weights come from files, of these too, behind them.
  private func digest(
    of configuration: Configuration, _ experiment: ExperimentPlan, _ file: File, cache: DataCache,
    dataDigests: [Component: String]
  ) -> String {
    let data = configuration.data
    let paths = configuration.initializerFiles
    guard !paths.isEmpty else { return dataDigests[data] ?? "" }
    let context = cache.context(baseDirectory: file.baseDirectory, seed: experiment.seeds[0])
    let dataFiles = Datasets.catalog[data.name]?.files(data, context) ?? []
    return RunKey.digest(ofFiles: dataFiles + paths.map(context.resolve)) ?? ""
  }

  // MARK: - Execution

  private struct RunFailure: Error {
    let message: String
  }

  private func execute(_ jobs: [Job], cache: DataCache) async throws -> [(Job, Result<RunResult, RunFailure>)]
  {
    try await withThrowingTaskGroup(of: (Job, Result<RunResult, RunFailure>)?.self) { group in
      var next = 0
      func addNext() {
        guard next < jobs.count, !cancellation.isCancelled else { return }
        let job = jobs[next]
        next += 1
        group.addTask { try execute(job, cache: cache) }
      }
      for _ in 0..<threads { addNext() }
      var finished: [(Job, Result<RunResult, RunFailure>)] = []
      while let result = try await group.next() {
        if let result { finished.append(result) }
        addNext()
      }
      return finished
    }
  }

  /// nil where it was cancelled.
  private func execute(_ job: Job, cache: DataCache) throws -> (Job, Result<RunResult, RunFailure>)? {
    report(.started(place: job.place, seed: job.seed))
    let data: PreparedData
    do throws(DataError) {
      data = try cache.prepared(job.configuration.data, baseDirectory: job.baseDirectory, seed: job.seed)
    } catch {
      report(.finished(place: job.place, seed: job.seed, status: "failed: \(error.message)"))
      return (job, .failure(RunFailure(message: error.message)))
    }
    let trainer = Trainer(
      job.configuration.completed(for: data), data: data, seed: UInt64(job.seed), files: job.initializerFiles)
    let result = trainer.run { epoch, epochs, loss in
      report(.advanced(place: job.place, seed: job.seed, epoch: epoch, epochs: epochs, loss: loss))
      return !cancellation.isCancelled
    }
    guard let result else { return nil }
    try store.store(result, for: job.key, place: job.place)
    report(.finished(place: job.place, seed: job.seed, status: result.status.words))
    return (job, .success(result))
  }
}

extension Configuration {
  /// With the loss and the metrics of the data's task, where the file leaves them to it.
  package func completed(for data: PreparedData) -> Configuration {
    completed(for: data.task, hasMixture: data.mixture != nil)
  }
}
