import Diagnostics

extension Configuration {
  /// Whether `record` may keep a curve of this name, as far as can be told before the data are loaded: the widths of input
  /// and output, and so which single elements there are, follow from the data.
  package func mayRecord(_ name: String) -> Bool {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard let kind = parts.first else { return false }
    switch kind {
    case "weights" where record.weights, "gradients" where record.gradients:
      return specs.flatMap(\.parameters).contains { parameter in
        Self.isPart(
          parts.dropFirst(), of: parameter.name, rank: parameter.shape.rank, ["norm", "mean", "std"])
      }
    case "activations" where record.activations:
      return specs.flatMap(\.layers).contains { layer in
        Self.isPart(parts.dropFirst(), of: layer.name, rank: 2, ["norm", "mean", "std", "zeros"])
      }
    case "inputs" where record.activations, "targets" where record.activations,
      "predictions" where record.activations:
      return Self.isPart(parts[...], of: kind, rank: 2, [])
    default:
      return false
    }
  }

  /// Examples of such names, for suggestions.
  package var recordedExamples: [String] {
    recordedTensors.map { $0 + ($0.hasPrefix("activations.") ? ".mean" : ".norm") }
  }

  /// What `record` keeps distributions of: `weights.hidden1.weight`, `activations.output`.
  package var recordedTensors: [String] {
    let parameters = specs.flatMap(\.parameters).map(\.name)
    var names: [String] = []
    if record.weights { names += parameters.map { "weights.\($0)" } }
    if record.gradients { names += parameters.map { "gradients.\($0)" } }
    if record.activations, case .network = model {
      names += specs.flatMap(\.layers).map { "activations.\($0.name)" }
    }
    return names
  }

  /// The networks, with input and output of width 1 where the data decide.
  private var specs: [ModelSpec] {
    func spec(_ network: NetworkConfiguration, _ prefix: String) -> ModelSpec? {
      let width = network.layers.last { $0.options["units"] != nil }?.integer("units") ?? 1
      return try? ModelSpec(layers: network.layers, inputWidth: 1, outputWidths: [width], prefix: prefix)
    }
    switch model {
    case .network(let network): return [spec(network, "")].compactMap { $0 }
    case .adversarial(let generator, let discriminator, _):
      return [spec(generator, "generator."), spec(discriminator, "discriminator.")].compactMap { $0 }
    }
  }

  /// Whether `parts` are `name` followed by a statistic, or by as many indices from 1 as the tensor has dimensions.
  private static func isPart(_ parts: ArraySlice<String>, of name: String, rank: Int, _ statistics: [String])
    -> Bool
  {
    let start = name.split(separator: ".").map(String.init)
    guard parts.starts(with: start) else { return false }
    let rest = parts.dropFirst(start.count)
    if rest.count == 1, let last = rest.first, statistics.contains(last) { return true }
    return rest.count == rank && rest.allSatisfy { Int($0).map { $0 >= 1 } ?? false }
  }
}
