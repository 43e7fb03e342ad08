import Experiments

/// Results made up by hand: an experiment's metrics by variant, without any training.
struct MadeUpResults: ResultSource {
  struct Experiment {
    var id: String
    var variants: [VariantName]
    var seeds: [Int]
    /// `metric[variant]`, one value per seed.
    var last: [String: [[Double?]]]
    var best: [String: [[Double?]]] = [:]
    var curves: [String: [[MetricCurve?]]] = [:]
    var lastEpoch = 50
    var absence = Sample.Absence.failed
  }

  var all: [Experiment]

  var experiments: [String] { all.map(\.id) }

  private func experiment(_ id: String) -> Experiment { all.first { $0.id == id }! }

  func metrics(of experiment: String) -> [String] { self.experiment(experiment).last.keys.sorted() }
  func variants(of experiment: String) -> [VariantName] { self.experiment(experiment).variants }
  func lastEpoch(of experiment: String, variant: Int) -> Int? { self.experiment(experiment).lastEpoch }

  func sample(_ metric: ResolvedMetric, at time: MetricTime) throws(ExpressionError) -> Sample {
    let found = experiment(metric.experiment)
    let values: [Double?] =
      switch time {
      case .last: found.last[metric.metric]![metric.variant]
      case .best: found.best[metric.metric]![metric.variant]
      case .epoch(let epoch):
        found.curves[metric.metric]![metric.variant].map { curve in
          curve.flatMap { $0.epochs.firstIndex(of: epoch).map { index in curve!.values[index] } }
        }
      }
    return Sample(experiment: found.id, seeds: found.seeds, values: values, absence: found.absence)
  }

  func curves(_ metric: ResolvedMetric) throws(ExpressionError) -> (seeds: [Int], curves: [MetricCurve?]) {
    let found = experiment(metric.experiment)
    return (found.seeds, found.curves[metric.metric]![metric.variant])
  }

  func isLowerBetter(_ metric: String) -> Bool { metric.hasSuffix("loss") }

  /// One experiment, `moons`, with the activations relu and tanh and a failed seed of sigmoid.
  static let moons = MadeUpResults(all: [moonsExperiment])

  static let moonsExperiment = Experiment(
    id: "moons",
    variants: ["relu", "tanh", "sigmoid"].map {
      VariantName(label: $0, levels: [VariantName.Level("model.activation", $0)])
    },
    seeds: [0, 1, 2, 3],
    last: [
      "test.accuracy": [[0.90, 0.92, 0.91, 0.93], [0.80, 0.82, 0.84, 0.86], [0.5, nil, 0.6, 0.7]],
      "test.loss": [[0.25, 0.5, 1, 2], [1, 1, 1, 1], [nil, nil, nil, nil]],
      "weights.output.1.1": [[1, -1, 2, -2], [0, 0, 0, 0], [4, 9, 16, -25]],
    ],
    best: ["test.accuracy": [[0.95, 0.96, 0.97, 0.98], [0.9, 0.9, 0.9, 0.9], [0.6, nil, 0.6, 0.7]]],
    curves: [
      "test.accuracy": [
        (0..<4).map { MetricCurve(epochs: [1, 2, 3], values: [0.5, 0.7 + 0.1 * Double($0), 0.95]) },
        [nil, nil, nil, nil],
        [MetricCurve(epochs: [1, 2, 3], values: [0.1, 0.2, 0.3]), nil, nil, nil],
      ],
      "test.loss": [
        (0..<4).map { MetricCurve(epochs: [1, 2, 3], values: [1, Double($0) * 0.2, 0.05]) },
        (0..<4).map { _ in MetricCurve(epochs: [1, 2, 3], values: [1, 0.9, 0.8]) },
        [nil, nil, nil, nil],
      ],
    ])

  /// `moons`, and beside it `two-rings`: a grid of learning rates and losses with labels that need care.
  static let two = MadeUpResults(all: [
    moonsExperiment,
    Experiment(
      id: "two-rings",
      variants: [
        VariantName(
          label: "0.01, mse", levels: [.init("optimizer.learning_rate", "0.01"), .init("loss", "mse")]),
        VariantName(
          label: "0.1, mse", levels: [.init("optimizer.learning_rate", "0.1"), .init("loss", "mse")]),
        VariantName(
          label: "0.1, mae", levels: [.init("optimizer.learning_rate", "0.1"), .init("loss", "mae")]),
      ],
      seeds: [0, 1], last: ["test.accuracy": [[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]]]),
  ])
}

/// The value of an expression over made-up results.
func evaluate(
  _ text: String, over results: MadeUpResults = .moons, experiment: String? = nil
) throws(ExpressionError) -> Evaluation {
  let parsed = try Expression(parsing: text, experiments: results.experiments)
  return try CheckedExpression(parsed, names: results, experiment: experiment).evaluate(over: results)
}

/// The error of an expression that has one, while it is parsed, checked or evaluated.
func errorOf(_ text: String, over results: MadeUpResults = .moons, experiment: String? = nil)
  -> ExpressionError?
{
  do {
    let evaluation = try evaluate(text, over: results, experiment: experiment)
    _ = evaluation
    return nil
  } catch {
    return error
  }
}

/// An expression with every operation in brackets, to see how it was grouped.
func grouped(_ node: ExpressionNode) -> String {
  switch node.kind {
  case .number(let value): "\(value)"
  case .metric(let reference): reference.name
  case .negated(let a): "(-\(grouped(a)))"
  case .arithmetic(let operation, let a, let b): "(\(grouped(a)) \(operation.rawValue) \(grouped(b)))"
  case .comparison(let operation, let a, let b): "(\(grouped(a)) \(operation.rawValue) \(grouped(b)))"
  case .within(let a, let b, let margin): "(\(grouped(a)) == \(grouped(b)) within \(grouped(margin)))"
  case .not(let a): "(not \(grouped(a)))"
  case .logical(let operation, let a, let b): "(\(grouped(a)) \(operation.rawValue) \(grouped(b)))"
  case .call(let function, let arguments):
    "\(function.rawValue)(\(arguments.map(grouped).joined(separator: ", ")))"
  }
}
