import Diagnostics
import Graphs
import Tensors

/// What both players' steps are compiled from.
struct AdversarialRecipe {
  let generator: ModelSpec
  let discriminator: ModelSpec
  let loss: AdversarialLoss
  let lossComponent: Component
  let generatorOptimizer: Component
  let discriminatorOptimizer: Component
  let training: TrainingConfiguration
  let seed: UInt64
  let keepsGradients: Bool
  let store: ParameterStore
  let kernels: Kernels
}

/// Takes both players' steps: compiles what they need for each size of batch and sets what changes from step to step.
struct AdversarialStepTaker {
  /// Of a step, each before its own update; nil for a generator that did not move.
  struct Losses {
    let generator: Float?
    let discriminator: Float

    var isFinite: Bool { discriminator.isFinite && generator?.isFinite ?? true }
  }

  private let recipe: AdversarialRecipe
  private let inputs: FeatureMatrix
  private let discriminatorSteps: Int
  private var steps: [Int: AdversarialStep] = [:]
  private var scalars: (generator: StepScalars, discriminator: StepScalars)
  /// Told what each step draws, where somebody asks.
  var record: StepRecord?
  /// Looks at each execution, where somebody asks.
  var inspector: StepInspector?
  /// By parameter, of the last step in which the generator moved; to be asked only where they are kept.
  private(set) var gradients: () -> [(name: String, value: Tensor)] = { [] }

  init(_ recipe: AdversarialRecipe, inputs: FeatureMatrix) {
    self.recipe = recipe
    self.inputs = inputs
    discriminatorSteps = recipe.loss.discriminatorSteps(recipe.lossComponent)
    scalars = Self.firstScalars(recipe)
  }

  private static func firstScalars(_ recipe: AdversarialRecipe)
    -> (generator: StepScalars, discriminator: StepScalars)
  {
    (
      StepScalars(recipe.generatorOptimizer, recipe.training),
      StepScalars(recipe.discriminatorOptimizer, recipe.training)
    )
  }

  /// The steps of a chunk, up to one whose losses are NaN or infinite.
  mutating func take(
    _ chunk: StepChunk, rates: (generator: LearningRates, discriminator: LearningRates)
  ) -> [Losses] {
    precondition(!chunk.isAccumulated, "players take one batch a step")
    let step = step(rows: chunk.rows)
    var losses: [Losses] = []
    let most = record == nil && inspector == nil ? step.mostSteps : 1
    let rows = chunk.order
    while losses.count < chunk.steps, losses.last?.isFinite ?? true {
      let stepsBefore = chunk.stepsBefore + losses.count
      let count = min(most, chunk.steps - losses.count)
      // A generator that stays where it is keeps its rate.
      let values = (
        generator: scalars.generator.advance(steps: count) { index in
          (stepsBefore + index + 1) % discriminatorSteps == 0
            ? rates.generator.rate(stepsBefore + index) : nil
        },
        discriminator: scalars.discriminator.advance(steps: count) {
          rates.discriminator.rate(stepsBefore + $0)
        }
      )
      if (stepsBefore + 1...stepsBefore + count).contains(where: { $0 % discriminatorSteps == 0 }) {
        gradients = { step.gradients }
      }
      losses += step.run(
        rows.dropFirst(losses.count * chunk.rows).prefix(count * chunk.rows), inputs: inputs,
        stepsBefore: stepsBefore, steps: count, scalars: values, record: record, inspector: inspector)
    }
    return losses
  }

  /// Compiles what a step on so many rows takes.
  mutating func compile(rows: Int) { _ = step(rows: rows) }

  private mutating func step(rows: Int) -> AdversarialStep {
    let step =
      steps[rows]
      ?? AdversarialStep(
        recipe, rows: rows, discriminatorSteps: discriminatorSteps,
        scalars: (scalars.generator.names, scalars.discriminator.names))
    steps[rows] = step
    return step
  }

  /// Of the maps of all that was compiled.
  var mapKeys: [String] { steps.values.flatMap(\.mapKeys).sorted() }

  /// The next step is the first again.
  mutating func rewind() { scalars = Self.firstScalars(recipe) }
}

