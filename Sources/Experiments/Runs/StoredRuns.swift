import Datasets
import Learning

/// The runs that an experiment plans, and which of them are in the store.
struct StoredRuns: Sendable {
  /// `keys[seed index][variant]`
  let keys: [[RunKey]]
  /// Likewise; nil for those that are not stored.
  let results: [[RunResult?]]
  /// Whether every file that decides a run could be read.
  let filesAreReadable: Bool

  /// Whether nothing is to be executed. A run is stored only after its configuration was held against these very data,
  /// so that there is nothing left to be found wrong either.
  var isComplete: Bool {
    filesAreReadable && results.allSatisfy { $0.allSatisfy { $0 != nil } }
  }
}

extension Executor {
  /// Looks for the runs of all experiments, `[file][experiment]`, several at a time. Data are not loaded for it, only
  /// their files read through.
  func storedRuns(of files: [File]) async throws -> [[StoredRuns]] {
    let contents = FileContents()
    typealias Found = (file: Int, experiment: Int, runs: StoredRuns)
    return try await withThrowingTaskGroup(of: Found.self) { group in
      for (fileNumber, file) in files.enumerated() {
        for (number, experiment) in file.plan.experiments.enumerated() {
          group.addTask {
            (fileNumber, number, try await storedRuns(of: experiment, in: file, contents))
          }
        }
      }
      var found: [[StoredRuns?]] = files.map { $0.plan.experiments.map { _ in nil } }
      for try await entry in group { found[entry.file][entry.experiment] = entry.runs }
      return found.map { $0.compactMap(\.self) }
    }
  }

  private func storedRuns(
    of experiment: ExperimentPlan, in file: File, _ contents: FileContents
  ) async throws -> StoredRuns {
    let context = DataContext(
      seed: UInt64(experiment.seeds[0]), baseDirectory: file.baseDirectory, environment: environment)
    var filesAreReadable = true
    var variants: [(configuration: String, dataDigest: String)] = []
    for variant in experiment.variants {
      let data = variant.configuration.data
      let paths =
        (Datasets.catalog[data.name]?.files(data, context) ?? [])
        + variant.configuration.initializerFiles.map(context.resolve)
      let digest = await contents.digest(of: paths)
      if digest == nil { filesAreReadable = false }
      variants.append((variant.configuration.canonicalJSON, digest ?? ""))
    }
    let keys = experiment.seeds.map { seed in
      variants.map { RunKey(configuration: $0.configuration, seed: seed, dataDigest: $0.dataDigest) }
    }
    let results = try await results(
      for: Array(keys.joined()), withParameters: file.withParameters.contains(experiment.id))
    return StoredRuns(
      keys: keys,
      results: keys.indices.map { Array(results[($0 * variants.count)..<(($0 + 1) * variants.count)]) },
      filesAreReadable: filesAreReadable)
  }

  /// Reads and decodes some at a time, so that large experiments keep more than one core busy.
  private func results(for keys: [RunKey], withParameters: Bool) async throws -> [RunResult?] {
    try await withThrowingTaskGroup(of: (start: Int, results: [RunResult?]).self) { group in
      for start in stride(from: 0, to: keys.count, by: 32) {
        let some = keys[start..<min(start + 32, keys.count)]
        group.addTask { (start, try store.results(for: some, withParameters: withParameters)) }
      }
      let pieces = try await group.reduce(into: []) { $0.append($1) }
      return pieces.sorted { $0.start < $1.start }.flatMap(\.results)
    }
  }
}
