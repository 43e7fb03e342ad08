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

  /// Each activation with each loss, and each optimizer; adversarial games, of which many take a β₁ of a half.
  static var configurations: [Configuration] {
    let plain = activations.flatMap { activation in
      losses.map { network(activation, loss: $0, optimizers[0]) }
    }
    let moved = optimizers.dropFirst().map { network("relu", loss: "binary_cross_entropy", $0) }
    return plain + moved + [game(optimizers[2]), game(optimizer("adam", ["beta1": .number(0.5)]))]
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

  private static func game(_ optimizer: Component) -> Configuration {
    configuration(
      "gaussian_ring",
      .adversarial(generator: layers("relu"), discriminator: layers("relu"), latent: 2),
      loss: Losses.catalog["adversarial"]!.defaultComponent, optimizer)
  }

  private static func configuration(
    _ data: String, _ model: ModelConfiguration, loss: Component, _ optimizer: Component
  ) -> Configuration {
    let data = Datasets.catalog[data]!.defaultComponent
    return Configuration(
      data: data, model: model, loss: loss, optimizer: .single(optimizer),
      training: TrainingConfiguration(length: .epochs(1), batchSize: 32), metrics: [])
  }

  private static var prepared: [(Configuration, PreparedData)] {
    get throws {
      let single = try configurations.map {
        ($0, try Datasets.prepare($0.data, context: DataContext(seed: 0)))
      }
      // Several targets to a row.
      let regression = network("relu", loss: "mse", optimizers[0])
      let inputs = Tensor(repeating: 0.5, [96, 4])
      let several = Dataset(
        task: .regression, samples: Samples(inputs: inputs, values: Tensor(repeating: 1, [96, 3])),
        columns: (1...4).map { Column("x\($0)") }, provenance: Provenance(source: "halves"))
      return single + [(regression, try Datasets.prepare(several, regression.data, seed: 0))]
    }
  }

  /// The keys of all their maps, each once, in the order of their text.
  static func mapKeys() throws -> [String] {
    var keys = Set<String>()
    for (configuration, data) in try prepared {
      var loop = TrainingLoop(configuration, data: data, seed: 0)
      loop.prepare()
      keys.formUnion(loop.mapKeys)
    }
    return keys.sorted()
  }
}
