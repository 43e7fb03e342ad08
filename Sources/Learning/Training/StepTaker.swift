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
  private let inputs: Tensor
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

  init(_ recipe: StepRecipe, inputs: Tensor, targets: Tensor) {
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

  /// One step on the rows of `order` in these ranges. Gives back the loss before it: of the last of several batches.
  mutating func take(_ ranges: [Range<Int>], of order: [Int32], learningRate: Double) -> Float {
    if let optimizer {
      precondition(ranges.count == 1, "\(ranges.count) batches for one step of '\(recipe.optimizer.name)'")
      let rows = ranges[0].count
      let step = closures[rows] ?? ClosureStep(recipe, rows: rows)
      closures[rows] = step
      gradients = { step.gradients }
      return step.run(batch(order[ranges[0]]), optimizer, learningRate: learningRate)
    }
    scalars?.advance(learningRate: learningRate)
    guard let scalars else { preconditionFailure("no scalars for '\(recipe.optimizer.name)'") }
    var loss = Float.nan
    for (index, range) in ranges.enumerated() {
      let step = step(on: range.count, batch: index, of: ranges.count, scalars)
      step.run(batch(order[range]), scalars: scalars.values)
      loss = step.loss
      gradients = { step.gradients }
      if !loss.isFinite { break }
    }
    return loss
  }

  /// Compiles what a step on these ranges takes.
  mutating func compile(_ ranges: [Range<Int>]) {
    guard let scalars else { return }
    for (index, range) in ranges.enumerated() {
      _ = step(on: range.count, batch: index, of: ranges.count, scalars)
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
