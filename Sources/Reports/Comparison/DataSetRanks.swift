import Experiments
import Statistics

/// Variants ranked over many data sets: the unit is the data set, each with the mean over its seeds (J. Demšar,
/// "Statistical Comparisons of Classifiers over Multiple Data Sets", 2006).
struct DataSetRanks: Sendable {
  /// Fewer data sets than this are no sample of data sets.
  static let fewestDataSets = 6

  /// The levels of the other factor, in the order of the file.
  let labels: [String]
  let dataSets: Int
  let friedman: FriedmanTest
  /// Every pair by Wilcoxon's test, Holm-adjusted.
  let pairwise: PairwiseWilcoxon
  /// What mean ranks must differ by for Nemenyi's test.
  let criticalDifference: Double
  let alpha: Double

  /// Nil unless one of two factors is the data set, with levels enough, and every combination has all of its seeds.
  init?(_ results: ExperimentResults, metric: String, alpha: Double) {
    let plan = results.plan
    let name = MetricName(metric)
    guard plan.factors.count == 2, name.hasDirection,
      let data = plan.factors.firstIndex(where: { $0.path == "data" || $0.path == "data.name" }),
      plan.factors[data].levels.count >= Self.fewestDataSets
    else { return nil }
    let other = plan.factors[1 - data]
    var means: [[Double]] = []
    for level in other.levels.indices {
      var row: [Double] = []
      for set in plan.factors[data].levels.indices {
        guard
          let variant = plan.variants.first(where: { $0.levels[data] == set && $0.levels[1 - data] == level })
        else { return nil }
        let values = SeedValues(metric, of: VariantGroup(labels: [], variants: [variant.number]), in: results)
        guard values.isComplete, let mean = values.interval?.mean else { return nil }
        row.append(mean)
      }
      means.append(row)
    }
    guard means.count > 1 else { return nil }
    labels = other.levels.map(\.label)
    dataSets = plan.factors[data].levels.count
    friedman = FriedmanTest(means, highestFirst: !name.isLowerBetter)
    pairwise = PairwiseWilcoxon(means, alpha: alpha)
    criticalDifference = Nemenyi.criticalDifference(treatments: means.count, dataSets: dataSets, alpha: alpha)
    self.alpha = alpha
  }

  /// Best rank first.
  var order: [Int] { labels.indices.sorted { (friedman.meanRanks[$0], $0) < (friedman.meanRanks[$1], $1) } }
}
