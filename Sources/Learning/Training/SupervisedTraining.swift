import Datasets
import Diagnostics
import Graphs
import Tensors

/// Trains one network on inputs and targets.
struct SupervisedTraining {
  private let configuration: Configuration
  let model: ModelSpec
  private let loss: SupervisedLoss
  private let splits: [(name: String, samples: Samples, targets: Tensor)]
  let schedule: BatchSchedule
  private let kernels: Kernels
  let store = ParameterStore()
  private let rates: LearningRates
  private let evaluation: Evaluation
  private let weights: JudgedWeights
  private var steps: StepTaker
  private var stopping: Stopping?
  private var recorder: Recorder
  private var result: RunResult
  /// Told of each step, where somebody asks.
  var stepRecord: StepRecord?
  private var inspector: StepInspector?
  var divergence: Divergence? { inspector?.divergence }

  init(
    _ configuration: Configuration, _ network: NetworkConfiguration, data: PreparedData, seed: UInt64,
    kernels: Kernels, files: InitializerFiles
  ) {
    let configuration = configuration.resolvingClassWeights(with: data)
    guard case .single(let optimizer) = configuration.optimizer, let loss = configuration.supervisedLoss
    else { preconditionFailure("a network needs one optimizer and a supervised loss") }
    let training = configuration.training
    self.configuration = configuration
    self.loss = loss
    self.kernels = kernels
    model = configuration.modelSpec(network, for: data)
    let targets = loss.targets(data.task, model.outputWidth)
    splits = [("train", data.train), ("validation", data.validation), ("test", data.test)]
      .filter { $0.1.count > 0 }
      .map { ($0.0, $0.1, targets.encode($0.1)) }
    schedule = BatchSchedule(training, rows: data.train.count, seed: seed)
    rates = Schedules.rates(
      training.schedule, base: Optimizers.learningRate(optimizer), horizon: schedule.horizon)

    let initial = model.startingParameters(seed: seed, files: files, kernels: kernels) { data.train.inputs }
    for (name, value) in initial { store.add(name, value) }
    weights = JudgedWeights(training, store: store, names: initial.map(\.name), kernels: kernels)
    steps = StepTaker(
      StepRecipe(
        model: model, loss: loss, lossComponent: configuration.loss, optimizer: optimizer, training: training,
        targetWidth: splits[0].targets.columns, seed: seed, keepsGradients: configuration.record.gradients,
        store: store, kernels: kernels), inputs: data.train.inputs, targets: splits[0].targets)
    evaluation = Evaluation(
      model: model, loss: loss, lossComponent: configuration.loss, targets: targets,
      metrics: configuration.metrics,
      scale: data.targetScale?.std ?? [], kernels: kernels)
    stopping = Stopping(training)
    recorder = Recorder(configuration.record, epochs: schedule.epochs)
    result = RunResult(
      status: .completed, parameterCount: initial.reduce(0) { $0 + $1.value.shape.count }, notes: data.notes)
    result.classNames = data.classNames
  }

  /// Steps that are taken as one call, after which progress is told; one by one where somebody looks at each.
  private var chunkSteps: Int { inspector == nil && stepRecord == nil ? Self.mostSteps : 1 }
  private static let mostSteps = 256

  /// From now on every execution is looked at, up to the first that goes wrong.
  mutating func inspect() {
    let inspector = StepInspector(store)
    self.inspector = inspector
    steps.inspector = inspector
  }

  mutating func run(progress: Trainer.Progress) -> RunResult? {
    var best: [(name: String, value: Tensor)] = []
    stepRecord?.initial = weights.values
    steps.record = stepRecord
    evaluate(epoch: 0)
    guard result.status == .completed else { return finished() }

    var queue = StepQueue(schedule)
    var epoch = 0
    while epoch < schedule.epochs {
      // Epochs after which nothing is looked at are passed through.
      repeat { epoch += 1 } while !schedule.isEvaluated(epoch) && !recorder.isDue(epoch)
      while let chunk = queue.next(most: chunkSteps, through: epoch) {
        inspector?.begin(epoch: schedule.epoch(ofStep: chunk.stepsBefore + 1), step: chunk.stepsBefore + 1)
        let losses = steps.take(chunk, learningRate: rates.rate)
        result.steps += losses.count
        weights.follow(step: result.steps)
        for (index, loss) in losses.enumerated() {
          stepRecord?.keep(loss: loss, "loss", step: chunk.stepsBefore + index + 1)
        }
        let now = schedule.epoch(ofStep: result.steps)
        guard let loss = losses.last, loss.isFinite else {
          result.status = .diverged(epoch: now, step: result.steps)
          return finished()
        }
        if divergence != nil { return finished() }
        // After an evaluated epoch the caller is told anyway.
        if chunk.contains(multipleOf: Self.mostSteps), !progress(now, schedule.epochs, Double(loss)) {
          return nil
        }
      }
      if recorder.isDue(epoch) { recorder.gradients(steps.gradients(), epoch: epoch) }
      let isEvaluated = schedule.isEvaluated(epoch)
      if isEvaluated || recorder.isDue(epoch) { weights.refresh() }
      if isEvaluated { evaluate(epoch: epoch) } else { record(epoch: epoch) }
      guard result.status == .completed else { return finished() }
      guard progress(epoch, schedule.epochs, result["train.loss"]?.values.last) else { return nil }
      guard isEvaluated else { continue }
      if let observe = rates.observe, let metric = configuration.training.schedule.flatMap(Schedules.metric),
        let value = result[metric]?.values.last
      {
        observe(value)
      }
      if let metric = stopping?.metric, let value = result[metric]?.values.last,
        let verdict = stopping?.observe(value, epoch: epoch)
      {
        if verdict.isBest, configuration.training.endsWithBest { best = weights.values }
        if verdict.stops || epoch == schedule.epochs { end(epoch: epoch, best: best) }
        if verdict.stops { break }
      }
    }
    return finished()
  }

