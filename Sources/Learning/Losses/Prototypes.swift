import Tensors

/// Tells classes by embeddings: each class by the mean of its training rows, and an example by how near it is to each.
///
///     p_k = softmax(-|z - c_k|²)
///
/// Sums run in binary64 in the order of rows and columns. A class without rows has probability 0.
///
/// Source: Snell et al., Prototypical networks for few-shot learning, 2017
struct Prototypes {
  /// The name under which a run keeps them.
  static let artifact = "prototypes"

  /// [classes, d]; NaN for a class without rows.
  let centers: Tensor

  init(centers: Tensor) {
    self.centers = centers
  }

  /// Embeddings [n, d] of rows with one-hot targets [n, classes].
  init(embeddings: Tensor, targets: Tensor) {
    let (classes, width) = (targets.columns, embeddings.columns)
    var sums = [Double](repeating: 0, count: classes * width)
    var counts = [Int](repeating: 0, count: classes)
    for row in 0..<embeddings.rows {
      guard let label = targets.row(row).firstIndex(of: 1).map({ $0 - row * classes }) else { continue }
      counts[label] += 1
      for column in 0..<width { sums[label * width + column] += Double(embeddings[row, column]) }
    }
    centers = Tensor(
      [classes, width],
      sums.indices.map { index in
        let count = counts[index / max(width, 1)]
        return count == 0 ? .nan : Float(sums[index] / Double(count))
      })
  }

  /// Embeddings [n, d] → probabilities [n, classes].
  func predictions(for embeddings: Tensor) -> Tensor {
    let classes = centers.rows
    var values: [Float] = []
    values.reserveCapacity(embeddings.rows * classes)
    for row in 0..<embeddings.rows {
      let distances = (0..<classes).map { label -> Double in
        var sum = 0.0
        for column in 0..<embeddings.columns {
          let difference = Double(embeddings[row, column]) - Double(centers[label, column])
          sum += difference * difference
        }
        return sum
      }
      let least = distances.filter { !$0.isNaN }.min() ?? .nan
      let weights = distances.map { $0.isNaN && !least.isNaN ? 0 : Elementary.exp(least - $0) }
      let total = weights.reduce(0, +)
      values += weights.map { Float($0 / total) }
    }
    return Tensor([embeddings.rows, classes], values)
  }
}
