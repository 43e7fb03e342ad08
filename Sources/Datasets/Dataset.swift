import Tensors

/// Rows of inputs with what is to be learned of each.
package struct Samples: Hashable, Sendable {
  /// [n, d]. Before preprocessing a missing value is NaN and a text column holds indices of its categories.
  package var inputs: FeatureMatrix
  /// Class of each row (of a generated set: its mode); −1 where it is missing, which no prepared row has.
  package var labels: [Int32]?
  /// Regression targets, [n, k]; NaN where missing, which no prepared row has.
  package var values: Tensor?

  package init(inputs: FeatureMatrix, labels: [Int32]? = nil, values: Tensor? = nil) {
    precondition(
      labels.map { $0.count == inputs.rows } ?? true, "\(inputs.rows) rows, \(labels!.count) labels")
    precondition(values.map { $0.rows == inputs.rows } ?? true, "\(inputs.rows) rows, \(values!.rows) values")
    self.inputs = inputs
    self.labels = labels
    self.values = values
  }

  package init(inputs: Tensor, labels: [Int32]? = nil, values: Tensor? = nil) {
    self.init(inputs: FeatureMatrix(inputs), labels: labels, values: values)
  }

  /// The number of rows.
  package var count: Int { inputs.rows }

  /// The rows of these indices, in their order.
  package func rows(at indices: [Int]) -> Samples {
    Samples(
      inputs: inputs.rows(at: indices), labels: labels.map { all in indices.map { all[$0] } },
      values: values?.rows(at: indices))
  }

  /// Consecutive rows; their inputs share the memory of these.
  package func rows(_ range: Range<Int>) -> Samples {
    Samples(
      inputs: inputs.rows(range), labels: labels.map { Array($0[range]) },
      values: values?.rows(at: Array(range)))
  }

  /// `self = rows(at: order)` for an order that names each row once. Inputs whose memory nobody shares move
  /// within it.
  package mutating func arrange(_ order: [Int]) {
    inputs.arrange(order)
    labels = labels.map { all in order.map { all[$0] } }
    values = values?.rows(at: order)
  }
}

/// One input column.
package struct Column: Hashable, Sendable {
  package var name: String
  /// The texts that the column's values are indices of; nil for a column of numbers.
  package var categories: [String]?
  /// An example of what makes the column one of text, with its place: `'12a' in line 7`.
  package var textExample: String?

  package init(_ name: String, categories: [String]? = nil, textExample: String? = nil) {
    self.name = name
    self.categories = categories
    self.textExample = textExample
  }

  /// What a value of the column stands for.
  func entry(_ value: Float) -> DataNote.Entry {
    categories.map { .text($0[Int(value)]) } ?? .number(Double(value))
  }
}

/// The Gaussian mixture that a set was drawn from: equal weights, one standard deviation.
package struct Mixture: Hashable, Sendable {
  /// [m, d], row l the centre of the rows labelled l.
  package var centers: Tensor
  package var spread: Double

  package init(centers: Tensor, spread: Double) {
    self.centers = centers
    self.spread = spread
  }
}

/// Where data come from, for the report.
package struct Provenance: Hashable, Sendable {
  /// Author, title, year.
  package var source: String
  /// Empty where none applies: computed data and the user's own files.
  package var licence: String
  package var url: String?

  package init(source: String, licence: String = "", url: String? = nil) {
    self.source = source
    self.licence = licence
    self.url = url
  }
}

/// A data set as loaded: not split, not preprocessed.
package struct Dataset: Sendable {
  package var task: LearningTask
  package var samples: Samples
  /// The test set where one is given; it is never split or mixed with the rest.
  package var testSamples: Samples?
  package var columns: [Column]
  /// Class names by label; empty where there are no classes.
  package var classNames: [String] = []
  /// The name of what is to be predicted, where it has one.
  package var targetName: String?
  /// Height and width where each row is an image, row by row.
  package var imageShape: [Int]?
  package var mixture: Mixture?
  package var provenance: Provenance
  /// How messages name row i of `samples`, where it stands in a file: its line. Nil: rows are numbered from
  /// 1.
  package var lines: [Int]?
  /// Whether all three parts are the whole set unless `split` says otherwise.
  package var isTooSmallToSplit = false
  /// What the reader of a report should know of the data.
  package var notes: [DataNote] = []

  package init(
    task: LearningTask, samples: Samples, testSamples: Samples? = nil, columns: [Column],
    classNames: [String] = [],
    provenance: Provenance
  ) {
    precondition(
      columns.count == samples.inputs.columns, "\(columns.count) columns of \(samples.inputs.shape)")
    self.task = task
    self.samples = samples
    self.testSamples = testSamples
    self.columns = columns
    self.classNames = classNames
    self.provenance = provenance
  }
}
