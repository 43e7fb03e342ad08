import Diagnostics
import Learning

/// A small sweep on two moons: one network under several activations and seeds.
struct SweepWork {
  static let activations = ["relu", "tanh", "gelu", "silu"]
  static let seeds = 10
  static let epochs = 50

  /// The file that `ablate run` takes.
  static var experiment: String {
    ExperimentText.of(work(activations[0], seed: 0), activations: activations, epochs: epochs, seeds: seeds)
  }

  /// The same runs one by one, by activation and seed.
  static var runs: [(activation: String, seed: Int, work: TrainingWork)] {
    activations.flatMap { activation in
      (0..<seeds).map { (activation, $0, work(activation, seed: UInt64($0))) }
    }
  }

  private static func work(_ activation: String, seed: UInt64) -> TrainingWork {
    TrainingWork.supervised(
      "moons", [2, 32, 32, 1], activation,
      data: Component.catalogSet("two_moons", ["samples": .integer(1000)]), loss: "binary_cross_entropy",
      .optimizer("adam", 0.001), batch: 32, .epochs(epochs)
    ) { $0.seed = seed }
  }
}
