import Datasets
import Learning
import Tensors

extension Executor {
  /// A run that is not stored.
  struct Job: Sendable {
    let key: RunKey
    let place: String
    let seed: Int
    let configuration: Configuration
    let baseDirectory: String
    let initializerFiles: InitializerFiles
  }

  struct RunFailure: Error {
    let message: String
  }

  func execute(_ jobs: [Job], cache: DataCache) async throws -> [(Job, Result<RunResult, RunFailure>)] {
    let cores = CoreShare(threads: threads, runs: jobs.count)
    return try await withThrowingTaskGroup(of: (Job, Result<RunResult, RunFailure>)?.self) { group in
      var next = 0
      func addNext() {
        guard next < jobs.count, !cancellation.isCancelled else { return }
        let job = jobs[next]
        next += 1
        group.addTask { try execute(job, cache: cache, cores: cores) }
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
  private func execute(_ job: Job, cache: DataCache, cores: CoreShare) throws
    -> (Job, Result<RunResult, RunFailure>)?
  {
    let team = cores.begin()
    defer { cores.end(team) }
    report(.started(place: job.place, seed: job.seed))
    let data: PreparedData
    do throws(DataError) {
      data = try cache.prepared(job.configuration.data, baseDirectory: job.baseDirectory, seed: job.seed)
    } catch {
      report(.finished(place: job.place, seed: job.seed, status: "failed: \(error.message)"))
      return (job, .failure(RunFailure(message: error.message)))
    }
    let trainer = Trainer(
      job.configuration.completed(for: data), data: data, seed: UInt64(job.seed),
      kernels: Kernels.current.shared(by: team), files: job.initializerFiles)
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
