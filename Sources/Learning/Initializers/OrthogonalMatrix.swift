import Tensors

extension Tensor {
  /// A matrix with orthonormal rows or columns, whichever are fewer, times a gain; uniform (Haar) over all
  /// such.
  ///
  /// Standard normal vectors in binary64, made orthonormal one after the other by modified Gram–Schmidt, each
  /// twice against those before it, which leaves them orthogonal to the last bits (Giraud et al., 2005). So R
  /// of the QR factors has a positive diagonal, without which Q would not be uniform (Mezzadri, 2007). The
  /// noise is that of the other normal initializers, row by row.
  static func orthogonal(_ shape: Shape, gain: Double, using stream: inout RandomStream) -> Tensor {
    let (rows, columns) = shape.matrix
    let noise = (0..<rows * columns).map { _ in Double(stream.normal()) }
    // Vectors are the columns of a tall matrix, the rows of a wide one.
    let isTall = rows >= columns
    let (count, length) = isTall ? (columns, rows) : (rows, columns)
    var vectors = (0..<count).map { vector in
      LaneVector((0..<length).map { isTall ? noise[$0 * columns + vector] : noise[vector * columns + $0] })
    }
    for i in vectors.indices {
      var vector = vectors[i]
      for _ in 0..<2 {
        for earlier in vectors[..<i] { vector.subtract(earlier, times: vector.dot(earlier)) }
      }
      let norm = vector.dot(vector).squareRoot()
      precondition(norm > 0, "normal noise of shape \(shape) without full rank")
      vector.divide(by: norm)
      vectors[i] = vector
    }
    var tensor = Tensor(repeating: 0, shape)
    for (i, vector) in vectors.enumerated() {
      for j in 0..<length {
        tensor.values[isTall ? j * columns + i : i * columns + j] = Float(gain * vector[j])
      }
    }
    return tensor
  }
}

/// A vector in eight lanes, element i in lane i mod 8, filled up with zeros: sums are taken lane by lane and
/// then over the lanes in one order, so that they are the same on every machine, and fast.
private struct LaneVector {
  private var chunks: [SIMD8<Double>]

  init(_ values: [Double]) {
    chunks = stride(from: 0, to: values.count, by: 8).map { start in
      var chunk = SIMD8<Double>.zero
      for lane in 0..<min(8, values.count - start) { chunk[lane] = values[start + lane] }
      return chunk
    }
  }

  subscript(i: Int) -> Double { chunks[i / 8][i % 8] }

  func dot(_ other: LaneVector) -> Double {
    var lanes = SIMD8<Double>.zero
    for i in chunks.indices { lanes += chunks[i] * other.chunks[i] }
    return ((lanes[0] + lanes[4]) + (lanes[2] + lanes[6])) + ((lanes[1] + lanes[5]) + (lanes[3] + lanes[7]))
  }

  mutating func subtract(_ other: LaneVector, times factor: Double) {
    for i in chunks.indices { chunks[i] -= other.chunks[i] * factor }
  }

  mutating func divide(by divisor: Double) {
    for i in chunks.indices { chunks[i] /= divisor }
  }
}
