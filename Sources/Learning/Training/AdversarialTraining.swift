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
  private let loss: AdversarialLoss
  private let discriminatorSteps: Int
  private let generatorOptimizer: Component
  private let discriminatorOptimizer: Component
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
  /// The stream of the latent rows that a player's step takes: `generator` or `discriminator`.
  static func latentPurpose(step: Int, player: String) -> String { "latent/\(step)/\(player)" }
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
    switch configuration.optimizer {
    case .single(let optimizer): (generatorOptimizer, discriminatorOptimizer) = (optimizer, optimizer)
    case .adversarial(let first, let second): (generatorOptimizer, discriminatorOptimizer) = (first, second)
    }
    self.configuration = configuration
    self.loss = loss
    discriminatorSteps = loss.discriminatorSteps(configuration.loss)
    self.data = data
    self.seed = seed
    self.kernels = kernels
    schedule = BatchSchedule(configuration.training, rows: data.train.count, seed: seed)
    let initial =
      self.generator.startingParameters(seed: seed, files: files, kernels: kernels) {
        var stream = RandomStream(seed: seed, purpose: "latent/init")
        return .drawn([LayerSequentialScaling.rows, latent]) { stream.normal() }
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
    let reference = SampleReference(real: data.train.inputs, mixture: data.mixture)
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
    recorder = Recorder(configuration.record)
    result = RunResult(
      status: .completed, parameterCount: initial.reduce(0) { $0 + $1.value.shape.count }, notes: data.notes)
  }

  /// From now on every execution is looked at, up to the first that goes wrong.
  mutating func inspect() { inspector = StepInspector(store) }

  mutating func run(progress: Trainer.Progress) -> RunResult? {
    var steps: [Int: AdversarialStep] = [:]
    var scalars = (
      generator: StepScalars(generatorOptimizer, configuration.training),
      discriminator: StepScalars(discriminatorOptimizer, configuration.training)
    )
    stepRecord?.initial = parameterNames.map { ($0, store[$0]) }
    guard takeSamples(epoch: 0) else { return finished() }

    for epoch in 1...max(schedule.epochs, 1) where schedule.epochs > 0 {
      let order = schedule.order(epoch: epoch)
      // The players' losses are of a moving game: their mean over the epoch's steps. A generator that did not move
      // keeps the loss it had.
      var sums = (generator: 0.0, discriminator: 0.0)
      var generatorSteps = 0
      var generatorLoss = result["generator.loss"]?.values.last
      let batches = schedule.batches(stepsBefore: result.steps)
      var lastStep: AdversarialStep?
      for range in batches {
        let step =
          steps[range.count]
          ?? makeStep(
            rows: range.count, scalars: (scalars.generator.names, scalars.discriminator.names))
        steps[range.count] = step
        result.steps += 1
        inspector?.begin(epoch: epoch, step: result.steps)
        let movesGenerator = result.steps % discriminatorSteps == 0
        scalars.discriminator.advance(learningRate: rates.discriminator.rate(result.steps - 1))
        if movesGenerator {
          scalars.generator.advance(learningRate: rates.generator.rate(result.steps - 1))
        }
        step.run(
          order[range], inputs: data.train.inputs, step: result.steps, movesGenerator: movesGenerator,
          seed: seed, scalars: (scalars.generator.values, scalars.discriminator.values), record: stepRecord,
          inspector: inspector)
        weights.follow(step: result.steps)
        stepRecord?.keep(loss: step.discriminatorLoss, "discriminator.loss", step: result.steps)
        if movesGenerator { stepRecord?.keep(loss: step.generatorLoss, "generator.loss", step: result.steps) }
        let losses = (
          generator: movesGenerator ? Double(step.generatorLoss) : 0,
          discriminator: Double(step.discriminatorLoss)
        )
        guard losses.generator.isFinite, losses.discriminator.isFinite, divergence == nil else {
          result.status = .diverged(epoch: epoch, step: result.steps)
          return finished()
        }
        sums.discriminator += losses.discriminator
        if movesGenerator {
          sums.generator += losses.generator
          generatorSteps += 1
          generatorLoss = sums.generator / Double(generatorSteps)
          lastStep = step
        }
        if result.steps % 64 == 0, !progress(epoch, schedule.epochs, generatorLoss) { return nil }
      }
      if let generatorLoss { result.append(generatorLoss, to: "generator.loss", epoch: epoch) }
      result.append(sums.discriminator / Double(batches.count), to: "discriminator.loss", epoch: epoch)
      if recorder.isDue(epoch), let lastStep { recorder.gradients(lastStep.gradients, epoch: epoch) }
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
    result.parameters = weights.values
    return result
  }

  private func isSnapshot(_ epoch: Int) -> Bool { snapshotEpochs.contains(epoch) }

  private func makeStep(
    rows: Int, scalars: (generator: [String], discriminator: [String])
  ) -> AdversarialStep {
    AdversarialStep(
      generator: generator, discriminator: discriminator, loss: loss, lossComponent: configuration.loss,
      generatorOptimizer: generatorOptimizer, discriminatorOptimizer: discriminatorOptimizer, rows: rows,
      training: configuration.training, scalars: scalars, keepsGradients: configuration.record.gradients,
      store: store, kernels: kernels)
  }

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
      result.artifacts.append(("samples/\(epoch)", rows))
    }
    if recorder.isDue(epoch) { recorder.weights(weights.values, epoch: epoch) }
    return true
  }
}

