import Diagnostics
import Graphs
import Tensors

/// Layer-sequential unit variance (Mishkin and Matas, 2016): goes through the layers with a data-dependent
/// initializer from the first to the last, and divides each weight by the standard deviation of the layer's
/// sums x W + b, before the activation, over training rows and units, until their variance is within
/// `tolerance` of 1.
///
/// Each layer sees what the layers before it make of the rows as they already are. Sums are taken in
/// binary64, in order. A layer whose sums have no variance, or none that is finite, stays as it is.
struct LayerSequentialScaling {
  /// The first so many training rows, in their order, or all where there are fewer.
  static let rows = 256

  private let model: ModelSpec
  private let kernels: Kernels

  init(_ model: ModelSpec, kernels: Kernels) {
    self.model = model
    self.kernels = kernels
  }

  /// - Parameters:
  ///   - initial: All of the model's parameters.
  ///   - inputs: Rows [n, inputWidth], of which the first are used.
  func rescaled(
    _ initial: [(name: String, value: Tensor)], inputs: FeatureMatrix
  ) -> [(name: String, value: Tensor)] {
    let scaled = model.parameters.filter {
      $0.shape.rank == 2 && Initializers.row($0.initializer).isDataDependent
    }
    let count = min(inputs.rows, Self.rows)
    guard !scaled.isEmpty, count > 0 else { return initial }
    let store = ParameterStore()
    for (name, value) in initial { store.add(name, value) }
    let graph = Graph()
    _ = model.build(graph.input("inputs", [count, inputs.columns]))

    for weight in scaled {
      guard let sums = Self.sums(of: weight, in: graph) else { continue }
      let program = Program(graph, outputs: [sums], parameters: store, kernels: kernels)
      program.setInput("inputs", rows: 0..<count, of: inputs)
      for _ in 0..<(weight.initializer.integer("max_iterations") ?? 1) {
        program.execute()
        let variance = Self.variance(program.output(0))
        guard variance.isFinite, variance > 0,
          (variance - 1).magnitude >= weight.initializer.value("tolerance")
        else { break }
        var value = store[weight.name]
        let deviation = variance.squareRoot()
        for i in value.values.indices { value.values[i] = Float(Double(value.values[i]) / deviation) }
        store[weight.name] = value
      }
    }
    return initial.map { ($0.name, store[$0.name]) }
  }

  /// The product with the weight, with the bias added where one is.
  private static func sums(of weight: ParameterSpec, in graph: Graph) -> Node? {
    let parameter = graph.parameter(weight.name, weight.shape)
    let product = graph.entries.firstIndex { entry in
      if case .product = entry.operation { entry.inputs.last == parameter.index } else { false }
    }
    guard let product else { return nil }
    let addition = graph.entries.firstIndex { entry in
      guard entry.operation == .elementwise(.add), entry.inputs.first == product else { return false }
      if case .parameter = graph.entries[entry.inputs[1]].operation { return true } else { return false }
    }
    return graph.node(addition ?? product)
  }

  /// Of all elements, around their mean.
  private static func variance(_ values: UnsafeBufferPointer<Float>) -> Double {
    var sum = 0.0
    for value in values { sum += Double(value) }
    let mean = sum / Double(values.count)
    var squares = 0.0
    for value in values { squares += (Double(value) - mean) * (Double(value) - mean) }
    return squares / Double(values.count)
  }
}

extension ModelSpec {
  /// The parameters that training starts from: `initialParameters`, then what data-dependent initializers
  /// make of them.
  ///
  /// - Parameter inputs: What the model is trained on, [n, inputWidth]; asked for only where it is needed.
  package func startingParameters(
    seed: UInt64, files: InitializerFiles = InitializerFiles(), kernels: Kernels = .current,
    inputs: () -> FeatureMatrix
  ) -> [(name: String, value: Tensor)] {
    let initial = initialParameters(seed: seed, files: files)
    guard parameters.contains(where: { Initializers.row($0.initializer).isDataDependent }) else {
      return initial
    }
    return LayerSequentialScaling(self, kernels: kernels).rescaled(initial, inputs: inputs())
  }
}
