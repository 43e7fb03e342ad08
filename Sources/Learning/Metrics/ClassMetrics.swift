import Datasets
import Diagnostics

// What the confusion matrix tells in one number: by class, then averaged. A row whose prediction is not a
// number is taken for no class. A quotient of nothing by nothing is 0, as where no row is taken for a class.

extension MetricRow {
  static let balancedAccuracy = MetricRow(
    name: "balanced_accuracy",
    aliases: ["balanced_accuracy_score"],
    summary: "The share of rows of a class that are recognized, averaged over the classes that there are.",
    formula: "mean over classes c of #{i : argmax ŷᵢ = yᵢ = c} / #{i : yᵢ = c}",
    source: "Brodersen et al., The balanced accuracy and its posterior distribution, 2010",
    higherIsBetter: true,
    unit: .share,
    fits: { $0.classes != nil },
    isDefault: { _ in false },
    measure: .predictions { predictions, _ in
      let matrix = ConfusionMatrix(predictions)
      let present = (0..<matrix.classes).filter { matrix.support[$0] > 0 }
      let recalls = present.map { Double(matrix.hits($0)) / Double(matrix.support[$0]) }
      return recalls.reduce(0, +) / Double(recalls.count)
    })

  static let precision = classMetric(
    name: "precision", aliases: ["positive_predictive_value", "ppv", "precision_score"],
    summary: "The share of rows taken for a class that are of it.",
    formula: "P = TP / (TP + FP)"
  ) { Quotient(of: $0.hits, by: $0.predicted) }

  static let recall = classMetric(
    name: "recall", aliases: ["sensitivity", "true_positive_rate", "tpr", "recall_score"],
    summary: "The share of rows of a class that are taken for it.",
    formula: "R = TP / (TP + FN)"
  ) { Quotient(of: $0.hits, by: $0.support) }

  static let f1 = classMetric(
    name: "f1", aliases: ["f1_score", "f_score", "f_measure"],
    summary: "The harmonic mean of precision and recall.",
    formula: "F₁ = 2 P R / (P + R) = 2 TP / (2 TP + FP + FN)"
  ) { Quotient(of: 2 * $0.hits, by: $0.predicted + $0.support) }

  private static func classMetric(
    name: String, aliases: [CatalogAlias], summary: String, formula: String,
    _ quotient: @escaping @Sendable (ClassCounts) -> Quotient
  ) -> MetricRow {
    MetricRow(
      name: name,
      aliases: aliases,
      summary: summary,
      formula: formula + "; macro: mean over classes, micro: of summed counts, weighted: by rows of a class",
      options: [
        OptionSpec(
          "average", .choice(["binary", "macro", "micro", "weighted"]), default: .automatic,
          help: "binary: of the positive class of two; else how classes are averaged; "
            + "binary for two classes, macro for more"),
        OptionSpec(
          "positive", aliases: ["pos_label", "positive_class"], .integer(0...1), default: .integer(1),
          help: "the positive class of two, for average: binary"),
      ],
      source: "van Rijsbergen, Information retrieval, 1979",
      higherIsBetter: true,
      unit: .share,
      fits: { $0.classes != nil },
      isDefault: { _ in false },
      taskConflict: { metric, task in
        let average = metric.string("average")
        if average == "binary", let classes = task.classes, classes != 2 {
          return OptionConflict(
            option: "average", "an average: binary is for two classes, not for \(classes)",
            hint: "take macro, micro or weighted")
        }
        let isBinary = average == "binary" || (average == nil && task.classes == 2)
        if metric.integer("positive") == 0, !isBinary {
          return OptionConflict(
            option: "positive", "a positive class is for average: binary, of two classes",
            hint: "leave out positive")
        }
        return nil
      },
      measure: .predictions { predictions, metric in
        let matrix = ConfusionMatrix(predictions)
        let average = metric.string("average") ?? (matrix.classes == 2 ? "binary" : "macro")
        return matrix.average(quotient, average, positive: Int(metric.value("positive")))
      })
  }
}

/// Of one class, or summed over classes.
private struct ClassCounts {
  var hits = 0
  var predicted = 0
  var support = 0
}

private struct Quotient {
  let numerator: Int
  let denominator: Int

  init(of numerator: Int, by denominator: Int) {
    self.numerator = numerator
    self.denominator = denominator
  }

  var value: Double { denominator == 0 ? 0 : Double(numerator) / Double(denominator) }
}

extension ConfusionMatrix {
  /// A macro average leaves out classes that neither a target nor a prediction names, as scikit-learn does.
  fileprivate func average(_ quotient: (ClassCounts) -> Quotient, _ average: String, positive: Int) -> Double
  {
    let counts = (0..<classes).map {
      ClassCounts(hits: hits($0), predicted: predicted[$0], support: support[$0])
    }
    switch average {
    case "binary":
      precondition(classes == 2, "a binary average over \(classes) classes")
      return quotient(counts[positive]).value
    case "micro":
      let sum = counts.reduce(into: ClassCounts()) {
        $0.hits += $1.hits
        $0.predicted += $1.predicted
        $0.support += $1.support
      }
      return quotient(sum).value
    case "weighted":
      let sum = counts.reduce(0.0) { $0 + Double($1.support) * quotient($1).value }
      return sum / Double(support.reduce(0, +))
    default:
      let named = counts.filter { $0.predicted + $0.support > 0 }
      return named.reduce(0.0) { $0 + quotient($1).value } / Double(named.count)
    }
  }
}
