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
  package static let mostClasses = 12
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

  /// nil where no run of the experiment has counted, and, with a probe, none can be asked.
  package init?(
    _ results: ExperimentResults, mostClasses: Int = ConfusionTable.mostClasses,
    probe: (any ModelProbe)? = nil
  ) {
    guard let counts = Self.counted(results) ?? probe.flatMap({ Self.asked(results, $0) }) else { return nil }
    let (part, size) = (counts.part, counts.size)
    let names = counts.classNames
    let classes = names.count == size ? names : (0..<size).map(String.init)
    let hasVariants = results.plan.variants.count > 1
    var rows: [Row] = []
    var pairs: [Pair] = []
    for variant in results.plan.variants {
      let matrices = counts.matrices[variant.number]
      guard !matrices.isEmpty else { continue }
      let means = (0..<size).map { truth in
        (0..<size).map { predicted in
          matrices.reduce(0) { $0 + $1[truth * size + predicted] } / Double(matrices.count)
        }
      }
      let name = hasVariants ? variant.label : ""
      if size <= mostClasses {
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

  /// Matrices by variant, one for each run that has one, row-major.
  private struct Counts {
    let part: String
    let size: Int
    let classNames: [String]
    let matrices: [[[Double]]]
  }

  /// What the runs counted as a metric.
  private static func counted(_ results: ExperimentResults) -> Counts? {
    let runs = results.runs.joined().compactMap(\.self)
    guard
      let part = Metrics.splits.reversed().first(where: { part in
        runs.contains { $0[artifact: artifact(part)] != nil }
      }),
      let example = runs.first(where: { $0[artifact: artifact(part)] != nil }),
      let size = example[artifact: artifact(part)]?.rows
    else { return nil }
    return Counts(
      part: part, size: size, classNames: example.classNames,
      matrices: results.runs.map { runs in
        runs.compactMap { $0?[artifact: artifact(part)]?.values.map { Double($0) } }
      })
  }

  /// What the trained networks say now.
  private static func asked(_ results: ExperimentResults, _ probe: any ModelProbe) -> Counts? {
    var example: ProbedPart?
    let matrices = results.plan.variants.map { variant in
      results.plan.seeds.compactMap { seed -> [Double]? in
        guard let part = probe.part(experiment: results.plan.id, variant: variant.number, seed: seed) else {
          return nil
        }
        if example == nil { example = part }
        return part.predictions.confusionCounts.map { Double($0) }
      }
    }
    return example.map {
      Counts(
        part: $0.name, size: $0.predictions.classCount, classNames: $0.classNames, matrices: matrices)
    }
  }

  private static func artifact(_ part: String) -> String { "confusion_matrix/\(part)" }

  /// Counts of a matrix, all with a decimal where one needs it and none is in the hundreds.
  package static func counts(_ values: [Double], alike all: [Double]) -> [String] {
    let isWhole = all.allSatisfy { $0 == $0.rounded() } || (all.max() ?? 0) >= 100
    return values.map { isWhole ? Format.grouped(Int($0.rounded())) : $0 == 0 ? "0" : Format.fixed($0, 1) }
  }

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
