import Datasets
import Diagnostics
import Graphs
import Learning
import Tensors
import Testing

/// The place and step of a run's first NaN or infinity.
@Suite struct DivergenceTests {
  /// A rate so large that the first step throws the weights beyond what a square can hold.
  @Test func anOverflowIsTracedToItsOperation() throws {
    let result = try Sample.run(
      Sample.configuration(
        Sample.data("sine", ["samples": .integer(40)]), Sample.network([8], "linear"), loss: "mse",
        optimizer: Optimizers.catalog["sgd"]!.component(["learning_rate": .number(1e12)]), epochs: 30),
      seed: 0)
    guard case .diverged(_, let step) = result.status else {
      Issue.record("\(result.status)")
      return
    }
    let divergence = try #require(result.divergence)
    // What spoils a value comes no later than what shows it.
    #expect(divergence.step <= step && divergence.step >= 1)
    #expect(["hidden1", "output", "loss", "optimizer"].contains(divergence.layer), "\(divergence)")
    #expect(!divergence.value.isFinite)
    #expect(divergence.badCount >= 1 && divergence.badCount <= divergence.count)
    #expect(
      !divergence.operands.isEmpty && divergence.operands.allSatisfy { $0.largest.isFinite }, "\(divergence)")
  }

  /// Raised to the fourth power layer by layer, an ordinary input is beyond binary32 at once.
  @Test func aLayerIsNamed() throws {
    let squares = (0..<3).map { _ in Sample.dense(4, "squared_relu", "ones") } + [Sample.dense(nil)]
    let result = try Sample.run(
      Sample.configuration(
        Sample.data("blobs", ["samples": .integer(60), "spread": .number(1)]),
        .network(NetworkConfiguration(layers: squares + [])), loss: "cross_entropy",
        optimizer: Optimizers.catalog["sgd"]!.component(["learning_rate": .number(1e6)]), epochs: 5), seed: 1)
    guard case .diverged = result.status else {
      Issue.record("\(result.status)")
      return
    }
    let divergence = try #require(result.divergence)
    #expect(
      divergence.layer.hasPrefix("hidden") || ["output", "loss", "optimizer"].contains(divergence.layer))
    #expect(!divergence.operation.isEmpty)
  }

  /// Of a game, too; and the repetition does not change what the run came to.
  @Test func aGameIsTraced() throws {
    let network = NetworkConfiguration(layers: [Sample.dense(8, "relu"), Sample.dense(nil)])
    let configuration = Configuration(
      data: Sample.data("gaussian_ring", ["samples": .integer(100)]),
      model: .adversarial(generator: network, discriminator: network, latent: 2),
      loss: Losses.catalog["adversarial"]!.component(["objective": .string("least_squares")]),
      optimizer: {
        let sgd = Optimizers.catalog["sgd"]!.component(["learning_rate": .number(1e15)])
        return .adversarial(generator: sgd, discriminator: sgd)
      }(), training: TrainingConfiguration(length: .epochs(5)),
      metrics: Metrics.defaults(for: .generation, hasMixture: true))
    let (first, second) = (try Sample.run(configuration, seed: 0), try Sample.run(configuration, seed: 0))
    guard case .diverged = first.status else {
      Issue.record("\(first.status)")
      return
    }
    #expect(first.divergence != nil && first.divergence == second.divergence)
    #expect(first.status == second.status)
  }

  @Test func aRunThatGoesWellHasNone() throws {
    let result = try Sample.run(
      Sample.configuration(
        Sample.data("iris"), Sample.network([4], "tanh"), loss: "cross_entropy", optimizer: Sample.adam(0.01),
        epochs: 2), seed: 0)
    #expect(result.status == .completed && result.divergence == nil)
  }
}
