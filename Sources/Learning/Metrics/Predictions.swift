import Datasets
import Diagnostics
import Tensors

/// A model's predictions for the rows of a split, with their targets. Metrics of them are computed in
/// binary64, row by row and column by column.
package struct Predictions: Sendable {
  /// Rows of what the loss's `Prediction` makes of the outputs, [n, k]: of a classifier one column for class
  /// 1, or one for each class.
  package let values: Tensor
  /// [n, k], encoded as `kind` says. Targets of classes may be soft: the true class is the largest.
  package let targets: Tensor
  package let kind: Targets
  /// Whether the values are probabilities, from 0 to 1; else of two values the larger just tells the likelier
  /// class.
  package let isProbability: Bool
  /// Factor of each column from the model's units to the data's: its standard deviation where targets were
  /// standardized; empty for 1.
  package let scale: [Double]

  /// - Parameter isProbability: nil for yes where there are classes
  package init(
    values: Tensor, targets: Tensor, kind: Targets, isProbability: Bool? = nil, scale: [Double] = []
  ) {
    precondition(values.shape == targets.shape, "predictions \(values.shape), targets \(targets.shape)")
    precondition(scale.isEmpty || scale.count == values.columns, "\(scale.count) scales for \(values.shape)")
    self.values = values
    self.targets = targets
    self.kind = kind
    self.isProbability = isProbability ?? (kind != .values)
    self.scale = scale
  }
}

// MARK: - Values

extension Predictions {
  /// Prediction minus target in the data's units, row-major.
  var errors: [Double] {
    let columns = values.columns
    return values.values.indices.map { i in
      let error = Double(values.values[i]) - Double(targets.values[i])
      return scale.isEmpty ? error : error * scale[i % columns]
    }
  }
}

// MARK: - Classes

extension Predictions {
  /// The number of classes, two of them where there is one column.
  var classes: Int {
    switch kind {
    case .values: preconditionFailure("classes of predictions that are values")
    case .indicator: 2
    case .oneHot(let classes): classes
    }
  }

  /// The class of the largest target of each row.
  var trueClasses: [Int?] { kind.classes(of: targets) }

  /// The class that each row is taken for; nil where a number of it is NaN.
  var predictedClasses: [Int?] { kind.classes(of: values) }

  /// The probabilities of the classes, [n, classes] row-major: of one column p it is 1 − p and p, of several
  /// their share of the row's sum, since one-against-the-rest probabilities do not sum to 1 (and those of a
  /// softmax not quite). Equal ones where all are 0; NaN in all of a row with a NaN.
  var distributions: [Double] {
    precondition(isProbability, "probabilities of predictions that are none")
    if kind == .indicator { return values.values.flatMap { [1 - Double($0), Double($0)] } }
    var all: [Double] = []
    all.reserveCapacity(values.values.count)
    let columns = values.columns
    for row in 0..<values.rows {
      var sum = 0.0
      for value in values.row(row) { sum += Double(value) }
      for value in values.row(row) { all.append(sum == 0 ? 1 / Double(columns) : Double(value) / sum) }
    }
    return all
  }
}

extension LossRow {
  /// Whether models that it trains for a task say how probable each class is, as some metrics need it.
  package func givesProbabilities(for task: LearningTask, _ component: Component) -> Bool {
    guard task.classes != nil, let supervised else { return false }
    return supervised.widths(task, 1, component).first.map {
      supervised.prediction($0, component).isProbability
    }
      ?? false
  }
}
