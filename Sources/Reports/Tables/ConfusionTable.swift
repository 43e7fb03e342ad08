import Diagnostics
import Experiments
import Learning

/// Which classes were taken for which: counts on one part of the data at the end of the runs, averaged over seeds.
package struct ConfusionTable: Sendable {
  package struct Row: Sendable {
    /// Empty where the experiment has one variant.
    package let variant: String
    /// The true class.
    package let label: String
    /// The mean count of each class that was predicted.
    package let counts: [Double]
    /// Rows of this class that were told right, as a share; nil for a class without rows.
    package let recall: Double?
  }

  /// A pair of classes that were confused.
  package struct Pair: Sendable {
    package let variant: String
    package let truth: String
    package let predicted: String
    package let count: Double
  }

  /// With more classes than this, the pairs that are confused most often stand for the matrix.
  static let mostClasses = 12
  static let mostPairs = 10

  package let experiment: String
  /// `test`, or `validation` where there is no test part.
  package let part: String
  package let classes: [String]
  package let hasVariants: Bool
  /// By variant, then by true class; empty where there are too many classes.
  package let rows: [Row]
  /// For each variant those that are confused most often, first; empty where the matrix is shown.
  package let pairs: [Pair]
  package let seeds: Int

  /// nil where no run of the experiment has counted.
  package init?(_ results: ExperimentResults) {
    let runs = results.runs.joined().compactMap(\.self)
    let parts = Metrics.splits.reversed()
    guard
      let part = parts.first(where: { part in
        runs.contains { $0[artifact: Self.artifact(part)] != nil }
      }),
      let example = runs.first(where: { $0[artifact: Self.artifact(part)] != nil }),
      let size = example[artifact: Self.artifact(part)]?.rows
    else { return nil }
    let names = example.classNames
    let classes = names.count == size ? names : (0..<size).map(String.init)
    let hasVariants = results.plan.variants.count > 1
    var rows: [Row] = []
    var pairs: [Pair] = []
    for variant in results.plan.variants {
      let matrices = results.runs[variant.number].compactMap { $0?[artifact: Self.artifact(part)] }
      guard !matrices.isEmpty else { continue }
      let means = (0..<size).map { truth in
        (0..<size).map { predicted in
          matrices.reduce(0) { $0 + Double($1[truth, predicted]) } / Double(matrices.count)
        }
      }
      let name = hasVariants ? variant.label : ""
      if size <= Self.mostClasses {
        for (truth, counts) in means.enumerated() {
          let total = counts.reduce(0, +)
          rows.append(
            Row(
              variant: name, label: classes[truth], counts: counts,
              recall: total > 0 ? counts[truth] / total : nil))
        }
      } else {
        let confused = means.indices.flatMap { truth in
          means.indices.filter { $0 != truth && means[truth][$0] > 0 }.map {
            Pair(variant: name, truth: classes[truth], predicted: classes[$0], count: means[truth][$0])
          }
        }
        // Stable: of equals the one that comes first.
        let ranked = confused.enumerated().sorted {
          ($1.element.count, $0.offset) < ($0.element.count, $1.offset)
        }
        pairs += ranked.prefix(Self.mostPairs).map(\.element)
      }
    }
    experiment = results.plan.id
    self.part = part
    self.classes = classes
    self.hasVariants = hasVariants
    self.rows = rows
    self.pairs = pairs
    seeds = results.plan.seeds.count
  }

  private static func artifact(_ part: String) -> String { "confusion_matrix/\(part)" }

  package static func count(_ value: Double) -> String {
    value == value.rounded() ? Format.grouped(Int(value)) : Format.fixed(value, 1)
  }

  // MARK: As cells

  func heads(_ words: Words) -> [String] {
    let variant = hasVariants ? [words.variant] : []
    guard pairs.isEmpty else { return variant + [words.trueClass, words.predictedClass, words.meanCount] }
    return variant + ["\(words.trueClass) \\ \(words.predictedClass)"] + classes + [words.recall]
  }

  /// Of each column: whether it holds numbers.
  var isNumeric: [Bool] {
    let variant = hasVariants ? [false] : []
    return variant + (pairs.isEmpty ? [false] + classes.map { _ in true } + [true] : [false, false, true])
  }

  var cells: [[String]] {
    guard pairs.isEmpty else {
      return pairs.map { pair in
        (hasVariants ? [pair.variant] : []) + [pair.truth, pair.predicted, Self.count(pair.count)]
      }
    }
    return rows.map { row in
      (hasVariants ? [row.variant] : []) + [row.label] + row.counts.map(Self.count)
        + [row.recall.map { Format.percent($0) } ?? "–"]
    }
  }
}
