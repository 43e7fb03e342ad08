/// One variant of an experiment, as expressions name it.
package struct VariantName: Hashable, Sendable {
  package struct Level: Hashable, Sendable {
    /// The varied path: `model.activation`.
    package let factor: String
    /// The value as text: `relu`, `0.01`.
    package let value: String

    package init(_ factor: String, _ value: String) {
      self.factor = factor
      self.value = value
    }
  }

  package let label: String
  package let levels: [Level]

  package init(label: String, levels: [Level] = []) {
    self.label = label
    self.levels = levels
  }
}

/// What expressions can speak of; known before anything is run.
package protocol ResultNames {
  /// The ids of the file's experiments, in its order.
  var experiments: [String] { get }
  /// The metrics that a run of the experiment yields: `test.accuracy`.
  func metrics(of experiment: String) -> [String]
  /// Whether its runs may yield the metric; there may be more than `metrics` lists, as what `record` keeps.
  func hasMetric(_ name: String, of experiment: String) -> Bool
  /// Its variants in their order; a `ResolvedMetric` names one by its index. At least one.
  func variants(of experiment: String) -> [VariantName]
  /// The last epoch that a run of the variant can have; nil where that is not known.
  func lastEpoch(of experiment: String, variant: Int) -> Int?
}

extension ResultNames {
  package func hasMetric(_ name: String, of experiment: String) -> Bool {
    metrics(of: experiment).contains(name)
  }
  package func lastEpoch(of experiment: String, variant: Int) -> Int? { nil }
}

/// What the runs have yielded.
package protocol ResultSource: ResultNames {
  /// The metric of every seed, in the experiment's order of seeds, the same for all of its variants.
  func sample(_ metric: ResolvedMetric, at time: MetricTime) throws(ExpressionError) -> Sample
  /// The metric over the epochs for every seed, in the same order; nil for a failed run.
  func curves(_ metric: ResolvedMetric) throws(ExpressionError) -> (seeds: [Int], curves: [MetricCurve?])
  /// Whether a metric gets better as it falls, like a loss.
  func isLowerBetter(_ metric: String) -> Bool
}

/// When in training a metric is taken.
package enum MetricTime: Hashable, Sendable {
  /// At the last epoch.
  case last
  /// At the epoch with the best validation loss.
  case best
  case epoch(Int)
}

/// A metric over one run.
package struct MetricCurve: Hashable, Sendable {
  package let epochs: [Int]
  package let values: [Double]

  package init(epochs: [Int], values: [Double]) {
    precondition(epochs.count == values.count, "\(values.count) values at \(epochs.count) epochs")
    self.epochs = epochs
    self.values = values
  }

  /// The first epoch whose value is at least the threshold, or at most, where lower is better.
  package func firstEpoch(reaching threshold: Double, lowerIsBetter: Bool) -> Int? {
    zip(epochs, values).first { lowerIsBetter ? $0.1 <= threshold : $0.1 >= threshold }?.0
  }
}

/// A metric that was looked up: it exists.
package struct ResolvedMetric: Hashable, Sendable {
  package let experiment: String
  package let metric: String
  /// Index into the experiment's variants.
  package let variant: Int
  /// Where it stands in the expression.
  package let range: Range<Int>
}
