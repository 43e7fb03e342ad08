import Datasets
import Diagnostics
import Learning
import Tensors

/// Trainings of the kind that most people write: their maps are compiled as loops of their own.
enum CommonTrainings {
  private static let activations = [
    "relu", "tanh", "sigmoid", "leaky_relu", "elu", "gelu", "silu", "softplus", "linear",
  ]
  private static let losses = ["binary_cross_entropy", "cross_entropy", "mse"]
  private static let optimizers: [Component] = [
    optimizer("sgd"), optimizer("sgd", ["momentum": .number(0.9)]), optimizer("adam"), optimizer("adamw"),
    optimizer("rmsprop"),
  ]

  /// Each activation with each loss, and each optimizer; an adversarial game.
  static var configurations: [Configuration] {
    let plain = activations.flatMap { activation in
      losses.map { network(activation, loss: $0, optimizers[0]) }
    }
    let moved = optimizers.dropFirst().map { network("relu", loss: "binary_cross_entropy", $0) }
    return plain + moved + [game]
  }

  private static func optimizer(_ name: String, _ options: [String: OptionValue] = [:]) -> Component {
    Optimizers.catalog[name]!.component(options)
  }

  private static func layers(_ activation: String) -> NetworkConfiguration {
    func dense(_ units: Int?, _ activation: String) -> Component {
      Layers.catalog["dense"]!.component([
        "units": units.map { .integer($0) } ?? .automatic,
        "activation": .component(Activations.catalog[activation]!.defaultComponent),
      ])
    }
    return NetworkConfiguration(layers: [dense(20, activation), dense(12, activation), dense(nil, "linear")])
  }

  private static func network(_ activation: String, loss: String, _ optimizer: Component) -> Configuration {
    let data =
      switch loss {
      case "binary_cross_entropy": "two_moons"
      case "cross_entropy": "iris"
      default: "sine"
      }
    return configuration(
      data, .network(layers(activation)), loss: Losses.catalog[loss]!.defaultComponent, optimizer)
  }

  private static var game: Configuration {
    configuration(
      "gaussian_ring",
      .adversarial(generator: layers("relu"), discriminator: layers("relu"), latent: 2),
      loss: Losses.catalog["adversarial"]!.defaultComponent, optimizers[2])
  }

  private static func configuration(
    _ data: String, _ model: ModelConfiguration, loss: Component, _ optimizer: Component
  ) -> Configuration {
    let data = Datasets.catalog[data]!.defaultComponent
    return Configuration(
      data: data, model: model, loss: loss, optimizer: .single(optimizer),
      training: TrainingConfiguration(length: .epochs(1), batchSize: 32), metrics: [])
  }

  /// The keys of all their maps, each once, in the order of their text.
  static func mapKeys() throws -> [String] {
    var keys = Set<String>()
    for configuration in configurations {
      let data = try Datasets.prepare(configuration.data, context: DataContext(seed: 0))
      var loop = TrainingLoop(configuration, data: data, seed: 0)
      loop.prepare()
      keys.formUnion(loop.mapKeys)
    }
    return keys.sorted()
  }
}
