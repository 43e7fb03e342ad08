import Datasets
import Learning
import Plots

/// What figures ask beyond the stored results: the data again, and what the trained networks say of new points. Seeds
/// are the experiment's own numbers, not indices.
package protocol ModelProbe: Sendable {
  /// The training part of a variant's data under a seed, as the network saw it; nil where the data cannot be had.
  func points(experiment: String, variant: Int, seed: Int) -> ProbedPoints?
  /// For each input row what the trained network predicts: a probability for each class, a single one for the second of
  /// two classes, or the values of a regression. nil where the run has no weights.
  func predictions(experiment: String, variant: Int, seed: Int, inputs: [Point]) -> ProbedOutputs?
  /// What the trained network says of the test part, or of the last part that there is; nil for a run without weights
  /// and data without classes.
  func part(experiment: String, variant: Int, seed: Int) -> ProbedPart?
  /// Rows as they were before any preprocessing, of the training part or of the one that `part` asks about; nil where
  /// rows are no images. Rows beyond the last are left out.
  func images(experiment: String, variant: Int, seed: Int, ofTraining: Bool, rows: [Int]) -> ProbedImages?
  /// The networks of a variant: one, or a generator and a discriminator; empty where the data cannot be had.
  func models(experiment: String, variant: Int) -> [ModelSpec]
}

/// A part of the data with what a network says of it.
package struct ProbedPart: Sendable {
  /// `test`, `validation` or `train`.
  package let name: String
  package let predictions: Predictions
  package let classNames: [String]

  package init(name: String, predictions: Predictions, classNames: [String]) {
    self.name = name
    self.predictions = predictions
    self.classNames = classNames
  }

  func className(_ label: Int) -> String {
    classNames.name(ofClass: label)
  }
}

extension [String] {
  /// Of class names the one of a label, else its number.
  func name(ofClass label: Int) -> String { indices.contains(label) ? self[label] : String(label) }
}

/// Rows that are images.
package struct ProbedImages: Sendable {
  package let width: Int
  package let height: Int
  /// One list of pixels for each row asked for.
  package let rows: [[Double]]
  /// The class of each; empty where there are none.
  package let labels: [String]

  package init(width: Int, height: Int, rows: [[Double]], labels: [String] = []) {
    self.width = width
    self.height = height
    self.rows = rows
    self.labels = labels
  }
}

/// What a network says of points, row by row in one list: a grid has thousands of them.
package struct ProbedOutputs: Sendable {
  /// Outputs of each point.
  package let width: Int
  package let values: [Double]

  package init(width: Int, values: [Double]) {
    precondition(width > 0 && values.count % width == 0, "\(values.count) outputs in rows of \(width)")
    self.width = width
    self.values = values
  }

  package var count: Int { values.count / width }

  package subscript(row: Int) -> ArraySlice<Double> { values[(row * width)..<((row + 1) * width)] }

  /// The last output of each point: of two classes the second one's probability.
  package var last: [Double] {
    width == 1 ? values : (0..<count).map { values[($0 + 1) * width - 1] }
  }
}

/// Data with two coordinates to draw.
package struct ProbedPoints: Sendable {
  /// The two inputs, or the input and the target of a regression on one input.
  package var points: [Point]
  /// Class of each point; nil where there are none.
  package var labels: [Int]?
  package var classNames: [String]
  package var xName: String
  package var yName: String
  /// Whether both coordinates are inputs.
  package var isPlane: Bool
  /// Centres and standard deviation of the Gaussian mixture that the data were drawn from.
  package var mixture: (centers: [Point], spread: Double)?

  package init(
    points: [Point], labels: [Int]? = nil, classNames: [String] = [], xName: String = "x1",
    yName: String = "x2",
    isPlane: Bool = true, mixture: (centers: [Point], spread: Double)? = nil
  ) {
    precondition(labels.map { $0.count == points.count } ?? true, "\(points.count) points, other labels")
    self.points = points
    self.labels = labels
    self.classNames = classNames
    self.xName = xName
    self.yName = yName
    self.isPlane = isPlane
    self.mixture = mixture
  }

  /// nil for data that a plane cannot show: more than two inputs, or one without a target.
  package init?(_ data: PreparedData) {
    let inputs = data.train.inputs
    let rows = 0..<inputs.rows
    func value(_ row: Int, _ column: Int) -> Double { Double(inputs[row, column]) }
    let names = data.featureNames
    switch inputs.columns {
    case 2:
      let mixture = data.mixture.flatMap { mixture -> (centers: [Point], spread: Double)? in
        guard mixture.centers.columns == 2 else { return nil }
        let centers = (0..<mixture.centers.rows).map { row in
          Point(Double(mixture.centers[row, 0]), Double(mixture.centers[row, 1]))
        }
        return (centers, mixture.spread)
      }
      self.init(
        points: rows.map { Point(value($0, 0), value($0, 1)) }, labels: data.train.labels?.map { Int($0) },
        classNames: data.classNames, xName: names.first ?? "x1", yName: names.last ?? "x2", mixture: mixture)
    case 1:
      guard let targets = data.train.values, targets.columns == 1 else { return nil }
      self.init(
        points: rows.map { Point(value($0, 0), Double(targets[$0, 0])) }, xName: names.first ?? "x",
        yName: data.targetName ?? "y", isPlane: false)
    default: return nil
    }
  }
}
