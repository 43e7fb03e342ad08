import Datasets
import Diagnostics
import Learning
import Tensors
import Testing

/// What a run tells about itself step by step.
@Suite struct TranscriptTests {
  private func trainer(_ configuration: Configuration) throws -> Trainer {
    Trainer(
      configuration, data: try Datasets.prepare(configuration.data, context: DataContext(seed: 4)), seed: 4)
  }

  /// The run is the same whether anybody listens or not, and what is told is what was trained on.
  @Test func ofANetwork() throws {
    let configuration = Sample.configuration(
      Sample.data("two_moons", ["samples": .integer(100)]), Sample.network([6], "rrelu"),
      loss: "cross_entropy", optimizer: Sample.adam(0.01), epochs: 4)
    let transcript = try #require(try trainer(configuration).transcript(steps: 10) { _, _, _ in true })
    #expect(try Sample.run(configuration, seed: 4) == transcript.result)
    // 70 training rows in batches of 32, 32 and 6.
    #expect(transcript.horizon == TrainingHorizon(steps: 12, stepsPerEpoch: 3))
    #expect(transcript.batchSize == 32 && transcript.orders.count == 4)
    #expect(transcript.orders.allSatisfy { $0.sorted() == (0..<70).map { Int32($0) } })
    #expect(Set(transcript.orders).count == 4)
    #expect(transcript.splits.map(\.name) == ["train", "validation", "test"])
    #expect(transcript.splits[0].targets?.shape == [70, 2])
    #expect(transcript.record.initial.map(\.name) == transcript.result.parameters.map(\.name))
    #expect(transcript.record.losses.map(\.name) == ["loss"])
    #expect(transcript.record.losses[0].values.count == 10)
    // Of 6 units, for each row of its batch.
    #expect(transcript.record.noise.map(\.name) == ["rrelu/hidden1/1"])
    #expect(transcript.record.noise[0].draws.map(\.count) == [192, 192, 36, 192, 192, 36, 192, 192, 36, 192])
    #expect(transcript.sampledLatent == nil)
  }

  /// One step down the recorded first weights leads to the weights of a run of one step.
  @Test func lossesAreTakenBeforeTheStep() throws {
    var configuration = Sample.configuration(
      Sample.data("sine", ["samples": .integer(40)]), Sample.network([5], "tanh"), loss: "mse",
      optimizer: Sample.adam(0.01), epochs: 2, batch: nil)
    let transcript = try #require(try trainer(configuration).transcript(steps: 2) { _, _, _ in true })
    let losses = transcript.record.losses[0].values.compactMap { $0 }
    configuration.training.length = .steps(1)
    let one = try Sample.run(configuration, seed: 4)
    // The loss over all training rows before and after the first step, summed in another order.
    let curve = try #require(one["train.loss"]?.values)
    #expect((Double(losses[0]) / curve[0] - 1).magnitude < 1e-5)
    #expect((Double(losses[1]) / curve[1] - 1).magnitude < 1e-5)
  }

  /// The generator's loss stands at the steps at which it moves.
  @Test func ofAGame() throws {
    var configuration = TrainingTests.gan(epochs: 1)
    configuration.loss = Losses.catalog["adversarial"]!.component([
      "objective": .string("wasserstein_gp"), "discriminator_steps": .integer(2),
    ])
    configuration.training.length = .steps(5)
    let transcript = try #require(try trainer(configuration).transcript(steps: 100) { _, _, _ in true })
    #expect(try Sample.run(configuration, seed: 4) == transcript.result)
    let losses = transcript.record.losses
    #expect(losses.map(\.name) == ["discriminator.loss", "generator.loss"])
    #expect(losses[0].values.count == 5 && losses[0].values.allSatisfy { $0 != nil })
    #expect(losses[1].values.map { $0 != nil } == [false, true, false, true])
    #expect(
      transcript.record.noise.map(\.name) == [
        "latent/discriminator", "interpolation/loss", "latent/generator",
      ])
    #expect(
      transcript.record.noise[1].draws.allSatisfy { $0.count == 128 && $0.allSatisfy { 0 <= $0 && $0 < 1 } })
    #expect(transcript.sampledLatent?.shape == [1000, 2])
  }
}
