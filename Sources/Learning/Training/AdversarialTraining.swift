import Datasets
import Diagnostics
import Graphs
import Tensors

/// Trains a generator and a discriminator in turn: at each step first the discriminator on a batch of real rows and as
/// many generated ones, then the generator through the discriminator as it now is.
///
/// Where the loss asks for k steps of the discriminator, the generator moves at steps k, 2k, … alone, with that step's
/// batch. So an epoch stays one pass over the training rows, and `steps` counts the discriminator's.
struct AdversarialTraining {
  private let configuration: Configuration
  private let generator: ModelSpec
  private let discriminator: ModelSpec
  private let data: PreparedData
  let schedule: BatchSchedule
  private let seed: UInt64
  private let kernels: Kernels
  let store = ParameterStore()
  let parameterNames: [String]
  private let measures: [(name: String, measure: @Sendable (Tensor) -> Double)]
  private let sampler: Program
  private let weights: JudgedWeights
  private let rates: (generator: LearningRates, discriminator: LearningRates)
  private let snapshotEpochs: Set<Int>
  private var steps: AdversarialStepTaker
  private var recorder: Recorder
  private var result: RunResult
  /// Told of each step, where somebody asks.
  var stepRecord: StepRecord?
  private var inspector: StepInspector?
  var divergence: Divergence? { inspector?.divergence }

  /// Epochs at which samples are kept for plots, the first and the last among them.
  private static let snapshots = 6
  /// The stream of the latent rows that samples are made from.
  static let samplesPurpose = "latent/samples"
  /// Samples that a snapshot keeps.
  private static let snapshotRows = 500

  init(
    _ configuration: Configuration, generator: NetworkConfiguration, discriminator: NetworkConfiguration,
    latent: Int,
    data: PreparedData, seed: UInt64, kernels: Kernels, files: InitializerFiles
  ) {
    guard let loss = Losses.row(configuration.loss).adversarial else {
      preconditionFailure(
        "a generator and a discriminator need an adversarial loss, not '\(configuration.loss.name)'")
    }
    do {
      (self.generator, self.discriminator) = try configuration.adversarialSpecs(
        generator, discriminator, latent: latent, for: data)
    } catch {
      preconditionFailure("a configuration that does not fit its data: \(error.message)")
    }
    let (generatorOptimizer, discriminatorOptimizer) =
      switch configuration.optimizer {
      case .single(let optimizer): (optimizer, optimizer)
      case .adversarial(let first, let second): (first, second)
      }
    self.configuration = configuration
    self.data = data
    self.seed = seed
    self.kernels = kernels
    schedule = BatchSchedule(configuration.training, rows: data.train.count, seed: seed)
    let initial =
      self.generator.startingParameters(seed: seed, files: files, kernels: kernels) {
        var stream = RandomStream(seed: seed, purpose: "latent/init")
        return FeatureMatrix(.drawn([LayerSequentialScaling.rows, latent]) { stream.normal() })
      }
      + self.discriminator.startingParameters(seed: seed, files: files, kernels: kernels) {
        data.train.inputs
      }
    for (name, value) in initial { store.add(name, value) }
    parameterNames = initial.map(\.name)
    let training = configuration.training
    weights = JudgedWeights(training, store: store, names: parameterNames, kernels: kernels)
    // Both players' rates go by the discriminator's steps.
    let horizon = schedule.horizon
    func rates(_ optimizer: Component) -> LearningRates {
      Schedules.rates(training.schedule, base: Optimizers.learningRate(optimizer), horizon: horizon)
    }
    self.rates = (rates(generatorOptimizer), rates(discriminatorOptimizer))
    steps = AdversarialStepTaker(
      AdversarialRecipe(
        generator: self.generator, discriminator: self.discriminator, loss: loss,
        lossComponent: configuration.loss, generatorOptimizer: generatorOptimizer,
        discriminatorOptimizer: discriminatorOptimizer, training: training, seed: seed,
        keepsGradients: configuration.record.gradients, store: store, kernels: kernels),
      inputs: data.train.inputs)
    // No metric looks at more real rows than there are samples.
    let real = data.train.inputs.rows(0..<min(data.train.count, Metrics.sampleCount)).tensor
    let reference = SampleReference(real: real, mixture: data.mixture)
    measures = configuration.metrics.compactMap { metric in
      let row = Metrics.row(metric)
      guard case .samples(let prepare) = row.measure else { return nil }
      return ("samples.\(row.name)", prepare(reference, metric))
    }

    // One set of latent rows for all epochs, so that what changes between snapshots is the generator.
    let graph = Graph()
    let latentRows = graph.input("latent", [Metrics.sampleCount, latent])
    sampler = Program(
      graph, outputs: [self.generator.build(latentRows).output], parameters: weights.store,
      kernels: kernels)
    sampler.fillNormal("latent", seed: seed, purpose: Self.samplesPurpose)

    let epochs = schedule.epochs
    snapshotEpochs = Set(
      (0..<Self.snapshots).map { ($0 * epochs + (Self.snapshots - 1) / 2) / (Self.snapshots - 1) })
    recorder = Recorder(configuration.record, epochs: schedule.epochs)
    result = RunResult(
      status: .completed, parameterCount: initial.reduce(0) { $0 + $1.value.shape.count }, notes: data.notes)
  }

  /// Steps that are taken as one call, after which progress is told; one by one where somebody looks at each.
  private var chunkSteps: Int { inspector == nil && stepRecord == nil ? Self.mostSteps : 1 }
  private static let mostSteps = 64

