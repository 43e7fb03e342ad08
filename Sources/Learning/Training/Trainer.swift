import Datasets
import Diagnostics
import Graphs
import Tensors

/// Executes one run: a configuration under a seed, on prepared data. The result depends on nothing else: not on the
/// machine, the kernels' variant, or what runs beside it.
package struct Trainer {
  /// Told after each epoch (and at times within one), with the last loss; false ends the run without a result.
  package typealias Progress = (_ epoch: Int, _ epochs: Int, _ loss: Double?) -> Bool

  let configuration: Configuration
  let data: PreparedData
  let seed: UInt64
  private let kernels: Kernels
  private let files: InitializerFiles

  /// The configuration must fit the data, `configuration.problems(with: data)` is empty, and the files what
  /// it takes from them, as `initializerProblems(with:files:)` tells.
  package init(
    _ configuration: Configuration, data: PreparedData, seed: UInt64, kernels: Kernels = .current,
    files: InitializerFiles = InitializerFiles()
  ) {
    self.configuration = configuration
    self.data = data
    self.seed = seed
    self.kernels = kernels
    self.files = files
  }

  /// nil where `progress` ended it. `record` keeps what the first steps draw and compute.
  package func run(record: StepRecord? = nil, progress: Progress) -> RunResult? {
    guard var result = run(record: record, inspects: false, progress: progress)?.result else { return nil }
    guard result.status != .completed else { return result }
    // The same numbers once more, step by step under observation, for the place where they went wrong.
    guard let again = run(record: nil, inspects: true, progress: progress) else { return nil }
    result.divergence = again.divergence
    return result
  }

  private func run(
    record: StepRecord?, inspects: Bool, progress: Progress
  ) -> (result: RunResult, divergence: Divergence?)? {
    switch configuration.model {
    case .network(let network):
      var training = SupervisedTraining(
        configuration, network, data: data, seed: seed, kernels: kernels, files: files)
      training.stepRecord = record
      if inspects { training.inspect() }
      return training.run(progress: progress).map { ($0, training.divergence) }
    case .adversarial(let generator, let discriminator, let latent):
      var training = AdversarialTraining(
        configuration, generator: generator, discriminator: discriminator, latent: latent, data: data,
        seed: seed, kernels: kernels, files: files)
      training.stepRecord = record
      if inspects { training.inspect() }
      return training.run(progress: progress).map { ($0, training.divergence) }
    }
  }
}
