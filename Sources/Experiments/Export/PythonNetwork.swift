import Diagnostics
import Learning

/// A network as a PyTorch module: layers under their own names, and a forward pass with the activations'
/// expressions written out.
struct PythonNetwork {
  let className: String
  let model: ModelSpec
  /// Before the names of its layers, `generator.`.
  let prefix: String

  /// Whether a layer draws noise in training.
  let isNoisy: Bool

  private let setup: [String]
  private let forward: [String]
  private let hasPasses: Bool

  /// - Parameter hasPasses: Whether noise is told apart by the word for a pass, as a discriminator's is.
  init(
    _ className: String, _ model: ModelSpec, prefix: String = "", hasPasses: Bool = false
  ) throws(ExportError) {
    self.className = className
    self.model = model
    self.prefix = prefix
    var setup: [String] = []
    var forward: [String] = []
    var isNoisy = false
    for (index, layer) in model.layers.enumerated() {
      let name = String(layer.name.dropFirst(prefix.count))
      let place = "\(layer.name)/\(index + 1)"
      var activation = layer.component
      var learned = layer.parameters
      if layer.component.name == LayerRow.dense.name {
        let hasBias = layer.component.boolean("bias") != false
        let sums = layer.parameters[0].shape[1]
        setup.append(
          "self.\(name) = nn.Linear(\(layer.inputWidth), \(sums)\(hasBias ? "" : ", bias=False"))")
        forward.append("x = self.\(name)(x)")
        activation = layer.component.component("activation") ?? activation
        learned.removeFirst(hasBias ? 2 : 1)
      }
      guard let row = Activations.catalog[activation.name] else {
        throw ExportError("the layer '\(layer.component.name)' has no PyTorch form")
      }
      // Parameters of an activation belong to the layer whose name they bear.
      for parameter in learned {
        let own = Self.attribute(parameter.name, prefix)
        let shape = parameter.shape.dimensions.map(String.init).joined(separator: ", ")
        let owner = own.layer
        if !setup.contains(where: { $0.hasPrefix("self.\(owner) = ") }) {
          setup.append("self.\(owner) = nn.Module()")
        }
        setup.append("self.\(owner).\(own.name) = nn.Parameter(torch.empty(\(shape)))")
      }
      if !learned.isEmpty {
        let specs = row.parameters(activation, layer.outputWidth)
        let pairs = zip(specs, learned).map { spec, parameter in
          let own = Self.attribute(parameter.name, prefix)
          return "\"\(spec.name)\": self.\(own.layer).\(own.name)"
        }
        forward.append("p = {\(pairs.joined(separator: ", "))}")
      }
      let training = row.pytorch(activation, .training)
      let evaluation = row.pytorch(activation, .evaluation)
      if training == evaluation {
        if training != "x" { forward.append("x = \(training)") }
      } else {
        isNoisy = true
        let noise = "{purpose}/\(place)\(hasPasses ? "/{which}" : "")"
        forward.append("u = lambda purpose: noise(f\"\(noise)\", x.shape)")
        forward.append("x = \(training) if self.training else \(evaluation)")
      }
    }
    self.setup = setup
    self.forward = forward
    self.isNoisy = isNoisy
    self.hasPasses = hasPasses
  }

  /// `hidden1` and `slope` of `generator.hidden1.slope`.
  private static func attribute(_ parameter: String, _ prefix: String) -> (layer: String, name: String) {
    let parts = parameter.dropFirst(prefix.count).split(separator: ".", maxSplits: 1)
    return (String(parts[0]), String(parts[1]))
  }

  /// How rows are passed through the network: `D(real)`, the pass named where noise needs it.
  func call(_ network: String, _ rows: String, pass: String) -> String {
    isNoisy && hasPasses ? "\(network)(\(rows), \"\(pass)\")" : "\(network)(\(rows))"
  }

  var source: String {
    let widths =
      ([model.inputWidth] + model.layers.filter { Layers.row($0.component).hasUnits }.map(\.outputWidth))
      .map(String.init).joined(separator: " → ")
    return """
      class \(className)(nn.Module):
          \"""\(widths)\"""

          def __init__(self):
              super().__init__()
              \(setup.joined(separator: "\n        "))

          def forward(self, x\(isNoisy && hasPasses ? ", which=\"penalty\"" : "")):
              \((forward + ["return x"]).joined(separator: "\n        "))
      """
  }
}
