import Datasets
import Diagnostics
import Learning
import Tensors
import Testing

extension MetricRow {
  /// Its number for predictions, with options.
  func value(
    _ predictions: Predictions, _ options: [String: OptionValue] = [:]
  ) throws -> Double {
    guard case .predictions(let measure) = measure else {
      Issue.record("\(name) is not a number of predictions")
      return .nan
    }
    return measure(predictions, component(options))
  }

  /// Its numbers for predictions, row-major: one, or those of a matrix; nil for a metric of something else.
  func values(_ predictions: Predictions, _ options: [String: OptionValue] = [:]) -> [Double]? {
    switch measure {
    case .predictions(let measure): [measure(predictions, component(options))]
    case .matrix(let measure): measure(predictions, component(options)).values.map { Double($0) }
    case .loss, .samples: nil
    }
  }

  /// Its number for generated rows.
  func value(
    _ samples: Tensor, against reference: SampleReference, _ options: [String: OptionValue] = [:]
  ) throws -> Double {
    guard case .samples(let prepare) = measure else {
      Issue.record("\(name) is not of samples")
      return .nan
    }
    return prepare(reference, component(options))(samples)
  }
}

/// A metric of the catalog by name.
func metric(_ name: String) throws -> MetricRow { try #require(Metrics.catalog[name]) }

/// NaN equals NaN.
func agree(_ a: Double, _ b: Double, _ tolerance: Double = 1e-12) -> Bool {
  a.isNaN || b.isNaN ? a.isNaN && b.isNaN : (a - b).magnitude <= tolerance * max(1, b.magnitude)
}

/// Predictions for a split, as Swift and Python both write them.
struct PredictionCase: Sendable {
  let name: String
  let kind: Targets
  let columns: Int
  let values: [Float]
  /// True classes, one for each row; empty for a regression.
  var labels: [Int] = []
  /// Of a regression, row-major.
  var targets: [Float] = []
  var scale: [Double] = []

  static func classes(_ name: String, _ classes: Int, _ values: [Float], _ labels: [Int]) -> PredictionCase {
    PredictionCase(
      name: name, kind: .oneHot(classes: classes), columns: classes, values: values, labels: labels)
  }

  static func column(_ name: String, _ values: [Float], _ labels: [Int]) -> PredictionCase {
    PredictionCase(name: name, kind: .indicator, columns: 1, values: values, labels: labels)
  }

  static func regression(
    _ name: String, columns: Int = 1, _ values: [Float], _ targets: [Float], scale: [Double] = []
  ) -> PredictionCase {
    PredictionCase(
      name: name, kind: .values, columns: columns, values: values, targets: targets, scale: scale)
  }

  var rows: Int { values.count / columns }
  var isRegression: Bool { kind == .values }
  var classes: Int { kind == .indicator ? 2 : columns }
  var task: LearningTask { isRegression ? .regression : .telling(classes) }

  var predictions: Predictions {
    var encoded = targets
    switch kind {
    case .values: break
    case .indicator: encoded = labels.map { Float($0) }
    case .oneHot: encoded = labels.flatMap { label in (0..<columns).map { $0 == label ? 1 : 0 } }
    }
    let shape: Shape = [rows, columns]
    return Predictions(
      values: Tensor(shape, values), targets: Tensor(shape, encoded), kind: kind, scale: scale)
  }

  /// The rows of these indices, in their order.
  func rows(at order: [Int]) -> PredictionCase {
    func gather(_ all: [Float]) -> [Float] {
      all.isEmpty ? [] : order.flatMap { all[$0 * columns..<($0 + 1) * columns] }
    }
    return PredictionCase(
      name: name, kind: kind, columns: columns, values: gather(values),
      labels: labels.isEmpty ? [] : order.map { labels[$0] }, targets: gather(targets), scale: scale)
  }

  func replacing(values: [Float]) -> PredictionCase {
    PredictionCase(
      name: name, kind: kind, columns: columns, values: values, labels: labels, targets: targets, scale: scale
    )
  }

  /// Scores `s` [n, k], labels `y` [n] and the number of classes `k`; for a regression predictions `v` and
  /// targets `t`, both [n, k].
  var python: String {
    func list<Value>(_ values: [Value]) -> String {
      "[" + values.map { "\($0)" }.joined(separator: ", ") + "]"
    }
    return isRegression
      ? "regression(\(list(values)), \(list(targets)), \(columns), \(list(scale)))"
      : "scores(\(list(values)), \(columns)), np.array(\(labels)), \(classes)"
  }

  /// The names by which expressions know them.
  var pythonNames: String { isRegression ? "v, t" : "s, y, k" }
}

extension PredictionCase {
  /// Every value is a multiple of 1/64, so that the probabilities of a row sum to 1 exactly and texts are
  /// exact.
  static let all: [PredictionCase] = [
    .column(
      "column",
      [0.796875, 0.109375, 0.640625, 0.34375, 0.921875, 0.296875, 0.578125, 0.0625, 0.703125, 0.421875],
      [1, 0, 1, 1, 1, 0, 0, 0, 1, 0]),
    .column("column-ties", [0.5, 0.75, 0.25, 0.5, 0.75, 0.5, 0.25, 0.75], [1, 1, 0, 0, 0, 1, 1, 1]),
    .column("column-perfect", [1, 0, 0.75, 0.25], [1, 0, 1, 0]),
    .column("column-wrong", [0, 1, 0.25, 0.75], [1, 0, 1, 0]),
    .column("column-of-class-0", [0.25, 0.125, 0.75], [0, 0, 0]),
    .column("column-of-class-1", [0.25, 0.125, 0.75], [1, 1, 1]),
    .column("column-nobody", [0.25, 0.125, 0.375], [1, 0, 1]),
    .column("column-nan", [0.75, .nan, 0.25, 0.625], [1, 1, 0, 0]),
    .classes(
      "two", 2,
      [0.75, 0.25, 0.125, 0.875, 0.625, 0.375, 0.5, 0.5, 0.375, 0.625, 0.25, 0.75, 0.5, 0.5],
      [0, 1, 1, 0, 1, 0, 1]),
    // A sigmoid for each class: their probabilities do not know of one another.
    .classes(
      "two-against-the-rest", 2, [0.75, 0.5, 0.125, 0.125, 0, 0, 0.25, 0.75, 1, 0.5], [0, 1, 1, 1, 0]),
    .classes(
      "many", 4,
      [
        0.625, 0.125, 0.125, 0.125, 0.25, 0.5, 0.125, 0.125, 0.25, 0.25, 0.375, 0.125, 0.0625, 0.0625,
        0.125, 0.75, 0.5, 0.25, 0.125, 0.125, 0.125, 0.125, 0.5, 0.25, 0.25, 0.25, 0.25, 0.25, 0, 0.5, 0.5,
        0, 0.375, 0.375, 0.125, 0.125, 0.125, 0.625, 0.125, 0.125, 0.0625, 0.1875, 0.25, 0.5, 0.875, 0,
        0.125, 0,
      ],
      [0, 1, 2, 3, 1, 2, 3, 2, 1, 1, 2, 0]),
    // No row is of class 1 or taken for it, and none of class 3, which one is taken for.
    .classes(
      "many-absent", 4,
      [
        0.5, 0.125, 0.25, 0.125, 0.25, 0.125, 0.5, 0.125, 0.125, 0.25, 0.125, 0.5, 0.375, 0.25, 0.25, 0.125,
      ],
      [0, 2, 0, 2]),
    .classes("many-one-class", 3, [0.5, 0.25, 0.25, 0.125, 0.75, 0.125, 0.25, 0.625, 0.125], [1, 1, 1]),
    .classes(
      "many-perfect", 3, [0.75, 0.125, 0.125, 0, 1, 0, 0.25, 0.25, 0.5, 0.5, 0.25, 0.25], [0, 1, 2, 0]),
    .classes(
      "many-nan", 3,
      [0.5, 0.25, 0.25, 0.125, 0.75, 0.125, .nan, .nan, .nan, 0.25, 0.25, 0.5, 0.25, 0.625, 0.125],
      [0, 1, 1, 2, 2]),
    .classes(
      "many-against-the-rest", 3,
      [0.5, 0.25, 0.5, 0.125, 0.875, 0.75, 0.25, 0, 0.125, 1, 1, 0.25, 0.125, 0.5, 0.375], [0, 1, 2, 1, 2]),
    .regression(
      "line", [1.5, -0.25, 3, 4.125, 2, 0.75], [1, 0.5, 2.75, 5, 2, -1]),
    .regression("line-scaled", [1.5, -0.25, 3, 4.125, 2], [1, 0.5, 2.75, 5, 2], scale: [12.5]),
    .regression(
      "columns", columns: 3, [1, 2, 3, 0.5, 2.5, -1, 4, 8, 0.25, -2, 0, 1],
      [1.25, 2, 2, 0, 3.5, -1, 5, 6, 0.5, -1, 0.25, 4]),
    .regression(
      "columns-scaled", columns: 2, [1, 2, 3, 0.5, 2.5, -1], [1.25, 2, 2, 0, 3.5, -1], scale: [0.1, 40]),
    .regression("perfect", [1, 2, 4], [1, 2, 4]),
    .regression("constant", [1, 2, 4], [0.1, 0.1, 0.1]),
    .regression("constant-perfect", [0.1, 0.1, 0.1], [0.1, 0.1, 0.1]),
    .regression("shifted", [2, 3, 5.5], [1, 2, 4.5]),
    .regression("one-row", [2], [1]),
    .regression("nan", [2, .nan, 1], [1, 2, 3]),
  ]
}
