import Datasets
import Diagnostics
import Graphs
import Tensors

/// Trains one network on inputs and targets.
struct SupervisedTraining {
  private let configuration: Configuration
  private let model: ModelSpec
  private let loss: SupervisedLoss
  private let optimizer: Component
  private let splits: [(name: String, samples: Samples, targets: Tensor)]
  private let schedule: BatchSchedule
  private let kernels: Kernels
  private let store = ParameterStore()
  private let parameterNames: [String]
  private let learningRate: Double
  private let seed: UInt64
  private let evaluation: Evaluation
  private var recorder: Recorder
  private var result: RunResult
  /// Told of each step, where somebody asks.
  var stepRecord: StepRecord?

  init(
    _ configuration: Configuration, _ network: NetworkConfiguration, data: PreparedData, seed: UInt64,
    kernels: Kernels, files: InitializerFiles
  ) {
    guard case .single(let optimizer) = configuration.optimizer,
      let loss = Losses.row(configuration.loss).supervised
    else { preconditionFailure("a network needs one optimizer and a supervised loss") }
    self.configuration = configuration
    self.loss = loss
    self.optimizer = optimizer
    self.kernels = kernels
    model = configuration.modelSpec(network, for: data)
    let targets = loss.targets(data.task, model.outputWidth)
    splits = [("train", data.train), ("validation", data.validation), ("test", data.test)]
      .filter { $0.1.count > 0 }
      .map { ($0.0, $0.1, targets.encode($0.1)) }
    schedule = BatchSchedule(configuration.training, rows: data.train.count, seed: seed)
    learningRate = Optimizers.learningRate(optimizer)
    self.seed = seed

    let initial = model.startingParameters(seed: seed, files: files, kernels: kernels) { data.train.inputs }
    for (name, value) in initial { store.add(name, value) }
    parameterNames = initial.map(\.name)
    evaluation = Evaluation(
      model: model, loss: loss, lossComponent: configuration.loss, targets: targets,
      metrics: configuration.metrics,
      scale: data.targetScale?.std ?? [], kernels: kernels)
    recorder = Recorder(configuration.record)
    result = RunResult(
      status: .completed, parameterCount: initial.reduce(0) { $0 + $1.value.shape.count }, notes: data.notes)
  }

  mutating func run(progress: Trainer.Progress) -> RunResult? {
    var steps: [Int: TrainingStep] = [:]
    var scalars = OptimizerScalars(optimizer)
    let train = splits[0]
    stepRecord?.initial = parameterNames.map { ($0, store[$0]) }
    evaluate(epoch: 0)
    guard result.status == .completed else { return finished() }

    for epoch in 1...max(schedule.epochs, 1) where schedule.epochs > 0 {
      let order = schedule.order(epoch: epoch)
      var lastStep: TrainingStep?
      for range in schedule.batches(stepsBefore: result.steps) {
        let step = steps[range.count] ?? makeStep(rows: range.count)
        steps[range.count] = step
        result.steps += 1
        scalars.advance(learningRate: learningRate)
        step.run(
          order[range], inputs: train.samples.inputs, targets: train.targets, step: result.steps,
          scalars: scalars.values, record: stepRecord)
        stepRecord?.keep(loss: step.loss, "loss", step: result.steps)
        lastStep = step
        guard step.loss.isFinite else {
          result.status = .diverged(epoch: epoch, step: result.steps)
          return finished()
        }
        if result.steps % 256 == 0, !progress(epoch, schedule.epochs, Double(step.loss)) { return nil }
      }
      if recorder.isDue(epoch), let lastStep { recorder.gradients(lastStep.gradients, epoch: epoch) }
      evaluate(epoch: epoch)
      guard result.status == .completed else { return finished() }
      guard progress(epoch, schedule.epochs, result["train.loss"]?.values.last) else { return nil }
    }
    return finished()
  }

  private func finished() -> RunResult {
    var result = result
    result.curves += recorder.curves
    result.parameters = parameterNames.map { ($0, store[$0]) }
    return result
  }

