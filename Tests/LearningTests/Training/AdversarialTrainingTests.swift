import Datasets
import Diagnostics
import Learning
import Tensors
import Testing

/// Games of small networks on the ring of eight Gaussians.
@Suite struct AdversarialTrainingTests {
  private func game(_ loss: [String: OptionValue], length: TrainingConfiguration.Length, rate: Double = 0.001)
    -> Configuration
  {
    func network() -> NetworkConfiguration {
      NetworkConfiguration(
        layers: [
          Sample.dense(32, "relu"), Sample.dense(32, "relu"), Sample.dense(nil, "linear", "xavier_normal"),
        ])
    }
    let adam = Optimizers.catalog["adam"]!.component(["learning_rate": .number(rate), "beta1": .number(0.5)])
    return Configuration(
      data: Sample.data("gaussian_ring", ["samples": .integer(1000)]),
      model: .adversarial(generator: network(), discriminator: network(), latent: 2),
      loss: Losses.catalog["adversarial"]!.component(loss),
      optimizer: .adversarial(generator: adam, discriminator: adam),
      training: TrainingConfiguration(length: length, batchSize: 64),
      metrics: Metrics.defaults(for: .generation, hasMixture: true))
  }

  /// A few hundred steps with each objective. At the start the samples lie in the middle of the ring.
  @Test(arguments: AdversarialLossTests.objectives)
  func everyObjectiveTrains(_ objective: AdversarialLossTests.Objective) throws {
    let options = objective.options.merging(["objective": .string(objective.name)]) { $1 }
    let result = try Sample.run(game(options, length: .steps(500)), seed: 1)
    #expect(result.status == .completed)
    #expect(result.curves.allSatisfy { $0.curve.values.allSatisfy(\.isFinite) })
    let distances = try #require(result["samples.mmd"]?.values)
    let improves = ["non_saturating", "hinge", "wasserstein_gp", "relativistic"]
    if improves.contains(objective.name), objective.options.isEmpty {
      #expect(distances.last! < 0.75 * distances[0], "\(distances[0]) → \(distances.last!)")
    }
  }

  /// However long it trains: 8 steps under a rate that would carry the weights out of the bounds in each.
  @Test(arguments: [0.01, 0.25])
  func weightsOfTheCriticStayWithinTheClip(_ clip: Double) throws {
    for steps in 1...8 {
      let result = try Sample.run(
        game(
          ["objective": .string("wasserstein"), "clip": .number(clip)], length: .steps(steps), rate: 1),
        seed: 0)
      let largest = { (player: String) in
        result.parameters.filter { $0.name.hasPrefix(player) }.flatMap(\.value.values).map(\.magnitude).max()!
      }
      #expect(largest("discriminator.") == Float(clip))
      #expect(largest("generator.") > Float(clip))
    }
  }

  /// The generator moves after every third batch, counted over epochs: after 2 of 4 epochs of 11 batches 7 times.
  @Test func discriminatorStepsForEachOfTheGenerator() throws {
    let configuration = { (steps: Int, perGenerator: Int) in
      self.game(["discriminator_steps": .integer(perGenerator)], length: .steps(steps))
    }
    func generator(_ result: RunResult) -> [Tensor] {
      result.parameters.filter { $0.name.hasPrefix("generator.") }.map(\.value)
    }
    let data = try Datasets.prepare(configuration(1, 1).data, context: DataContext(seed: 0))
    let batches = (data.train.count + 63) / 64
    let all = try (3...(2 * batches)).map { try Sample.run(configuration($0, 3), seed: 0) }
    var moves = 0
    for (earlier, later) in zip(all, all.dropFirst()) {
      #expect(later.steps == earlier.steps + 1)
      let (before, after) = (generator(earlier), generator(later))
      let moved = before != after
      #expect(moved == (later.steps % 3 == 0), "step \(later.steps)")
      moves += moved ? 1 : 0
      #expect(
        earlier.parameters.last?.value != later.parameters.last?.value, "the discriminator moves at each step"
      )
    }
    #expect(moves == 2 * batches / 3 - 1)
    #expect(all.last?["generator.loss"]?.epochs == [1, 2])
  }

  /// An epoch in which the generator did not move keeps the loss it had; a generator that never moves is an error.
  @Test func moreDiscriminatorStepsThanBatches() throws {
    var configuration = game(["discriminator_steps": .integer(25)], length: .epochs(4))
    let data = try Datasets.prepare(configuration.data, context: DataContext(seed: 0))
    #expect((data.train.count + 63) / 64 == 11)
    let result = try Sample.run(configuration, seed: 0)
    #expect(result["generator.loss"]?.epochs == [3, 4])
    let losses = try #require(result["generator.loss"]?.values)
    #expect(losses[0] == losses[1])
    configuration.training.length = .epochs(2)
    #expect(
      configuration.problems(with: data) == [
        "the generator never moves: it does after 25 steps of the discriminator, and the training has 22 in all"
      ])
  }
}