/// Steps of both players on batches of a fixed size, compiled: two programs over the same weights.
final class AdversarialStep {
  private struct Player {
    let name: String
    let program: Program
    let scalars: ScalarInputs
    let gradientNames: [(name: String, shape: Shape)]
    let noise: StepNoise
    let seed: UInt64

    /// `loss`'s gradient moves `model`'s parameters alone.
    init(
      _ name: String, _ graph: Graph, loss: Node, moves model: ModelSpec, optimizer: Component,
      scalars names: [String], weightClip: Double?, _ recipe: AdversarialRecipe
    ) {
      let parameters = model.parameters.map { graph.parameter($0.name, $0.shape) }
      let gradients = graph.gradients(of: loss, withRespectTo: parameters)
      let updates = StepUpdates.build(
        optimizer, recipe.training, parameters: parameters, gradients: gradients, bound: weightClip,
        store: recipe.store)
      self.name = name
      seed = recipe.seed
      gradientNames = recipe.keepsGradients ? model.parameters.map { ($0.name, $0.shape) } : []
      program = Program(
        graph, outputs: [loss] + (recipe.keepsGradients ? gradients : []), updates: updates,
        parameters: recipe.store, kernels: recipe.kernels)
      noise = StepNoise(program)
      scalars = ScalarInputs(program, names)
    }

    /// Floats that a step draws.
    var drawnCount: Int { noise.count + latentCount }
    private var latentCount: Int { program.input("latent")?.count ?? 0 }

    var loss: Float { program.output(0)[0] }

    var gradients: [(name: String, value: Tensor)] {
      gradientNames.enumerated().map { number, entry in
        (entry.name, Tensor(entry.shape, Array(program.output(number + 1))))
      }
    }

    /// The latent rows of many steps, then the noise.
    func draws(stepsBefore: Int, steps: Int) -> [Float] {
      let latent = [Float](unsafeUninitializedCapacity: latentCount * steps) { buffer, count in
        for index in 0..<steps where latentCount > 0 {
          let purpose = AdversarialStep.latentPurpose(step: stepsBefore + index + 1, player: name)
          var stream = RandomStream(seed: seed, purpose: purpose)
          let start = index * latentCount
          stream.fillNormal(UnsafeMutableBufferPointer(rebasing: buffer[start..<start + latentCount]))
        }
        count = latentCount * steps
      }
      return latent + noise.draws(seed: seed, first: stepsBefore + 1, steps: steps)
    }

    /// What it takes in at each of many steps; what they point to must live as long as the feeds.
    func feeds(
      _ rows: UnsafeBufferPointer<Int32>, inputs: FeatureMatrix.Memory, width: Int,
      draws: UnsafeBufferPointer<Float>, scalars values: UnsafeBufferPointer<Float>, steps: Int
    ) -> [StepFeed] {
      guard let rows = rows.baseAddress else { return [] }
      var feeds = [StepFeed(program.input("real"), rows: rows, of: inputs, columns: width)].compactMap { $0 }
      if let base = draws.baseAddress, let latent = StepFeed(program.input("latent"), values: base) {
        feeds.append(latent)
      }
      let noiseDraws = UnsafeBufferPointer(rebasing: draws.dropFirst(latentCount * steps))
      return feeds + noise.feeds(noiseDraws, steps: steps) + scalars.feeds(values, steps: steps)
    }

    /// One step, under observation.
    func run(
      _ rows: ArraySlice<Int32>, inputs: FeatureMatrix, step: Int, scalars values: [Float],
      record: StepRecord?,
      inspector: StepInspector?
    ) {
      rows.withUnsafeBufferPointer { rows in
        inputs.withUnsafeMemory {
          program.gatherInput("real", from: $0, rows: rows, columns: inputs.columns)
        }
      }
      program.fillNormal(
        "latent", seed: seed, purpose: AdversarialStep.latentPurpose(step: step, player: name))
      if let record, let latent = program.input("latent") {
        record.keep(noise: latent, "latent/\(name)", step: step)
      }
      noise.fill(seed: seed, step: step, record: record)
      scalars.write(values)
      if let inspector { inspector.execute(program) } else { program.execute() }
    }
  }

  /// The stream of the latent rows that a player's step takes: `generator` or `discriminator`.
  static func latentPurpose(step: Int, player: String) -> String { "latent/\(step)/\(player)" }

