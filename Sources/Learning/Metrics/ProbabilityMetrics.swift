import Datasets
import Diagnostics
import Tensors

// How good predicted probabilities are. NaN where a prediction is not a number.

extension MetricRow {
  static let logLoss = MetricRow(
    name: "log_loss",
    aliases: ["negative_log_likelihood", "nll", "logistic_loss"],
    summary: "The mean surprise at the true class, in nats.",
    formula: "-mean log max(p(yᵢ), ε), ε = 2⁻²³",
    source: "Good, Rational decisions, 1952",
    higherIsBetter: false,
    unit: .plain,
    fits: { $0.classes != nil },
    isDefault: { _ in false },
    needsProbabilities: true,
    measure: .predictions { predictions, _ in predictions.logLoss })

  static let perplexity = MetricRow(
    name: "perplexity",
    aliases: ["ppl"],
    summary: "Among how many equally probable classes a choice would be as surprising as the true class is.",
    formula: "exp(-mean log max(p(yᵢ), ε)), ε = 2⁻²³",
    source: "Jelinek et al., Perplexity, a measure of the difficulty of speech recognition tasks, 1977",
    higherIsBetter: false,
    unit: .plain,
    fits: { $0.classes != nil },
    isDefault: { _ in false },
    needsProbabilities: true,
    measure: .predictions { predictions, _ in Elementary.exp(predictions.logLoss) })

  /// Up to 1 for two classes, where one column says it all, and up to 2 for more, as scikit-learn has it.
  static let brierScore = MetricRow(
    name: "brier",
    aliases: ["brier_score", "brier_score_loss"],
    summary: "The mean squared distance of the probabilities from what is true.",
    formula: "two classes: mean (p - y)² of class 1; more: mean Σ (p_c - y_c)² over classes c",
    source: "Brier, Verification of forecasts expressed in terms of probability, 1950",
    higherIsBetter: false,
    unit: .plain,
    fits: { $0.classes != nil },
    isDefault: { _ in false },
    needsProbabilities: true,
    measure: .predictions { predictions, _ in
      let classes = predictions.classes
      let distributions = predictions.distributions
      let truth = predictions.trueClasses
      var total = 0.0
      for (row, label) in truth.enumerated() {
        for column in (classes == 2 ? 1 : 0)..<classes {
          let difference = distributions[row * classes + column] - (column == label ? 1 : 0)
          total += difference * difference
        }
      }
      return total / Double(truth.count)
    })

  /// Bin b of B holds confidences above (b - 1) / B up to b / B.
  static let calibrationError = MetricRow(
    name: "calibration_error",
    aliases: ["ece", "expected_calibration_error"],
    summary: "How far the confidence in predicted classes is from the share that are right.",
    formula: "Σ_b (n_b / n) |accuracy_b - mean confidence_b| over bins b of the confidence max p",
    options: [
      OptionSpec(
        "bins", aliases: ["n_bins", "num_bins"], .integer(1...10_000), default: .integer(15),
        help: "bins of equal width that confidences from 0 to 1 are counted in")
    ],
    source: "Guo et al., On calibration of modern neural networks, 2017",
    higherIsBetter: false,
    unit: .plain,
    fits: { $0.classes != nil },
    isDefault: { _ in false },
    needsProbabilities: true,
    measure: .predictions { predictions, metric in
      predictions.calibrationError(bins: Int(metric.value("bins")))
    })
}

extension Predictions {
  /// Where a probability rounds to 0 its row must not decide alone: the smallest is ε, the spacing of
  /// binary32 at 1, as in scikit-learn for predictions in binary32.
  fileprivate var logLoss: Double {
    let smallest = Double(Float.ulpOfOne)
    let distributions = distributions
    let truth = trueClasses
    var total = 0.0
    for (row, label) in truth.enumerated() {
      let probability = label.map { distributions[row * classes + $0] } ?? .nan
      // A NaN is not below ε and stays.
      total -= Elementary.log(probability < smallest ? smallest : probability)
    }
    return total / Double(truth.count)
  }

  fileprivate func calibrationError(bins: Int) -> Double {
    reliability(bins: bins)?.calibrationError ?? .nan
  }
}
