import Datasets
import Diagnostics
import Learning
import Tensors
import Testing

/// The steps alone are those of a run.
@Suite struct TrainingLoopTests {
  private static let moons = Sample.configuration(
    Sample.data("two_moons", ["samples": .integer(150)]), Sample.network([7], "tanh"), loss: "cross_entropy",
    optimizer: Sample.adam(0.01), epochs: 3)
  private static let ring = {
    var configuration = TrainingTests.gan(epochs: 1)
    configuration.training.length = .steps(14)
    return configuration
  }()
  /// State that does not start as zeros, and a step made of several batches.
  private static let accumulated = {
    var configuration = moons
    configuration.optimizer = .single(
      Optimizers.catalog["adagrad"]!.component(["initial_accumulator_value": .number(0.5)]))
    configuration.training.accumulate = 3
    return configuration
  }()
  private static let all = [moons, ring, accumulated]

  private static func loop(_ configuration: Configuration) throws -> TrainingLoop {
    let data = try Datasets.prepare(configuration.data, context: DataContext(seed: 4))
    return TrainingLoop(configuration, data: data, seed: 4)
  }

  private static func values(_ loop: TrainingLoop) -> [Tensor] { loop.parameters.map(\.value) }

  @Test(arguments: all) func endsAsTheRunDoes(_ configuration: Configuration) throws {
    var loop = try Self.loop(configuration)
    let run = try Sample.run(configuration, seed: 4)
    #expect(loop.initialParameters.map(\.name) == run.parameters.map(\.name))
    loop.prepare()
    // In pieces, over the ends of epochs.
    var left = loop.length
    while left > 0 {
      loop.run(steps: min(left, 4))
      left -= 4
    }
    #expect(Self.values(loop) == run.parameters.map(\.value))
  }

  @Test(arguments: all) func startsAgain(_ configuration: Configuration) throws {
    var loop = try Self.loop(configuration)
    loop.prepare()
    #expect(Self.values(loop) == loop.initialParameters.map(\.value))
    loop.run(steps: 5)
    let (first, losses) = (Self.values(loop), loop.losses.map(\.value))
    loop.run(steps: 1)
    #expect(Self.values(loop) != first)
    loop.rewind()
    #expect(Self.values(loop) == loop.initialParameters.map(\.value))
    loop.run(steps: 5)
    #expect(Self.values(loop) == first)
    #expect(loop.losses.map(\.value) == losses)
  }

  @Test func countsWhatIsKept() throws {
    var loop = try Self.loop(Self.moons)
    loop.prepare()
    let parameters = loop.parameters.reduce(0) { $0 + $1.value.shape.count }
    // Adam's two means.
    #expect(loop.storedNumbers == 3 * parameters)
  }

  /// What a step draws is told before it does.
  @Test func latentRowsAreThoseOfTheStep() throws {
    let loop = try Self.loop(Self.ring)
    #expect(try Self.loop(Self.moons).latentRows(3, step: 1, player: "generator") == nil)
    let record = StepRecord(steps: 2)
    let data = try Datasets.prepare(Self.ring.data, context: DataContext(seed: 4))
    _ = Trainer(Self.ring, data: data, seed: 4).run(record: record) { _, _, _ in true }
    for step in 1...2 {
      for player in ["generator", "discriminator"] {
        let rows = try #require(loop.latentRows(loop.batchSize, step: step, player: player))
        #expect(rows.values == record.noise.first { $0.name == "latent/\(player)" }?.draws[step - 1])
      }
    }
  }
}
