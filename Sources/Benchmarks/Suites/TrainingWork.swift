import Datasets
import Diagnostics
import Learning
import Tensors

/// A training whose steps are timed: data, configuration, and how far.
struct TrainingWork: Sendable {
  let name: String
  let summary: String
  let configuration: Configuration
  /// Steps that every variant of the kernels takes where their bits are compared. Without a vector unit the
  /// large ones would take minutes.
  let comparedSteps: Int
  /// The step after which losses are compared with a peer's: where training is sensitive to rounding, numbers of
  /// different origin part sooner or later, PyTorch's in binary32 and binary64 too.
  var agreedSteps = Int.max
  let prepare: @Sendable (Configuration) throws(DataError) -> PreparedData

  /// What all weights, orders and noise are drawn from.
  static let seed: UInt64 = 0

  func data() throws(DataError) -> PreparedData { try prepare(configuration) }

  func loop(_ data: PreparedData, kernels: Kernels = .current, threads: Int = 1) -> TrainingLoop {
    TrainingLoop(configuration, data: data, seed: Self.seed, kernels: kernels, threads: threads)
  }

  /// The number of steps in one repetition.
  func steps(_ data: PreparedData) -> Int { loop(data).length }
}

// MARK: - The works

extension TrainingWork {
  static let all = [xor, moons, fashion32, fashion128, wide, gan, square]

  static let xor = supervised(
    "xor", "2-8-1 tanh, binary cross-entropy, all 4 rows, gradient descent", data: .set("xor"), [8], "tanh",
    loss: "binary_cross_entropy", .optimizer("sgd", 0.5), batch: 4, .epochs(2000))

  static let moons = supervised(
    "moons", "2-32-32-1 relu, binary cross-entropy, batches of 32 of 1,000 rows, Adam",
    data: .set("two_moons", ["samples": .integer(1000)]), [32, 32], "relu", loss: "binary_cross_entropy",
    .optimizer("adam", 0.001), batch: 32, .epochs(40))

  static let fashion32 = fashion(
    "fashion-32", "784-64-32-10 relu, cross-entropy, batches of 32, Adam", [64, 32], batch: 32, steps: 1000,
    comparedSteps: 100, agreedSteps: 100)
  static let fashion128 = fashion(
    "fashion-128", "784-64-32-10 relu, cross-entropy, batches of 128, Adam", [64, 32], batch: 128,
    steps: 400, comparedSteps: 25, agreedSteps: 100)
  static let wide = fashion(
    "wide", "784-512-512-10 relu, cross-entropy, batches of 128, Adam", [512, 512], batch: 128, steps: 60,
    comparedSteps: 5, agreedSteps: 20)

  static let gan = TrainingWork(
    name: "gan",
    summary: "generator 2-128-128-2, discriminator 2-128-128-1 on a ring of Gaussians, batches of 256, Adam",
    configuration: Configuration(
      data: .set("gaussian_ring", ["samples": .integer(2560)]),
      model: .adversarial(
        generator: .dense([128, 128], "relu"), discriminator: .dense([128, 128], "relu"), latent: 2),
      loss: Losses.catalog["adversarial"]!.component(["objective": .string("non_saturating")]),
      optimizer: .adversarial(
        generator: .optimizer("adam", 0.0005, ["beta1": .number(0.5)]),
        discriminator: .optimizer("adam", 0.0005, ["beta1": .number(0.5)])),
      training: TrainingConfiguration(length: .epochs(20), batchSize: 256), metrics: []),
    comparedSteps: 20, prepare: prepared)

  static let square = supervised(
    "square", "three layers of 1024 units, relu, mean squared error, batches of 512, Adam",
    data: .set("noise", [:]), [1024, 1024], "relu", loss: "mse", .optimizer("adam", 0.001), batch: 512,
    .epochs(1), comparedSteps: 1
  ) { configuration throws(DataError) in
    try NoiseData.prepare(rows: 2048, inputs: 1024, targets: 1024, configuration)
  }

  private static func fashion(
    _ name: String, _ summary: String, _ hidden: [Int], batch: Int, steps: Int, comparedSteps: Int,
    agreedSteps: Int
  ) -> TrainingWork {
    var work = supervised(
      name, summary, data: .set("fashion_mnist"), hidden, "relu", loss: "cross_entropy",
      .optimizer("adam", 0.001), batch: batch, .steps(steps), comparedSteps: comparedSteps)
    work.agreedSteps = agreedSteps
    return work
  }

  private static func supervised(
    _ name: String, _ summary: String, data: Component, _ hidden: [Int], _ activation: String, loss: String,
    _ optimizer: Component, batch: Int, _ length: TrainingConfiguration.Length, comparedSteps: Int = .max,
    prepare: @escaping @Sendable (Configuration) throws(DataError) -> PreparedData = prepared
  ) -> TrainingWork {
    TrainingWork(
      name: name, summary: summary,
      configuration: Configuration(
        data: data, model: .network(.dense(hidden, activation)), loss: Losses.catalog[loss]!.defaultComponent,
        optimizer: .single(optimizer), training: TrainingConfiguration(length: length, batchSize: batch),
        metrics: []),
      comparedSteps: comparedSteps, prepare: prepare)
  }
}
