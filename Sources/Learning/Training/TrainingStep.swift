import Diagnostics
import Graphs
import Tensors

/// What training steps of one network are compiled from.
struct StepRecipe {
  let model: ModelSpec
  let loss: SupervisedLoss
  let lossComponent: Component
  let optimizer: Component
  let training: TrainingConfiguration
  let targetWidth: Int
  let seed: UInt64
  let keepsGradients: Bool
  let store: ParameterStore
  let kernels: Kernels

  var parameters: [ParameterSpec] { model.parameters }

  /// Loss and gradients on a batch, as nodes, and how much the batch counts in a mean: its rows, or their weights.
  fileprivate func build(
    rows: Int
  ) -> (loss: Node, weight: Node, parameters: [Node], gradients: [Node]) {
    let graph = Graph()
    let inputs = graph.input("inputs", [rows, model.inputWidth])
    let targets = graph.input("targets", [rows, targetWidth])
    let outputs = model.build(inputs, mode: .training).output
    let value = graph.scoped("loss") { loss.mean(outputs: outputs, targets: targets, lossComponent) }
    let parameters = parameters.map { graph.parameter($0.name, $0.shape) }
    let weight =
      loss.exampleWeights(targets, lossComponent).map { sum($0) } ?? graph.constant(Float(rows))
    return (value, weight, parameters, graph.gradients(of: value, withRespectTo: parameters))
  }
}

/// The rows that a step takes, and what it draws for them.
struct StepBatch {
  /// Row numbers.
  let rows: ArraySlice<Int32>
  let inputs: FeatureMatrix
  let targets: Tensor
  /// Counts batches from 1: the streams of noise are named by it.
  let number: Int
  /// Told what is drawn, where somebody asks.
  let record: StepRecord?
  /// Looks at the execution, where somebody asks.
  let inspector: StepInspector?

  func execute(_ program: Program) {
    if let inspector { inspector.execute(program) } else { program.execute() }
  }
}

/// The part of a program that takes in a batch.
private struct BatchInputs {
  let program: Program
  let inputWidth: Int
  let targetWidth: Int
  let noise: StepNoise
  let seed: UInt64

  init(_ program: Program, _ recipe: StepRecipe) {
    self.program = program
    inputWidth = recipe.model.inputWidth
    targetWidth = recipe.targetWidth
    noise = StepNoise(program)
    seed = recipe.seed
  }

  func fill(_ batch: StepBatch) {
    batch.rows.withUnsafeBufferPointer { rows in
      batch.inputs.withUnsafeMemory {
        program.gatherInput("inputs", from: $0, rows: rows, columns: inputWidth)
      }
      batch.targets.values.withUnsafeBufferPointer {
        program.gatherInput("targets", from: .floats($0), rows: rows, columns: targetWidth)
      }
    }
    noise.fill(seed: seed, step: batch.number, record: batch.record)
  }

  /// For many batches, one after the other. What they point to must live as long as the feeds.
  func feeds(
    _ rows: UnsafeBufferPointer<Int32>, inputs: FeatureMatrix.Memory,
    targets: UnsafeBufferPointer<Float>
  ) -> [StepFeed] {
    guard let rows = rows.baseAddress else { return [] }
    return [
      StepFeed(program.input("inputs"), rows: rows, of: inputs, columns: inputWidth),
      StepFeed(program.input("targets"), rows: rows, of: .floats(targets), columns: targetWidth),
    ].compactMap { $0 }
  }
}

/// One optimizer step on a batch of a fixed size, compiled; or the share of a batch in a step that is made of several.
final class TrainingStep {
  /// Which of a step's batches it takes.
  enum Part: Hashable {
    /// The only one.
    case whole
    case first, middle, last
  }

  private static let weight = "accumulate/weight"

  private let program: Program
  private let inputs: BatchInputs
  private let scalars: ScalarInputs
  private let gradientNames: [(name: String, shape: Shape)]