  /// Goes back to the best epoch's weights, and keeps how the training ended where that is worth telling.
  private mutating func end(epoch: Int, best: [(name: String, value: Tensor)]) {
    var kept = epoch
    if configuration.training.endsWithBest, let bestEpoch = stopping?.best?.epoch {
      weights.values = best
      kept = bestEpoch
    }
    guard kept < epoch || epoch < schedule.epochs else { return }
    result.end = TrainingEnd(planned: schedule.epochs, epochs: epoch, kept: kept)
  }

  private func finished() -> RunResult {
    var result = result
    result.curves += recorder.curves
    result.artifacts += recorder.artifacts
    result.parameters = weights.values
    if result.status == .completed { result.artifacts += closing() }
    return result
  }

  /// What is taken once, of the weights that the run ends with: tables of counts, and what classes are told by.
  private func closing() -> [(name: String, value: Tensor)] {
    let matrices = configuration.metrics.contains { metric in
      if case .matrix = Metrics.row(metric).measure { true } else { false }
    }
    var artifacts: [(name: String, value: Tensor)] = []
    var prototypes: Prototypes?
    // The training part comes first, and alone where only its means are asked for.
    for (name, samples, targets) in splits
    where matrices || (evaluation.asksForPrototypes && prototypes == nil) {
      let outputs = evaluation.outputs(
        of: samples.inputs, targets: targets, store: weights.store, prototypes: &prototypes)
      guard matrices else { continue }
      artifacts += evaluation.matrices(outputs, targets: targets).map { ("\($0.name)/\(name)", $0.value) }
    }
    return (prototypes.map { [(Prototypes.artifact, $0.centers)] } ?? []) + artifacts
  }

  /// Takes every metric of every split; one that is not finite ends the run.
  private mutating func evaluate(epoch: Int) {
    var prototypes: Prototypes?
    for (name, samples, targets) in splits {
      let outputs = evaluation.outputs(
        of: samples.inputs, targets: targets, store: weights.store, prototypes: &prototypes,
        inspector: inspector)
      guard outputs.loss.isFinite else {
        result.status = .diverged(epoch: epoch, step: result.steps)
        return
      }
      for (metric, value) in evaluation.metrics(outputs, targets: targets) {
        result.append(value, to: "\(name).\(metric)", epoch: epoch)
      }
    }
    record(epoch: epoch)
  }

  private mutating func record(epoch: Int) {
    guard recorder.isDue(epoch) else { return }
    recorder.weights(weights.values, epoch: epoch)
    recorder.activations(
      of: model, loss.prediction(model.outputWidth, configuration.loss), splits[0].samples.inputs,
      splits[0].targets,
      store: weights.store, epoch: epoch,
      kernels)
  }
}

extension SupervisedTraining {
  /// Steps at rates that somebody else chooses, batch by batch through the training part, epoch after epoch.
  ///
  /// - Parameter step: told the number of steps before it and the loss; gives back whether to go on.
  mutating func sweep(rate: (Int) -> Double, step: (Int, Double) -> Bool) {
    var queue = StepQueue(schedule, steps: .max)
    while let chunk = queue.next(most: 1) {
      let loss = steps.take(chunk, learningRate: rate)
      guard step(chunk.stepsBefore, Double(loss[0])) else { return }
    }
  }
}

extension SupervisedTraining {
  /// The next steps of the queue, without any evaluation. Gives back the last one's loss.
  mutating func take(_ count: Int, from queue: inout StepQueue) -> Float {
    var loss = Float.nan
    let end = queue.taken + count
    while queue.taken < end, let chunk = queue.next(most: min(end - queue.taken, Self.mostSteps)) {
      loss = steps.take(chunk, learningRate: rates.rate).last ?? loss
      weights.follow(step: queue.taken)
    }
    return loss
  }

  /// Compiles what these steps need.
  mutating func compile(_ chunk: StepChunk) { steps.compile(chunk) }

  /// Of the maps of the compiled steps and of an evaluation.
  var mapKeys: [String] {
    steps.mapKeys + evaluation.mapKeys(targetWidth: splits[0].targets.columns, store: weights.store)
  }

  /// The next step is the first again; the weights are the caller's to put back.
  mutating func rewind() { steps.rewind() }
}
