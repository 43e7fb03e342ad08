import Datasets
import Diagnostics
import Tensors

// How well the scores of rows of a class stand above those of the others. Any scores do, probabilities or
// not. For two classes it is the score of class 1, for more each class against the rest, averaged over the
// classes for which it is defined. NaN where it is for none, and where a score is not a number.

extension MetricRow {
  /// Undefined for a class that no row is of, or all are. Equal scores count half (midranks).
  static let areaUnderROC = MetricRow(
    name: "roc_auc",
    aliases: ["auc", "auroc", "roc_auc_score"],
    summary: "How often a row of a class has a higher score for it than a row of another class.",
    formula: "P(s⁺ > s⁻) + P(s⁺ = s⁻) / 2; for more than two classes mean over classes against the rest",
    source: "Hanley & McNeil, The meaning and use of the area under a ROC curve, 1982",
    higherIsBetter: true,
    unit: .plain,
    fits: { $0.classes != nil },
    isDefault: { _ in false },
    measure: .predictions { predictions, _ in predictions.areaUnderROC })

  /// The step-wise sum of scikit-learn's `average_precision_score`, not the interpolated area, which is too
  /// good. Equal scores make one step. Undefined for a class that no row is of.
  static let averagePrecision = MetricRow(
    name: "pr_auc",
    aliases: ["average_precision", "auprc", "average_precision_score"],
    summary: "The area under the curve of precision against recall, as average precision.",
    formula:
      "Σ (Rₜ - Rₜ₋₁) Pₜ over falling thresholds t; for more than two classes mean over classes against the rest",
    source: "Davis & Goadrich, The relationship between precision-recall and ROC curves, 2006",
    higherIsBetter: true,
    unit: .plain,
    fits: { $0.classes != nil },
    isDefault: { _ in false },
    measure: .predictions { predictions, _ in predictions.averagePrecision })
}

extension Predictions {
  /// NaN where it is not defined.
  package var areaUnderROC: Double { meanOverClasses { $0.areaUnderROC } }
  /// NaN where it is not defined.
  package var averagePrecision: Double { meanOverClasses { $0.averagePrecision } }

  /// For two classes of class 1, else the mean over the classes that have a value; NaN where none has.
  fileprivate func meanOverClasses(_ value: (Ranking) -> Double?) -> Double {
    let defined = rankings?.compactMap(value) ?? []
    return defined.isEmpty ? .nan : defined.reduce(0, +) / Double(defined.count)
  }

  /// Of class 1 of two classes, else of each class against the rest; nil where a score is NaN.
  var rankings: [Ranking]? {
    guard !values.values.contains(where: \.isNaN) else { return nil }
    let truth = trueClasses
    let columns = values.columns
    return (classes == 2 ? 1..<2 : 0..<classes).map { label in
      let column = kind == .indicator ? 0 : label
      return Ranking(
        truth.indices.map { row in
          Ranking.key(values.values[row * columns + column], isPositive: truth[row] == label)
        })
    }
  }
}

/// Positive and negative rows by their scores.
struct Ranking {
  /// Rows of one score each, from the lowest score to the highest.
  private var steps: [(positives: Int, negatives: Int)] = []
  private let positives: Int
  private let negatives: Int

  /// From keys in any order.
  init(_ keys: [UInt64]) {
    var last: UInt64?
    var (positives, negatives) = (0, 0)
    for key in keys.sorted() {
      if key >> 1 != last { steps.append((0, 0)) }
      last = key >> 1
      if key & 1 == 1 {
        positives += 1
        steps[steps.count - 1].positives += 1
      } else {
        negatives += 1
        steps[steps.count - 1].negatives += 1
      }
    }
    (self.positives, self.negatives) = (positives, negatives)
  }

  /// A row as an integer, in the order of the scores: integers are sorted faster than pairs, and always have
  /// an order. The score is not NaN.
  static func key(_ score: Float, isPositive: Bool) -> UInt64 {
    // −0 is 0. The bits of negative numbers fall as the numbers rise.
    let bits = (score == 0 ? 0 : score).bitPattern
    let ordered = bits >> 31 == 1 ? ~bits : bits | 1 << 31
    return UInt64(ordered) << 1 | (isPositive ? 1 : 0)
  }

  /// Of all pairs of a positive and a negative row the share with the positive one above, equal ones as a
  /// half; nil without pairs.
  var areaUnderROC: Double? {
    guard positives > 0, negatives > 0 else { return nil }
    var below = 0
    var twice = 0
    for step in steps {
      twice += step.positives * (2 * below + step.negatives)
      below += step.negatives
    }
    return Double(twice) / (2 * Double(positives) * Double(negatives))
  }

  /// nil without pairs of a positive and a negative row, as for the curves.
  var prevalence: Double? {
    positives > 0 && negatives > 0 ? Double(positives) / Double(positives + negatives) : nil
  }

  /// At rising false positive rates.
  func truePositiveRates(at grid: [Double]) -> [Double]? {
    guard positives > 0, negatives > 0 else { return nil }
    var corners: [(x: Double, y: Double)] = [(0, 0)]
    var (found, wrong) = (0, 0)
    for step in steps.reversed() {
      found += step.positives
      wrong += step.negatives
      corners.append((Double(wrong) / Double(negatives), Double(found) / Double(positives)))
    }
    var segment = 0
    return grid.map { x in
      // The highest corner at this rate, else between the corners around it.
      while segment + 1 < corners.count, corners[segment + 1].x <= x { segment += 1 }
      guard segment + 1 < corners.count else { return corners[segment].y }
      let (a, b) = (corners[segment], corners[segment + 1])
      return a.y + (x - a.x) / (b.x - a.x) * (b.y - a.y)
    }
  }

  /// At rising recalls.
  func precisions(atRecalls grid: [Double]) -> [Double]? {
    guard positives > 0, negatives > 0 else { return nil }
    var corners: [(recall: Double, precision: Double)] = []
    var (found, taken) = (0, 0)
    for step in steps.reversed() {
      found += step.positives
      taken += step.positives + step.negatives
      corners.append((Double(found) / Double(positives), Double(found) / Double(taken)))
    }
    var corner = 0
    return grid.map { recall in
      while corner + 1 < corners.count, corners[corner].recall < recall { corner += 1 }
      return corners[corner].precision
    }
  }

  /// nil without positive rows.
  var averagePrecision: Double? {
    guard positives > 0 else { return nil }
    var (found, taken) = (0, 0)
    var sum = 0.0
    for step in steps.reversed() {
      found += step.positives
      taken += step.positives + step.negatives
      sum += Double(step.positives) * Double(found) / Double(taken)
    }
    return sum / Double(positives)
  }
}