  /// From now on every execution is looked at, up to the first that goes wrong.
  mutating func inspect() {
    let inspector = StepInspector(store)
    self.inspector = inspector
    steps.inspector = inspector
  }

  mutating func run(progress: Trainer.Progress) -> RunResult? {
    var queue = StepQueue(schedule)
    steps.record = stepRecord
    stepRecord?.initial = parameterNames.map { ($0, store[$0]) }
    guard takeSamples(epoch: 0) else { return finished() }

    for epoch in 1...max(schedule.epochs, 1) where schedule.epochs > 0 {
      // The players' losses are of a moving game: their mean over the epoch's steps. A generator that did not move
      // keeps the loss it had.
      var sums = (generator: 0.0, discriminator: 0.0)
      var generatorSteps = 0
      var generatorLoss = result["generator.loss"]?.values.last
      let stepsBefore = result.steps
      while let chunk = queue.next(most: chunkSteps, through: epoch) {
        inspector?.begin(epoch: epoch, step: chunk.stepsBefore + 1)
        let losses = steps.take(chunk, rates: rates)
        result.steps += losses.count
        weights.follow(step: result.steps)
        for (index, loss) in losses.enumerated() {
          let step = chunk.stepsBefore + index + 1
          stepRecord?.keep(loss: loss.discriminator, "discriminator.loss", step: step)
          if let generator = loss.generator {
            stepRecord?.keep(loss: generator, "generator.loss", step: step)
          }
          guard loss.isFinite, divergence == nil else {
            result.status = .diverged(epoch: epoch, step: result.steps)
            return finished()
          }
          sums.discriminator += Double(loss.discriminator)
          if let generator = loss.generator {
            sums.generator += Double(generator)
            generatorSteps += 1
            generatorLoss = sums.generator / Double(generatorSteps)
          }
        }
        // After the epoch the caller is told anyway.
        if chunk.contains(multipleOf: Self.mostSteps), !progress(epoch, schedule.epochs, generatorLoss) {
          return nil
        }
      }
      if let generatorLoss { result.append(generatorLoss, to: "generator.loss", epoch: epoch) }
      result.append(
        sums.discriminator / Double(result.steps - stepsBefore), to: "discriminator.loss", epoch: epoch)
      if recorder.isDue(epoch), generatorSteps > 0 { recorder.gradients(steps.gradients(), epoch: epoch) }
      let isEvaluated = schedule.isEvaluated(epoch)
      if isEvaluated || isSnapshot(epoch) || recorder.isDue(epoch) {
        weights.refresh()
        guard takeSamples(epoch: epoch) else { return finished() }
      }
      if isEvaluated, let metric = configuration.training.schedule.flatMap(Schedules.metric),
        let value = result[metric]?.values.last
      {
        rates.generator.observe?(value)
        rates.discriminator.observe?(value)
      }
      guard progress(epoch, schedule.epochs, generatorLoss) else { return nil }
    }
    return finished()
  }

  private func finished() -> RunResult {
    var result = result
    result.curves += recorder.curves
    result.artifacts += recorder.artifacts
    result.parameters = weights.values
    return result
  }

  private func isSnapshot(_ epoch: Int) -> Bool { snapshotEpochs.contains(epoch) }

  /// Measures the generator as it is; false where its samples are no longer finite.
  private mutating func takeSamples(epoch: Int) -> Bool {
    if let inspector { inspector.evaluate(sampler, weights: weights.store) } else { sampler.execute() }
    let samples = Tensor([Metrics.sampleCount, generator.outputWidth], Array(sampler.output(0)))
    guard samples.values.allSatisfy(\.isFinite) else {
      result.status = .diverged(epoch: epoch, step: result.steps)
      return false
    }
    for (name, measure) in measures where epoch == 0 || schedule.isEvaluated(epoch) {
      result.append(measure(samples), to: name, epoch: epoch)
    }
    if isSnapshot(epoch) {
      let rows = samples.rows(at: Array(0..<min(Self.snapshotRows, samples.rows)))
      result.artifacts.append((RunResult.samplesArtifact(epoch: epoch), rows))
    }
    if recorder.isDue(epoch) { recorder.weights(weights.values, epoch: epoch) }
    return true
  }
}

extension AdversarialTraining {
  /// The next steps of the queue, without any evaluation. Gives back the last one's losses.
  mutating func take(_ count: Int, from queue: inout StepQueue) -> AdversarialStepTaker.Losses? {
    var last: AdversarialStepTaker.Losses?
    let end = queue.taken + count
    while queue.taken < end, let chunk = queue.next(most: min(end - queue.taken, Self.mostSteps)) {
      last = steps.take(chunk, rates: rates).last ?? last
      weights.follow(step: queue.taken)
    }
    return last
  }

  /// Compiles what these steps need.
  mutating func compile(_ chunk: StepChunk) { steps.compile(rows: chunk.rows) }

  /// Of the maps of all that was compiled.
  var mapKeys: [String] { steps.mapKeys }

  /// The next step is the first again; the weights are the caller's to put back.
  mutating func rewind() { steps.rewind() }
}

extension Program {
  /// Fills an input with standard normal draws of a stream.
  func fillNormal(_ name: String, seed: UInt64, purpose: String) {
    guard let memory = input(name) else { return }
    var stream = RandomStream(seed: seed, purpose: purpose)
    stream.fillNormal(memory)
  }
}
