import Diagnostics
import Graphs
import Tensors

/// A feed-forward network: layers in order, all widths known.
///
/// Layers of units are named `hidden1`, `hidden2`, …, the last one `output`; what stands between them goes by
/// the name of the one before it. `prefix` stands before all names, as `generator.` in
/// `generator.hidden1.weight`.
package struct ModelSpec: Hashable, Sendable {
  package struct Layer: Hashable, Sendable {
    /// `hidden1`.
    package let name: String
    /// Of `Layers.catalog`.
    package let component: Component
    package let inputWidth: Int
    package let outputWidth: Int
    /// With their full names: `hidden1.weight`.
    package let parameters: [ParameterSpec]
  }

  package let inputWidth: Int
  package let layers: [Layer]

  /// - Parameters:
  ///   - layers: Of `Layers.catalog`, resolved.
  ///   - outputWidths: How wide the output may be, the usual width first, which is taken where the last layer
  ///     leaves it open.
  package init(
    layers components: [Component], inputWidth: Int, outputWidths: [Int], prefix: String = ""
  ) throws(ModelError) {
    precondition(
      inputWidth >= 1 && !outputWidths.isEmpty, "a model from \(inputWidth) inputs to \(outputWidths)")
    self.inputWidth = inputWidth
    let hasUnits = components.map { Layers.row($0).hasUnits }
    guard let last = hasUnits.lastIndex(of: true) else {
      throw ModelError(layer: nil, option: nil, "the model has nothing to learn", hint: "add a dense layer")
    }
    var layers: [Layer] = []
    var width = inputWidth
    var name = prefix + "input"
    var hidden = 0
    var known: Set<String> = []
    for (index, component) in components.enumerated() {
      if hasUnits[index] {
        hidden += 1
        name = prefix + (index == last ? "output" : "hidden\(hidden)")
      }
      let row = Layers.row(component)
      if let problem = row.widthProblem(component, width) {
        throw ModelError(
          layer: index, option: nil, problem, hint: "give the layer before it a width that can be divided so")
      }
      guard let output = row.outputWidth(component, width) ?? (index == last ? outputWidths[0] : nil) else {
        throw ModelError(layer: index, option: nil, "layer \(index + 1), \(row.name), needs its units")
      }
      let parameters = row.parameters(component, width, output).map { parameter in
        var named = parameter
        // Two learned activations after one layer: hidden1.slope, hidden1.slope2.
        let plain = "\(name).\(parameter.name)"
        named.name = plain
        var number = 1
        while !known.insert(named.name).inserted {
          number += 1
          named.name = "\(plain)\(number)"
        }
        return named
      }
      layers.append(
        Layer(
          name: name, component: component, inputWidth: width, outputWidth: output, parameters: parameters))
      width = output
    }
    guard outputWidths.contains(width) else {
      throw ModelError(
        layer: last, option: "units",
        "the model has \(width) outputs, data and loss ask for \(outputWidths[0])",
        hint: "leave out units of the last layer")
    }
    self.layers = layers
  }

  package var outputWidth: Int { layers.last?.outputWidth ?? inputWidth }

  /// Whether the output is not squeezed or bent: what a loss that takes logits needs.
  package var isOutputLinear: Bool {
    for layer in layers.reversed() {
      let row = Layers.row(layer.component)
      if !row.isLinear(layer.component) { return false }
      if row.hasUnits { return true }
    }
    return true
  }

  /// All that is learned, in order.
  package var parameters: [ParameterSpec] { layers.flatMap(\.parameters) }

  /// Numbers that are learned.
  package var parameterCount: Int { parameters.reduce(0) { $0 + $1.shape.count } }
}

/// Why layers do not make a model. The caller knows where they stand in the file and makes a `Diagnostic`.
package struct ModelError: Error, Hashable, Sendable {
  /// Index of the layer to point at; nil for the model as a whole.
  package let layer: Int?
  package let option: String?
  /// Lower case, no full stop.
  package let message: String
  package let hint: String?

  package init(layer: Int?, option: String?, _ message: String, hint: String? = nil) {
    self.layer = layer
    self.option = option
    self.message = message
    self.hint = hint
  }
}
