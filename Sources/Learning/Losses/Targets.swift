import Datasets
import Tensors

/// What a model's outputs are held against, and how a class is read off them.
package enum Targets: Hashable, Sendable {
  /// The regression targets as they are, [n, k].
  case values
  /// 1 for class 1, else 0, [n, 1].
  case indicator
  /// 1 in the class's column, else 0, [n, classes].
  case oneHot(classes: Int)

  /// For a task and a width of the model's output, one of those that the loss allows.
  package init(task: LearningTask, width: Int) {
    switch task {
    case .regression: self = .values
    case .generation: preconditionFailure("a generation task has no targets")
    case .binary, .classification: self = width == 1 ? .indicator : .oneHot(classes: width)
    }
  }

  /// The targets of prepared rows, as the loss takes them.
  package func encode(_ samples: Samples) -> Tensor {
    switch self {
    case .values:
      guard let values = samples.values else {
        preconditionFailure("\(samples.count) rows without target values")
      }
      return values
    case .indicator:
      return Tensor([samples.count, 1], labels(of: samples, below: 2).map { Float($0) })
    case .oneHot(let classes):
      var targets = Tensor(repeating: 0, [samples.count, classes])
      for (row, label) in labels(of: samples, below: classes).enumerated() { targets[row, label] = 1 }
      return targets
    }
  }

  private func labels(of samples: Samples, below classes: Int) -> [Int] {
    guard let labels = samples.labels else { preconditionFailure("\(samples.count) rows without labels") }
    return labels.map { label in
      precondition(label >= 0 && label < classes, "label \(label) of \(classes) classes")
      return Int(label)
    }
  }

  /// The class that a row of predictions (or of targets) stands for: the largest column, the first of equals;
  /// with one column class 1 where it exceeds 1/2. nil where a number is NaN, and for values.
  package func decide(_ row: ArraySlice<Float>) -> Int? {
    row.withUnsafeBufferPointer { decide($0[...]) }
  }

  /// The same for each row of a matrix.
  package func classes(of rows: Tensor) -> [Int?] {
    let columns = rows.columns
    return rows.values.withUnsafeBufferPointer { values in
      (0..<rows.rows).map { decide(values[$0 * columns..<($0 + 1) * columns]) }
    }
  }

  private func decide(_ row: Slice<UnsafeBufferPointer<Float>>) -> Int? {
    guard let first = row.first else { return nil }
    switch self {
    case .values: return nil
    case .indicator:
      for value in row where value.isNaN { return nil }
      return first > 0.5 ? 1 : 0
    case .oneHot:
      var best = row.startIndex
      for column in row.startIndex..<row.endIndex {
        if row[column].isNaN { return nil }
        if row[column] > row[best] { best = column }
      }
      return best - row.startIndex
    }
  }
}