/// What both players' steps go on with from one to the next.
struct AdversarialSteps {
  fileprivate var steps: [Int: AdversarialStep] = [:]
  fileprivate var scalars: (generator: StepScalars, discriminator: StepScalars)
}

extension AdversarialTraining {
  var firstSteps: AdversarialSteps {
    AdversarialSteps(
      scalars: (
        generator: StepScalars(generatorOptimizer, configuration.training),
        discriminator: StepScalars(discriminatorOptimizer, configuration.training)
      ))
  }

  /// Steps without any evaluation, the first of them after so many others. Gives back the last one's losses.
  func take(
    _ batches: some Collection<Range<Int>>, of order: [Int32], stepsBefore: Int,
    _ taken: inout AdversarialSteps
  ) -> (generator: Float, discriminator: Float) {
    var losses = (generator: Float.nan, discriminator: Float.nan)
    for (index, range) in batches.enumerated() {
      let number = stepsBefore + index + 1
      let step = step(range.count, &taken)
      let movesGenerator = number % discriminatorSteps == 0
      taken.scalars.discriminator.advance(learningRate: rates.discriminator.rate(number - 1))
      if movesGenerator { taken.scalars.generator.advance(learningRate: rates.generator.rate(number - 1)) }
      step.run(
        order[range], inputs: data.train.inputs, step: number, movesGenerator: movesGenerator, seed: seed,
        scalars: (taken.scalars.generator.values, taken.scalars.discriminator.values), record: nil,
        inspector: nil)
      weights.follow(step: number)
      losses.discriminator = step.discriminatorLoss
      if movesGenerator { losses.generator = step.generatorLoss }
    }
    return losses
  }

  /// Compiles what these steps need.
  func compile(_ batches: some Collection<Range<Int>>, _ taken: inout AdversarialSteps) {
    for range in batches { _ = step(range.count, &taken) }
  }

  private func step(_ rows: Int, _ taken: inout AdversarialSteps) -> AdversarialStep {
    let step =
      taken.steps[rows]
      ?? makeStep(rows: rows, scalars: (taken.scalars.generator.names, taken.scalars.discriminator.names))
    taken.steps[rows] = step
    return step
  }

  /// Of the maps of all that was compiled.
  func mapKeys(_ taken: AdversarialSteps) -> [String] { taken.steps.values.flatMap(\.mapKeys).sorted() }

  /// The next step is the first again; the weights are the caller's to put back.
  func rewind(_ taken: inout AdversarialSteps) { taken.scalars = firstSteps.scalars }
}

/// One step of both players on batches of a fixed size, compiled: two programs over the same weights.
final class AdversarialStep {
  private struct Player {
    let program: Program
    let scalars: ScalarInputs
    let gradientNames: [(name: String, shape: Shape)]
    let noise: StepNoise

    /// `loss`'s gradient moves `model`'s parameters alone.
    init(
      _ graph: Graph, loss: Node, moves model: ModelSpec, optimizer: Component,
      training: TrainingConfiguration, scalars names: [String], weightClip: Double?, keepsGradients: Bool,
      store: ParameterStore, kernels: Kernels
    ) {
      let parameters = model.parameters.map { graph.parameter($0.name, $0.shape) }
      let gradients = graph.gradients(of: loss, withRespectTo: parameters)
      let updates = StepUpdates.build(
        optimizer, training, parameters: parameters, gradients: gradients, bound: weightClip, store: store)
      gradientNames = keepsGradients ? model.parameters.map { ($0.name, $0.shape) } : []
      program = Program(
        graph, outputs: [loss] + (keepsGradients ? gradients : []), updates: updates, parameters: store,
        kernels: kernels)
      noise = StepNoise(program)
      scalars = ScalarInputs(program, names)
    }