  private let discriminator: Player
  private let generator: Player
  private let discriminatorSteps: Int
  private let inputWidth: Int

  init(
    _ recipe: AdversarialRecipe, rows: Int, discriminatorSteps: Int,
    scalars: (generator: [String], discriminator: [String])
  ) {
    let inputWidth = recipe.discriminator.inputWidth
    self.inputWidth = inputWidth
    self.discriminatorSteps = discriminatorSteps
    func game(_ graph: Graph) -> AdversarialGame {
      AdversarialGame(
        component: recipe.lossComponent, real: graph.input("real", [rows, inputWidth]),
        generated: recipe.generator.build(
          graph.input("latent", [rows, recipe.generator.inputWidth]), mode: .training
        ).output,
        discriminate: { recipe.discriminator.build($0, mode: .training, pass: $1).output })
    }
    let first = Graph()
    discriminator = Player(
      "discriminator", first, loss: first.scoped("loss") { recipe.loss.discriminator(game(first)) },
      moves: recipe.discriminator, optimizer: recipe.discriminatorOptimizer, scalars: scalars.discriminator,
      weightClip: recipe.loss.weightClip(recipe.lossComponent), recipe)
    let second = Graph()
    generator = Player(
      "generator", second, loss: second.scoped("loss") { recipe.loss.generator(game(second)) },
      moves: recipe.generator, optimizer: recipe.generatorOptimizer, scalars: scalars.generator,
      weightClip: nil, recipe)
  }

  /// How many steps may be taken as one call.
  var mostSteps: Int { StepNoise.mostSteps(drawing: discriminator.drawnCount + generator.drawnCount) }

  /// Steps on batches one after the other, the discriminator first, up to one whose losses are NaN or infinite; one
  /// alone where somebody looks at it.
  func run(
    _ rows: ArraySlice<Int32>, inputs: FeatureMatrix, stepsBefore: Int, steps: Int,
    scalars: (generator: [Float], discriminator: [Float]), record: StepRecord?, inspector: StepInspector?
  ) -> [AdversarialStepTaker.Losses] {
    func moves(_ step: Int) -> Bool { step % discriminatorSteps == 0 }
    if record != nil || inspector != nil {
      precondition(steps == 1, "\(steps) steps under observation")
      let step = stepsBefore + 1
      discriminator.run(
        rows, inputs: inputs, step: step, scalars: scalars.discriminator, record: record, inspector: inspector
      )
      guard moves(step) else { return [.init(generator: nil, discriminator: discriminator.loss)] }
      generator.run(
        rows, inputs: inputs, step: step, scalars: scalars.generator, record: record, inspector: inspector)
      return [.init(generator: generator.loss, discriminator: discriminator.loss)]
    }
    let draws = [discriminator, generator].map { $0.draws(stepsBefore: stepsBefore, steps: steps) }
    let losses = rows.withUnsafeBufferPointer { rows in
      inputs.withUnsafeMemory { inputs in
        draws[0].withUnsafeBufferPointer { first in
          draws[1].withUnsafeBufferPointer { second in
            scalars.discriminator.withUnsafeBufferPointer { firstScalars in
              scalars.generator.withUnsafeBufferPointer { secondScalars in
                StepStage.execute(
                  [
                    StepStage(
                      discriminator.program,
                      feeds: discriminator.feeds(
                        rows, inputs: inputs, width: inputWidth, draws: first, scalars: firstScalars,
                        steps: steps)),
                    StepStage(
                      generator.program, every: discriminatorSteps,
                      feeds: generator.feeds(
                        rows, inputs: inputs, width: inputWidth, draws: second, scalars: secondScalars,
                        steps: steps)),
                  ], stepsBefore: stepsBefore, steps: steps
                ).losses
              }
            }
          }
        }
      }
    }
    return losses[0].indices.map { index in
      .init(
        generator: moves(stepsBefore + index + 1) ? losses[1][index] : nil, discriminator: losses[0][index])
    }
  }

  /// Of the compiled programs' maps.
  var mapKeys: [String] { discriminator.program.mapKeys + generator.program.mapKeys }

  /// Of the last step.
  var gradients: [(name: String, value: Tensor)] { generator.gradients + discriminator.gradients }
}
