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

/// In which order and in which batches a run goes through its training rows.
struct BatchSchedule {
  let rows: Int
  let batchSize: Int
  let shuffle: Bool
  let seed: UInt64
  /// Passes over the training rows; the last may be cut short by `steps`.
  let epochs: Int
  /// Optimizer steps in all.
  let steps: Int
  /// Batches whose mean gradient makes one step.
  let accumulate: Int
  private let stepsPerEpoch: Int
  let validateEvery: Int

  init(_ training: TrainingConfiguration, rows: Int, seed: UInt64) {
    precondition(rows > 0, "no training rows")
    self.rows = rows
    batchSize = min(training.batchSize ?? rows, rows)
    shuffle = training.shuffle
    self.seed = seed
    accumulate = training.accumulate
    validateEvery = training.validateEvery
    let batches = (rows + batchSize - 1) / batchSize
    let stepsPerEpoch = (batches + accumulate - 1) / accumulate
    self.stepsPerEpoch = stepsPerEpoch
    switch training.length {
    case .epochs(let count):
      epochs = count
      steps = count * stepsPerEpoch
    case .steps(let count):
      epochs = (count + stepsPerEpoch - 1) / stepsPerEpoch
      steps = count
    }
  }

  /// Row numbers of epoch 1, 2, … in the order of training; batches are cut from them one after the other, the last one
  /// as short as it comes.
  func order(epoch: Int) -> [Int32] {
    guard shuffle else { return (0..<Int32(rows)).map { $0 } }
    var stream = RandomStream(seed: seed, purpose: "batches/\(epoch)")
    return stream.permutation(rows).map { Int32($0) }
  }

  /// The ranges of `order` that make up the steps of an epoch, given how many steps were taken before it: one batch for
  /// each, or as many as are accumulated, in the last step as many as are left.
  func steps(stepsBefore: Int) -> [[Range<Int>]] {
    let starts = stride(from: 0, to: rows, by: batchSize * accumulate)
    return starts.prefix(max(steps - stepsBefore, 0)).map { start in
      let end = min(start + batchSize * accumulate, rows)
      return stride(from: start, to: end, by: batchSize).map { $0..<min($0 + batchSize, end) }
    }
  }

  /// The same where nothing is accumulated.
  func batches(stepsBefore: Int) -> [Range<Int>] {
    precondition(accumulate == 1, "\(accumulate) batches a step")
    return steps(stepsBefore: stepsBefore).map { $0[0] }
  }

  /// Whether metrics are taken after the epoch: every `validate_every` epochs, and after the last.
  func isEvaluated(_ epoch: Int) -> Bool { epoch % validateEvery == 0 || epoch == epochs }

  var horizon: TrainingHorizon { TrainingHorizon(steps: steps, stepsPerEpoch: stepsPerEpoch) }
}
