import Diagnostics
import Tensors

/// What an initializer may know of the parameter whose first values it draws.
package struct InitializerContext: Sendable {
  /// `hidden1.weight`; empty for values of no model.
  package var name: String
  /// A weight's is [fanIn, fanOut], a bias's [units].
  package var shape: Shape
  /// Inputs of a unit of the parameter's layer: a bias's are those of the weight beside it.
  package var fanIn: Int
  /// Whether its layer is the first of the model.
  package var isFirst: Bool
  /// What the layer's sums pass through; nil where that is not known.
  package var activation: Component?
  /// What `from_file` takes its values from.
  package var files: InitializerFiles

  /// Of a parameter by itself: a bias [n] counts as one of n inputs.
  package init(
    _ shape: Shape, name: String = "", fanIn: Int? = nil, isFirst: Bool = false, activation: Component? = nil,
    files: InitializerFiles = InitializerFiles()
  ) {
    precondition(shape.rank >= 1, "an initializer for shape \(shape)")
    self.name = name
    self.shape = shape
    self.fanIn = fanIn ?? (shape.rank == 1 ? shape[0] : shape.matrix.rows)
    self.isFirst = isFirst
    self.activation = activation
    self.files = files
  }
}

extension ModelSpec {
  /// Of all parameters, in their order.
  package func initializerContexts(files: InitializerFiles = InitializerFiles()) -> [InitializerContext] {
    let first = layers.firstIndex { Layers.row($0.component).hasUnits }
    return layers.enumerated().flatMap { index, layer in
      let weight = layer.parameters.first { $0.shape.rank == 2 }
      return layer.parameters.map { parameter in
        InitializerContext(
          parameter.shape, name: parameter.name, fanIn: weight?.shape.matrix.rows ?? layer.inputWidth,
          isFirst: index == first, activation: activation(ofLayer: index), files: files)
      }
    }
  }

  /// A layer's own activation; where it has none, the one that stands behind it as a layer.
  private func activation(ofLayer index: Int) -> Component? {
    let layer = layers[index].component
    guard layer.options["activation"] != nil, let own = layer.component("activation") else { return nil }
    guard own.name == ActivationRow.linear.name else { return own }
    for next in layers[(index + 1)...] {
      if Layers.row(next.component).hasUnits { break }
      if Activations.catalog[next.component.name] != nil { return next.component }
    }
    return own
  }

  /// First values of all parameters, in order, each drawn from the stream `init/<parameter>` of the seed;
  /// before what a data-dependent initializer makes of them (`startingParameters`).
  package func initialParameters(
    seed: UInt64, files: InitializerFiles = InitializerFiles()
  ) -> [(name: String, value: Tensor)] {
    zip(parameters, initializerContexts(files: files)).map { parameter, context in
      var stream = RandomStream(seed: seed, purpose: "init/\(parameter.name)")
      return (parameter.name, Initializers.sample(parameter.initializer, in: context, using: &stream))
    }
  }
}
