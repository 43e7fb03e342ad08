import Exchange
import Tensors

/// How files of weights store the weight of a dense layer, which here is [in, out]. Everything else, such as
/// a bias [out], is the same in all.
package enum WeightLayout: String, CaseIterable, Sendable {
  /// [out, in], as `torch.nn.Linear` has it.
  case pytorch
  /// [in, out].
  case keras

  var words: String {
    switch self {
    case .pytorch: "[out, in], as PyTorch does"
    case .keras: "[in, out], as Keras does"
    }
  }

  private func isTransposed(_ shape: Shape) -> Bool { self == .pytorch && shape.rank == 2 }

  package func shapeInFile(_ shape: Shape) -> Shape {
    isTransposed(shape) ? [shape[1], shape[0]] : shape
  }

  package func fromFile(_ tensor: Tensor) -> Tensor {
    isTransposed(tensor.shape) ? tensor.transposed : tensor
  }

  package func toFile(_ tensor: Tensor) -> Tensor { fromFile(tensor) }
}

extension SafetensorsFile {
  /// Parameters under their names, in the given order: what `from_file` reads.
  package init(parameters: [(name: String, value: Tensor)], layout: WeightLayout = .pytorch) {
    self.init(parameters.map { ($0.name, layout.toFile($0.value)) })
  }
}

extension Tensor {
  /// Of rank 2.
  fileprivate var transposed: Tensor {
    let (rows, columns) = (rows, columns)
    var result = Tensor(repeating: 0, [columns, rows])
    for i in 0..<rows {
      for j in 0..<columns { result.values[j * rows + i] = values[i * columns + j] }
    }
    return result
  }
}
