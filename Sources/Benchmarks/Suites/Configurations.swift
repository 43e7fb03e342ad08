import Datasets
import Diagnostics
import Foundation
import Learning
import Tensors

extension Component {
  /// A data set, split as it usually is; one that is none of the catalog's for a name that is not.
  static func catalogSet(_ name: String, _ options: [String: OptionValue] = [:]) -> Component {
    Datasets.catalog[name]?.component(options) ?? Component(name, options: ["preprocess": .list([])])
  }

  /// A data set of which all rows are for training.
  static func set(_ name: String, _ options: [String: OptionValue] = [:]) -> Component {
    var component = catalogSet(name, options)
    component.options["split"] = .component(Component("split", options: ["train": .number(1)]))
    return component
  }

  static func optimizer(_ name: String, _ learningRate: Double, _ options: [String: OptionValue] = [:])
    -> Component
  {
    Optimizers.catalog[name]!.component(options.merging(["learning_rate": .number(learningRate)]) { $1 })
  }

  fileprivate static func dense(_ units: Int?, _ activation: String) -> Component {
    Layers.catalog["dense"]!.component([
      "units": units.map { .integer($0) } ?? .automatic,
      "activation": .component(Activations.catalog[activation]!.defaultComponent),
    ])
  }
}

extension NetworkConfiguration {
  /// Dense layers; the output is linear.
  static func dense(_ hidden: [Int], _ activation: String) -> NetworkConfiguration {
    NetworkConfiguration(layers: hidden.map { .dense($0, activation) } + [.dense(nil, "linear")])
  }
}

extension DataContext {
  static func here(seed: UInt64) -> DataContext {
    DataContext(seed: seed, environment: ProcessInfo.processInfo.environment)
  }
}

/// Standard normal inputs and targets: work without meaning, for speed alone.
enum NoiseData {
  static func prepare(
    rows: Int, inputs: Int, targets: Int, _ configuration: Configuration, seed: UInt64
  ) throws(DataError) -> PreparedData {
    var stream = RandomStream(seed: seed, purpose: "data")
    func draw(_ columns: Int) -> Tensor {
      Tensor([rows, columns], (0..<rows * columns).map { _ in stream.normal() })
    }
    let samples = Samples(inputs: draw(inputs), values: draw(targets))
    let set = Dataset(
      task: .regression, samples: samples, columns: (1...inputs).map { Column("x\($0)") },
      provenance: Provenance(source: "standard normal numbers"))
    return try Datasets.prepare(set, configuration.data, seed: seed)
  }
}
