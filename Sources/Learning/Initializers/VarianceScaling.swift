import Graphs
import Tensors

/// Zero-mean noise whose deviation is gain / √fan, so that a layer keeps the size of what passes through it.
/// The usual initializers are this with a gain, a fan and a distribution.
///
/// The normal one is not truncated (as PyTorch's, unlike Keras'); of the truncated one, which is cut at two
/// deviations of the normal it is cut from, the stated deviation is that of what is left.
struct VarianceScaling {
  enum Fan: String, CaseIterable {
    /// Inputs of a unit: keeps activations in size on the way forward.
    case fanIn = "fan_in"
    /// Units: keeps gradients in size on the way back.
    case fanOut = "fan_out"
    /// Their mean: a compromise between both.
    case average = "fan_avg"
  }

  enum Distribution: String, CaseIterable {
    case truncatedNormal = "truncated_normal"
    case normal
    case uniform
  }

  var gain: Double
  var fan: Fan
  var distribution: Distribution

  /// gain / √fan for W [fanIn, fanOut]; a bias [n] counts as n inputs and n units.
  func standardDeviation(_ shape: Shape) -> Double {
    precondition(shape.rank >= 1, "an initializer's fans for shape \(shape)")
    let (fanIn, fanOut) = (Double(shape.matrix.rows), Double(shape.matrix.columns))
    let count =
      switch (shape.rank, fan) {
      case (1, _), (_, .fanOut): fanOut
      case (_, .fanIn): fanIn
      case (_, .average): (fanIn + fanOut) / 2
      }
    return gain / max(count, 1).squareRoot()
  }

  /// Uniform on ±√3 · deviation, or normal; standard noise times a factor, so that under one seed two
  /// scalings differ by that factor alone.
  func sample(_ shape: Shape, using stream: inout RandomStream) -> Tensor {
    let deviation = standardDeviation(shape)
    switch distribution {
    case .normal:
      return .drawn(shape) { Float(deviation) * stream.normal() }
    case .truncatedNormal:
      let noise = TruncatedNormal(low: -2, high: 2)
      let factor = deviation / TruncatedNormal.deviationWithinTwo
      return .drawn(shape) { Float(factor * noise.draw(using: &stream)) }
    case .uniform:
      let bound = Float(3.0.squareRoot() * deviation)
      return .drawn(shape) { stream.uniform(-bound, bound) }
    }
  }
}

extension Tensor {
  /// Filled element by element, in row-major order.
  static func drawn(_ shape: Shape, _ draw: () -> Float) -> Tensor {
    Tensor(shape, (0..<shape.count).map { _ in draw() })
  }
}
