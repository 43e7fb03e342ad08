import Graphs

/// How a model's outputs become predictions.
package enum Prediction: Hashable, Sendable {
  case identity
  /// Element by element: probabilities that do not know of one another.
  case sigmoid
  /// Row by row: probabilities that sum to 1.
  case softmax

  /// Whether predictions are probabilities, so that a log loss or a calibration can be taken of them.
  package var isProbability: Bool {
    switch self {
    case .identity: false
    case .sigmoid, .softmax: true
    }
  }

  /// Outputs [n, k] → predictions [n, k].
  package func build(_ outputs: Node) -> Node {
    switch self {
    case .identity: outputs
    case .sigmoid: Graphs.sigmoid(outputs)
    case .softmax: exp(logSoftmax(outputs))
    }
  }
}
