import Datasets
import Diagnostics

/// The catalog of metrics, and the names of what a run yields.
package enum Metrics {
  package static let catalog = Catalog<MetricRow>(
    kind: "metric",
    rows: [
      .loss, .accuracy, .topK, .balancedAccuracy, .precision, .recall, .f1, .areaUnderROC,
      .averagePrecision, .logLoss, .perplexity, .brierScore, .calibrationError, .confusionMatrix,
      .meanAbsoluteError, .rootMeanSquaredError, .meanSquaredError, .medianAbsoluteError, .maximumError,
      .coefficientOfDetermination, .explainedVariance, .modes, .quality, .discrepancy, .slicedWasserstein,
    ])

  /// How many rows a generator draws for its metrics.
  package static let sampleCount = 1000

  /// The parts of a data set that metrics of predictions are taken on.
  package static let splits = ["train", "validation", "test"]
  /// Those that a GAN's loss is taken of.
  package static let players = ["generator", "discriminator"]

  /// The row of a resolved component.
  package static func row(_ component: Component) -> MetricRow { catalog.row(of: component) }

  /// What every experiment of the task measures.
  package static func defaults(for task: LearningTask, hasMixture: Bool) -> [Component] {
    catalog.rows
      .filter { $0.isDefault(task) && (hasMixture || !$0.needsMixture) }
      .map(\.defaultComponent)
  }

  /// The names of a metric's curves: `train.accuracy`, `validation.accuracy`, `test.accuracy`, or
  /// `samples.modes`; none of a matrix.
  package static func curveNames(_ component: Component, for task: LearningTask) -> [String] {
    let row = row(component)
    return switch row.measure {
    case .samples: ["samples.\(row.name)"]
    case .loss where task == .generation: players.map { "\($0).\(row.name)" }
    case .matrix: []
    case .loss, .predictions: splits.map { "\($0).\(row.name)" }
    }
  }

  /// The row behind a curve's name: of `test.accuracy` that of `accuracy`.
  package static func row(ofCurve name: String) -> MetricRow? {
    name.split(separator: ".").last.flatMap { catalog[String($0)] }
  }
}
