import Graphs
import Tensors

/// A model's nodes over one input. Parameters are found by name, so models built over several inputs of a
/// graph, or in several graphs over one store, share their weights.
package struct ModelNodes {
  /// Rows [n, outputWidth].
  package let output: Node
  /// By layer name, the output's too: what the layer hands on, after its activation.
  package let activations: [(name: String, value: Node)]
  /// In the order of `ModelSpec.parameters`.
  package let parameters: [Node]
}

extension ModelSpec {
  /// - Parameters:
  ///   - input: Rows [n, inputWidth].
  ///   - mode: In training some layers draw noise.
  ///   - pass: Tells the noise of several passes through the model in one graph apart.
  package func build(_ input: Node, mode: BuildMode = .evaluation, pass: String = "") -> ModelNodes {
    precondition(
      input.shape.rank == 2 && input.shape[1] == inputWidth, "rows of \(inputWidth), not \(input.shape)")
    var x = input
    var activations: [(name: String, value: Node)] = []
    var parameters: [Node] = []
    for (index, layer) in layers.enumerated() {
      input.graph.scoped(layer.name) {
        let nodes = layer.parameters.map { input.graph.parameter($0.name, $0.shape) }
        // A layer's noise is told apart by its number too: two of a kind may go by one name.
        let place = [layer.name, "\(index + 1)", pass].filter { !$0.isEmpty }.joined(separator: "/")
        x = Layers.row(layer.component).build(
          x, BuildContext(layer.component, parameters: nodes, mode: mode, place: place))
        parameters += nodes
      }
      // A layer without parameters goes on where the one before it ended.
      if activations.last?.name == layer.name { activations.removeLast() }
      activations.append((layer.name, x))
    }
    return ModelNodes(output: x, activations: activations, parameters: parameters)
  }

  /// Floating-point operations of the forward pass's products for so many rows, a multiplication and an
  /// addition each: 2 · rows · in · out of every weight matrix. Biases and activations are not counted.
  package func forwardOperations(rows: Int) -> Int {
    2 * rows * weights.reduce(0) { $0 + $1.count }
  }

  /// The same of a training step: the forward pass, each weight's gradient, and each layer's input's but the
  /// first's.
  package func trainingOperations(rows: Int) -> Int {
    3 * forwardOperations(rows: rows) - 2 * rows * (weights.first?.count ?? 0)
  }

  private var weights: [Shape] { parameters.map(\.shape).filter { $0.rank == 2 } }
}
