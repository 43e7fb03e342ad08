import Tensors

// How well scores rank and how far probabilities can be trusted, as curves over grids that several runs share, so that
// they can be averaged point by point. Of two classes they are about class 1; of more, each class against the rest,
// averaged over the classes that have rows and others beside them.

/// A bin of confidences: from `(index) / bins` exclusive to `(index + 1) / bins` inclusive.
package struct ReliabilityBin: Hashable, Sendable {
  /// Rows in it.
  package var count = 0
  /// Rows in it whose class was told right.
  package var right = 0
  /// Sum of their confidences.
  package var confidence = 0.0
  /// Sum of 1 for each that is right, 0 for each that is wrong, minus its confidence.
  package var gap = 0.0

  package var accuracy: Double { Double(right) / Double(count) }
  package var meanConfidence: Double { confidence / Double(count) }
}

extension [ReliabilityBin] {
  /// Σ_b (n_b / n) |accuracy_b - mean confidence_b|; NaN without rows.
  package var calibrationError: Double {
    // A bin's gap is n_b times accuracy minus mean confidence.
    reduce(0) { $0 + $1.gap.magnitude } / Double(reduce(0) { $0 + $1.count })
  }
}

extension Predictions {
  /// True positive rate at each false positive rate of the grid, linear between the thresholds (equal scores make one
  /// step); nil where no class has both kinds of rows, or a score is not a number.
  ///
  /// Source: Fawcett, An introduction to ROC analysis, 2006 (vertical averaging)
  package func truePositiveRates(at grid: [Double]) -> [Double]? {
    meanOfCurves { $0.truePositiveRates(at: grid) }
  }

  /// Precision at the highest threshold that reaches each recall of the grid, without interpolation; nil as above.
  ///
  /// Source: Davis & Goadrich, The relationship between precision-recall and ROC curves, 2006
  package func precisions(atRecalls grid: [Double]) -> [Double]? {
    meanOfCurves { $0.precisions(atRecalls: grid) }
  }

  /// The share of rows that are positive: what precision a random score has. Averaged as the curves are.
  package var prevalence: Double? {
    meanOfCurves { $0.prevalence.map { [$0] } }?[0]
  }

  /// The largest probability of each row, counted in bins of equal width; nil where a number is NaN or none is a
  /// probability.
  ///
  /// Source: Guo et al., On calibration of modern neural networks, 2017
  package func reliability(bins count: Int) -> [ReliabilityBin]? {
    guard isProbability else { return nil }
    let distributions = distributions
    var bins = [ReliabilityBin](repeating: ReliabilityBin(), count: count)
    let truth = trueClasses
    for (row, guess) in predictedClasses.enumerated() {
      guard let guess else { return nil }
      let confidence = distributions[row * classes + guess]
      guard !confidence.isNaN else { return nil }
      let bin = Int(min(max((confidence * Double(count)).rounded(.up) - 1, 0), Double(count - 1)))
      bins[bin].count += 1
      bins[bin].right += guess == truth[row] ? 1 : 0
      bins[bin].confidence += confidence
      bins[bin].gap += (guess == truth[row] ? 1 : 0) - confidence
    }
    return bins
  }

  /// Of each row the true class, the class it is taken for, and how sure the model is of that: a probability, or the
  /// score itself. nil where a number is NaN.
  package var decisions: [(truth: Int, guess: Int, confidence: Double)?] {
    let shares = isProbability ? distributions : []
    let columns = values.columns
    return zip(trueClasses, predictedClasses).enumerated().map { row, pair in
      guard let truth = pair.0, let guess = pair.1 else { return nil }
      let confidence =
        isProbability
        ? shares[row * classes + guess] : Double(values.values[row * columns + min(guess, columns - 1)])
      return (truth, guess, confidence)
    }
  }

  /// How many rows of each true class are taken for each class, row-major.
  package var confusionCounts: [Int] { ConfusionMatrix(self).counts }
  package var classCount: Int { classes }

  private func meanOfCurves(_ curve: (Ranking) -> [Double]?) -> [Double]? {
    let curves = rankings?.compactMap(curve) ?? []
    guard let first = curves.first else { return nil }
    return first.indices.map { index in
      curves.reduce(0) { $0 + $1[index] } / Double(curves.count)
    }
  }
}
