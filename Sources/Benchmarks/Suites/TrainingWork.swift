import Datasets
import Diagnostics
import Learning
import Tensors

/// A training whose steps are timed: data, configuration, and how far.
struct TrainingWork: Sendable {
  let name: String
  let summary: String
  var configuration: Configuration
  /// Of each network, from the inputs to the outputs: `[784, 64, 32, 10]`.
  let widths: [[Int]]
  /// What data, weights, orders and noise are drawn from.
  var seed: UInt64 = 0
  /// Steps that every variant of the kernels takes where their bits are compared. Without a vector unit the
  /// large ones would take minutes.
  var comparedSteps = Int.max
  /// The step after which losses are compared with a peer's: where training is sensitive to rounding, numbers of
  /// different origin part sooner or later, PyTorch's in binary32 and binary64 too.
  var agreedSteps = Int.max
  /// Loads the data for a seed; nil for the catalog's.
  var load: (@Sendable (Configuration, UInt64) throws(DataError) -> PreparedData)?

  func data() throws(DataError) -> PreparedData {
    if let load { return try load(configuration, seed) }
    return try Datasets.prepare(configuration.data, context: .here(seed: seed))
  }

  func loop(_ data: PreparedData, kernels: Kernels = .current, threads: Int = 1) -> TrainingLoop {
    TrainingLoop(configuration, data: data, seed: seed, kernels: kernels, threads: threads)
  }
}

// MARK: - The works

extension TrainingWork {
  static let all = [xor, moons, fashion32, fashion128, wide, gan, square]

  static let xor = supervised(
    "xor", [2, 8, 1], "tanh", data: .set("xor"), loss: "binary_cross_entropy", .optimizer("sgd", 0.5),
    batch: 4, .epochs(2000))

  static let moons = supervised(
    "moons", [2, 32, 32, 1], "relu", data: .set("two_moons", ["samples": .integer(1000)]),
    loss: "binary_cross_entropy", .optimizer("adam", 0.001), batch: 32, .epochs(40))

  static let fashion32 = fashion("fashion-32", [784, 64, 32, 10], batch: 32, steps: 1000) {
    $0.comparedSteps = 100
    $0.agreedSteps = 100
  }

  static let fashion128 = fashion("fashion-128", [784, 64, 32, 10], batch: 128, steps: 400) {
    $0.comparedSteps = 25
    $0.agreedSteps = 100
  }

  static let wide = fashion("wide", [784, 512, 512, 10], batch: 128, steps: 60) {
    $0.comparedSteps = 5
    $0.agreedSteps = 20
  }

  static let gan = TrainingWork(
    name: "gan",
    summary: "Generator 2-128-128-2, discriminator 2-128-128-1 on a ring of Gaussians, batches of 256, Adam.",
    configuration: Configuration(
      data: .set("gaussian_ring", ["samples": .integer(2560)]),
      model: .adversarial(
        generator: .dense([128, 128], "relu"), discriminator: .dense([128, 128], "relu"), latent: 2),
      loss: Losses.catalog["adversarial"]!.component(["objective": .string("non_saturating")]),
      optimizer: .adversarial(
        generator: .optimizer("adam", 0.0005, ["beta1": .number(0.5)]),
        discriminator: .optimizer("adam", 0.0005, ["beta1": .number(0.5)])),
      training: TrainingConfiguration(length: .epochs(20), batchSize: 256), metrics: []),
    widths: [[2, 128, 128, 2], [2, 128, 128, 1]], comparedSteps: 20)

  static let square = supervised(
    "square", [1024, 1024, 1024, 1024], "relu", data: .set("noise"), loss: "mse", .optimizer("adam", 0.001),
    batch: 512, .epochs(1)
  ) {
    $0.comparedSteps = 1
    $0.load = { configuration, seed throws(DataError) in
      try NoiseData.prepare(rows: 2048, inputs: 1024, targets: 1024, configuration, seed: seed)
    }
  }

  private static func fashion(
    _ name: String, _ widths: [Int], batch: Int, steps: Int, _ adjust: (inout TrainingWork) -> Void
  ) -> TrainingWork {
    supervised(
      name, widths, "relu", data: .set("fashion_mnist"), loss: "cross_entropy", .optimizer("adam", 0.001),
      batch: batch, .steps(steps), adjust)
  }

  static func supervised(
    _ name: String, _ widths: [Int], _ activation: String, data: Component, loss: String,
    _ optimizer: Component, batch: Int, _ length: TrainingConfiguration.Length,
    _ adjust: (inout TrainingWork) -> Void = { _ in }
  ) -> TrainingWork {
    let shape = widths.map(String.init).joined(separator: "-")
    var work = TrainingWork(
      name: name,
      summary: "\(shape) \(activation), \(loss) on \(data.name), batches of \(batch), \(optimizer.name).",
      configuration: Configuration(
        data: data, model: .network(.dense(Array(widths.dropFirst().dropLast()), activation)),
        loss: Losses.catalog[loss]!.defaultComponent, optimizer: .single(optimizer),
        training: TrainingConfiguration(length: length, batchSize: batch), metrics: []),
      widths: [widths])
    adjust(&work)
    return work
  }
}
