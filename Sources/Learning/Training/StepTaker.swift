import Diagnostics
import Graphs
import Tensors

/// Takes the optimizer steps of one network: compiles what they need for each size of batch, sets what changes from
/// step to step, and lets the judged weights follow.
struct StepTaker {
  private struct Key: Hashable {
    let part: TrainingStep.Part
    let rows: Int
  }

  private let recipe: StepRecipe
  private let inputs: FeatureMatrix
  private let targets: Tensor
  private let optimizer: LBFGS?
  private var scalars: StepScalars?
  private var steps: [Key: TrainingStep] = [:]
  private var closures: [Int: ClosureStep] = [:]
  private var batches = 0
  /// Told what each step draws, where somebody asks.
  var record: StepRecord?
  /// Looks at each execution, where somebody asks.
  var inspector: StepInspector?
  /// By parameter, of the last step; to be asked only where they are kept.
  private(set) var gradients: () -> [(name: String, value: Tensor)] = { [] }

  init(_ recipe: StepRecipe, inputs: FeatureMatrix, targets: Tensor) {
    self.recipe = recipe
    self.inputs = inputs
    self.targets = targets
    switch Optimizers.row(recipe.optimizer).form {
    case .update:
      optimizer = nil
      scalars = StepScalars(recipe.optimizer, recipe.training)
    case .closure(let make):
      optimizer = make(recipe.optimizer)
      scalars = nil
    }
  }

  /// The steps of a chunk. Gives back the loss before each, of the last of several batches; the last is NaN or infinite
  /// where that ended them early.
  mutating func take(_ chunk: StepChunk, learningRate: (Int) -> Double) -> [Float] {
    if optimizer != nil || chunk.isAccumulated || record != nil || inspector != nil {
      return takeSingly(chunk, learningRate: learningRate)
    }
    guard var scalars else { preconditionFailure("no scalars for '\(recipe.optimizer.name)'") }
    let step = step(on: chunk.rows, batch: 0, of: 1, scalars)
    gradients = { step.gradients }
    var losses: [Float] = []
    let rows = chunk.order
    let most = StepNoise.mostSteps(drawing: step.noiseCount)
    while losses.count < chunk.steps, losses.last?.isFinite ?? true {
      let done = losses.count
      let count = min(most, chunk.steps - done)
      let values = scalars.advance(steps: count) { learningRate(chunk.stepsBefore + done + $0) }
      losses += step.run(
        rows.dropFirst(done * chunk.rows).prefix(count * chunk.rows), inputs: inputs, targets: targets,
        number: batches + 1, steps: count, scalars: values)
      batches += losses.count - done
    }
    self.scalars = scalars
    return losses
  }

  private mutating func takeSingly(_ chunk: StepChunk, learningRate: (Int) -> Double) -> [Float] {
    var losses: [Float] = []
    for index in 0..<chunk.steps {
      let loss = take(
        chunk.batches(ofStep: index), learningRate: learningRate(chunk.stepsBefore + index))
      losses.append(loss)
      if !loss.isFinite { break }
    }
    return losses
  }

  /// One step on batches of rows. Gives back the loss before it: of the last of several batches.
  private mutating func take(_ batches: [ArraySlice<Int32>], learningRate: Double) -> Float {
    if let optimizer {
      precondition(batches.count == 1, "\(batches.count) batches for one step of '\(recipe.optimizer.name)'")
      let rows = batches[0].count
      let step = closures[rows] ?? ClosureStep(recipe, rows: rows)
      closures[rows] = step
      gradients = { step.gradients }
      return step.run(batch(batches[0]), optimizer, learningRate: learningRate)
    }
    scalars?.advance(learningRate: learningRate)
    guard let scalars else { preconditionFailure("no scalars for '\(recipe.optimizer.name)'") }
    var loss = Float.nan
    for (index, rows) in batches.enumerated() {
      let step = step(on: rows.count, batch: index, of: batches.count, scalars)
      step.run(batch(rows), scalars: scalars.values)
      loss = step.loss
      gradients = { step.gradients }
      if !loss.isFinite { break }
    }
    return loss
  }

  /// Compiles what the steps of a chunk take.
  mutating func compile(_ chunk: StepChunk) {
    guard let scalars else { return }
    let batches = chunk.batches(ofStep: 0)
    for (index, rows) in batches.enumerated() {
      _ = step(on: rows.count, batch: index, of: batches.count, scalars)
    }
  }

  private mutating func step(on rows: Int, batch: Int, of batches: Int, _ scalars: StepScalars)
    -> TrainingStep
  {
    let part: TrainingStep.Part =
      batches == 1 ? .whole : batch == 0 ? .first : batch == batches - 1 ? .last : .middle
    let key = Key(part: part, rows: rows)
    let step = steps[key] ?? TrainingStep(recipe, part: part, rows: rows, scalars: scalars.names)
    steps[key] = step
    return step
  }

  /// Of the maps of all that was compiled.
  var mapKeys: [String] { steps.values.flatMap(\.mapKeys).sorted() }

  /// The next step is the first again. What an optimizer that asks for a closure remembers is not forgotten.
  mutating func rewind() {
    batches = 0
    if optimizer == nil { scalars = StepScalars(recipe.optimizer, recipe.training) }
  }

  private mutating func batch(_ rows: ArraySlice<Int32>) -> StepBatch {
    batches += 1
    return StepBatch(
      rows: rows, inputs: inputs, targets: targets, number: batches, record: record, inspector: inspector)
  }
}
