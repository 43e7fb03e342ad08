import Graphs

/// How a model's outputs become predictions.
package enum Prediction: Hashable, Sendable {
  case identity
  /// Element by element: probabilities that do not know of one another.
  case sigmoid
  /// Row by row: probabilities that sum to 1.
  case softmax
  /// exp z: rates of their logarithms.
  case exponential
  /// The first half of the columns: means, before what is told of their spread.
  case firstHalf
  /// (z + 1) / 2: scores around zero as around one half, where decisions are made.
  case margin
  /// Places of examples; classes are told by the nearest mean of the training part, see `Prototypes`.
  case prototypes(normalized: Bool)

  /// Whether predictions are probabilities, so that a log loss or a calibration can be taken of them.
  package var isProbability: Bool {
    switch self {
    case .identity, .exponential, .firstHalf, .margin: false
    case .sigmoid, .softmax, .prototypes: true
    }
  }

  /// Outputs [n, k] → predictions, for most [n, k]; of `prototypes` the embeddings.
  package func build(_ outputs: Node) -> Node {
    switch self {
    case .identity: outputs
    case .sigmoid: Graphs.sigmoid(outputs)
    case .softmax: exp(logSoftmax(outputs))
    case .exponential: LossRow.exponential(outputs)
    case .firstHalf: columns(outputs, 0..<outputs.shape.matrix.columns / 2)
    case .margin: (outputs + 1) * 0.5
    case .prototypes(let normalized): normalized ? Self.normalized(outputs) : outputs
    }
  }

  /// Rows of length 1.
  static func normalized(_ x: Node) -> Node {
    x / squareRoot(sum(x * x, over: .columns) + 1e-12)
  }
}