    func execute(_ values: [Float], _ inspector: StepInspector?) {
      scalars.write(values)
      if let inspector { inspector.execute(program) } else { program.execute() }
    }

    var gradients: [(name: String, value: Tensor)] {
      gradientNames.enumerated().map { number, entry in
        (entry.name, Tensor(entry.shape, Array(program.output(number + 1))))
      }
    }
  }

  private let discriminatorPlayer: Player
  private let generatorPlayer: Player
  private let inputWidth: Int

  init(
    generator: ModelSpec, discriminator: ModelSpec, loss: AdversarialLoss, lossComponent: Component,
    generatorOptimizer: Component, discriminatorOptimizer: Component, rows: Int,
    training: TrainingConfiguration, scalars: (generator: [String], discriminator: [String]),
    keepsGradients: Bool, store: ParameterStore, kernels: Kernels
  ) {
    inputWidth = discriminator.inputWidth
    func game(_ graph: Graph) -> AdversarialGame {
      AdversarialGame(
        component: lossComponent, real: graph.input("real", [rows, discriminator.inputWidth]),
        generated: generator.build(
          graph.input("latent", [rows, generator.inputWidth]), mode: .training
        ).output,
        discriminate: { discriminator.build($0, mode: .training, pass: $1).output })
    }
    let first = Graph()
    discriminatorPlayer = Player(
      first, loss: first.scoped("loss") { loss.discriminator(game(first)) }, moves: discriminator,
      optimizer: discriminatorOptimizer,
      training: training, scalars: scalars.discriminator, weightClip: loss.weightClip(lossComponent),
      keepsGradients: keepsGradients, store: store,
      kernels: kernels)

    let second = Graph()
    generatorPlayer = Player(
      second, loss: second.scoped("loss") { loss.generator(game(second)) }, moves: generator,
      optimizer: generatorOptimizer,
      training: training, scalars: scalars.generator, weightClip: nil, keepsGradients: keepsGradients,
      store: store, kernels: kernels)
  }

  func run(
    _ rows: ArraySlice<Int32>, inputs: Tensor, step: Int, movesGenerator: Bool, seed: UInt64,
    scalars: (generator: [Float], discriminator: [Float]), record: StepRecord?, inspector: StepInspector?
  ) {
    fill(discriminatorPlayer, "discriminator", rows, inputs: inputs, step: step, seed: seed, record: record)
    discriminatorPlayer.execute(scalars.discriminator, inspector)
    guard movesGenerator else { return }
    fill(generatorPlayer, "generator", rows, inputs: inputs, step: step, seed: seed, record: record)
    generatorPlayer.execute(scalars.generator, inspector)
  }

  private func fill(
    _ player: Player, _ name: String, _ rows: ArraySlice<Int32>, inputs: Tensor, step: Int, seed: UInt64,
    record: StepRecord?
  ) {
    rows.withUnsafeBufferPointer { rows in
      inputs.values.withUnsafeBufferPointer {
        player.program.gatherInput("real", from: $0, rows: rows, columns: inputWidth)
      }
    }
    player.program.fillNormal(
      "latent", seed: seed, purpose: AdversarialTraining.latentPurpose(step: step, player: name))
    if let record, let latent = player.program.input("latent") {
      record.keep(noise: latent, "latent/\(name)", step: step)
    }
    player.noise.fill(seed: seed, step: step, record: record)
  }

  /// Of the compiled programs' maps.
  var mapKeys: [String] { discriminatorPlayer.program.mapKeys + generatorPlayer.program.mapKeys }

  /// Of the last step, each before its own update.
  var generatorLoss: Float { generatorPlayer.program.output(0)[0] }
  var discriminatorLoss: Float { discriminatorPlayer.program.output(0)[0] }
  var gradients: [(name: String, value: Tensor)] { generatorPlayer.gradients + discriminatorPlayer.gradients }
}

extension Program {
  /// Fills an input with standard normal draws of a stream.
  func fillNormal(_ name: String, seed: UInt64, purpose: String) {
    guard let memory = input(name) else { return }
    var stream = RandomStream(seed: seed, purpose: purpose)
    for index in memory.indices { memory[index] = stream.normal() }
  }
}