  /// - Parameter scalars: names of the scalar inputs, in the order in which they come.
  init(_ recipe: StepRecipe, part: Part = .whole, rows: Int, scalars names: [String]) {
    let store = recipe.store
    let (loss, weight, parameters, plain) = recipe.build(rows: rows)
    var gradients = plain
    let graph = loss.graph
    var updates: [Update] = []
    if part != .whole {
      // Sums over the batches, divided at the end: the mean over all rows of the step.
      var kept: [(name: String, shape: Shape)] = []
      for parameter in recipe.parameters { kept.append(("\(parameter.name)/gradient", parameter.shape)) }
      kept.append((name: Self.weight, shape: Shape([])))
      var sums: [Node] = []
      for (name, shape) in kept {
        if !store.contains(name) { store.add(name, Tensor(repeating: 0, shape)) }
        sums.append(graph.parameter(name, shape))
      }
      let shares: [Node] = plain.map { weight * $0 } + [weight]
      let new = part == .first ? shares : sums.indices.map { sums[$0] + shares[$0] }
      if part == .last {
        gradients = new.dropLast().map { $0 / new[new.count - 1] }
      } else {
        updates = zip(sums, new).map { Update($0, $1) }
      }
    }
    if part == .whole || part == .last {
      updates = StepUpdates.build(
        recipe.optimizer, recipe.training, parameters: parameters, gradients: gradients, store: store)
    }
    gradientNames = recipe.keepsGradients ? recipe.parameters.map { ($0.name, $0.shape) } : []
    program = Program(
      graph, outputs: [loss] + (recipe.keepsGradients ? gradients : []), updates: updates, parameters: store,
      kernels: recipe.kernels)
    inputs = BatchInputs(program, recipe)
    scalars = ScalarInputs(program, names)
  }

  func run(_ batch: StepBatch, scalars values: [Float]) {
    inputs.fill(batch)
    scalars.write(values)
    batch.execute(program)
  }

  /// Many steps as one call, on batches of `rows` one after the other. Gives back their losses, up to one that is NaN or
  /// infinite.
  ///
  /// - Parameters:
  ///   - number: of the first batch, counted from 1.
  ///   - values: of the scalars, as `StepScalars` lays them out.
  func run(
    _ rows: ArraySlice<Int32>, inputs matrix: FeatureMatrix, targets: Tensor, number: Int, steps: Int,
    scalars values: [Float]
  ) -> [Float] {
    let draws = inputs.noise.draws(seed: inputs.seed, first: number, steps: steps)
    return rows.withUnsafeBufferPointer { rows in
      matrix.withUnsafeMemory { matrix in
        targets.values.withUnsafeBufferPointer { targets in
          values.withUnsafeBufferPointer { values in
            draws.withUnsafeBufferPointer { draws in
              let feeds =
                inputs.feeds(rows, inputs: matrix, targets: targets) + inputs.noise.feeds(draws, steps: steps)
                + scalars.feeds(values, steps: steps)
              return StepStage.execute(
                [StepStage(program, feeds: feeds)], stepsBefore: 0, steps: steps
              ).losses[0]
            }
          }
        }
      }
    }
  }

  /// Floats that a step draws.
  var noiseCount: Int { inputs.noise.count }

  /// Of the last batch, before its update.
  var loss: Float { program.output(0)[0] }

  /// Of the compiled program's maps.
  var mapKeys: [String] { program.mapKeys }

  /// By parameter, of the last step; empty where they are not kept.
  var gradients: [(name: String, value: Tensor)] {
    gradientNames.enumerated().map { number, entry in
      (entry.name, Tensor(entry.shape, Array(program.output(number + 1))))
    }
  }
}

/// Loss and gradient on a batch of a fixed size, for optimizers that ask for them several times a step.
final class ClosureStep {
  private let program: Program
  private let inputs: BatchInputs
  private let store: ParameterStore
  private let parameters: [ParameterSpec]

  init(_ recipe: StepRecipe, rows: Int) {
    let (loss, _, _, gradients) = recipe.build(rows: rows)
    store = recipe.store
    parameters = recipe.parameters
    program = Program(
      loss.graph, outputs: [loss] + gradients, parameters: store, kernels: recipe.kernels)
    inputs = BatchInputs(program, recipe)
  }

  /// Moves the parameters of the store by one step. Between evaluations they are kept in binary64.
  func run(_ batch: StepBatch, _ optimizer: LBFGS, learningRate: Double) -> Float {
    inputs.fill(batch)
    var point = parameters.flatMap { store[$0.name].values.map { Double($0) } }
    let first = optimizer.step(&point, learningRate: learningRate) { point in
      write(point)
      batch.execute(program)
      return LBFGS.Evaluation(
        loss: Double(program.output(0)[0]),
        gradient: parameters.indices.flatMap { program.output($0 + 1).map { Double($0) } })
    }
    write(point)
    return Float(first.loss)
  }

  private func write(_ point: [Double]) {
    var offset = 0
    for parameter in parameters {
      let count = parameter.shape.count
      store[parameter.name] = Tensor(parameter.shape, point[offset..<offset + count].map { Float($0) })
      offset += count
    }
  }

  /// As last evaluated.
  var gradients: [(name: String, value: Tensor)] {
    parameters.enumerated().map { number, parameter in
      (parameter.name, Tensor(parameter.shape, Array(program.output(number + 1))))
    }
  }
}