  private func makeStep(rows: Int) -> TrainingStep {
    TrainingStep(
      model: model, loss: loss, lossComponent: configuration.loss, optimizer: optimizer, rows: rows,
      targetWidth: splits[0].targets.columns, seed: seed,
      parameterNames: parameterNames, keepsGradients: configuration.record.gradients, store: store,
      kernels: kernels)
  }

  /// Takes every metric of every split; one that is not finite ends the run.
  private mutating func evaluate(epoch: Int) {
    for (name, samples, targets) in splits {
      let outputs = evaluation.outputs(of: samples.inputs, targets: targets, store: store)
      guard outputs.loss.isFinite else {
        result.status = .diverged(epoch: epoch, step: result.steps)
        return
      }
      for (metric, value) in evaluation.metrics(outputs, targets: targets) {
        result.append(value, to: "\(name).\(metric)", epoch: epoch)
      }
    }
    guard recorder.isDue(epoch) else { return }
    recorder.weights(parameterNames.map { ($0, store[$0]) }, epoch: epoch)
    recorder.activations(
      of: model, loss.prediction(model.outputWidth), splits[0].samples.inputs, splits[0].targets,
      store: store, epoch: epoch,
      kernels)
  }
}

/// One optimizer step on a batch of a fixed size, compiled.
final class TrainingStep {
  private let program: Program
  private let scalars: [String]
  private let inputWidth: Int
  private let targetWidth: Int
  private let noise: StepNoise
  private let seed: UInt64
  private let gradientNames: [(name: String, shape: Shape)]

  init(
    model: ModelSpec, loss: SupervisedLoss, lossComponent: Component, optimizer: Component, rows: Int,
    targetWidth: Int, seed: UInt64, parameterNames: [String], keepsGradients: Bool, store: ParameterStore,
    kernels: Kernels
  ) {
    let graph = Graph()
    inputWidth = model.inputWidth
    self.targetWidth = targetWidth
    let inputs = graph.input("inputs", [rows, inputWidth])
    let targets = graph.input("targets", [rows, targetWidth])
    let outputs = model.build(inputs, mode: .training).output
    let value = graph.scoped("loss") { loss.mean(outputs: outputs, targets: targets, lossComponent) }
    let parameters = parameterNames.map { graph.parameter($0, store[$0].shape) }
    let gradients = graph.gradients(of: value, withRespectTo: parameters)
    let updates = Optimizers.updates(optimizer, parameters: parameters, gradients: gradients)
    updates.addSlots(to: store)
    scalars = updates.scalars
    gradientNames = keepsGradients ? zip(parameterNames, gradients).map { ($0, $1.shape) } : []
    program = Program(
      graph, outputs: [value] + (keepsGradients ? gradients : []), updates: updates.updates,
      parameters: store,
      kernels: kernels)
    noise = StepNoise(program)
    self.seed = seed
  }

  func run(
    _ rows: ArraySlice<Int32>, inputs: Tensor, targets: Tensor, step: Int, scalars values: [Float],
    record: StepRecord?
  ) {
    rows.withUnsafeBufferPointer { rows in
      inputs.values.withUnsafeBufferPointer {
        program.gatherInput("inputs", from: $0, rows: rows, columns: inputWidth)
      }
      targets.values.withUnsafeBufferPointer {
        program.gatherInput("targets", from: $0, rows: rows, columns: targetWidth)
      }
    }
    for (name, value) in zip(scalars, values) { program.setInput(name, CollectionOfOne(value)) }
    noise.fill(seed: seed, step: step, record: record)
    program.execute()
  }

  /// Of the last batch, before its update.
  var loss: Float { program.output(0)[0] }

  /// By parameter, of the last batch; empty where they are not kept.
  var gradients: [(name: String, value: Tensor)] {
    gradientNames.enumerated().map { number, entry in
      (entry.name, Tensor(entry.shape, Array(program.output(number + 1))))
    }
  }
}
