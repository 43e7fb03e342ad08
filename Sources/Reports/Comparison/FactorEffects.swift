import Experiments
import Statistics

/// Two factors taken apart: the effect of each averaged over the other, and whether one's depends on the other's level.
struct FactorEffects: Sendable {
  struct Main: Sendable {
    let factor: Factor
    /// The factor's levels against the baseline's, every seed averaged over the other factor.
    let table: ResultTable
    /// The other factor's name.
    let over: String
  }

  /// A difference of differences, seed by seed: (row, column) − (row, base) − (base, column) + (base, base).
  struct Interaction: Sendable {
    let row: String
    let column: String
    let paired: PairedComparison
    /// Holm-adjusted over all of them.
    let p: Double
  }

  let metric: String
  let rowName: String
  let columnName: String
  /// The baseline's levels.
  let rowBase: String
  let columnBase: String
  let main: [Main]
  /// Empty where the grid is not full, a seed failed, or the seeds are too few for a test.
  let interactions: [Interaction]
  let alpha: Double
  /// With which a test of the interactions can reach the level.
  let fewestSeeds: Int

  /// The largest of those that can be told from 0, else of all.
  var strongest: Interaction? {
    let detected = interactions.filter { $0.p < alpha }
    return (detected.isEmpty ? interactions : detected).max {
      $0.paired.difference.magnitude < $1.paired.difference.magnitude
    }
  }

  init(_ results: ExperimentResults, rows: Factor, columns: Factor, metric: String, alpha: Double) {
    let plan = results.plan
    self.metric = metric
    self.alpha = alpha
    rowName = rows.name
    columnName = columns.name
    main = [(rows, columns), (columns, rows)].map { factor, other in
      Main(
        factor: factor,
        table: ResultTable(results, rows: [factor.path], metrics: [metric], alpha: alpha), over: other.name)
    }
    let places = [rows, columns].map { factor in plan.factors.firstIndex { $0.path == factor.path } ?? 0 }
    func level(_ variant: Variant, _ factor: Int) -> Int { variant.levels[places[factor]] ?? 0 }
    let base = plan.variants[plan.baseline]
    rowBase = Self.name(rows, level(base, 0))
    columnBase = Self.name(columns, level(base, 1))

    var cells: [[Int]: [Double]] = [:]
    for variant in plan.variants {
      let values = SeedValues(metric, of: VariantGroup(labels: [], variants: [variant.number]), in: results)
      if values.isComplete { cells[[level(variant, 0), level(variant, 1)]] = values.present }
    }
    let isFull = cells.count == rows.levels.count * columns.levels.count
    let family = (rows.levels.count - 1) * (columns.levels.count - 1)
    fewestSeeds = Power.fewestSeeds(alpha: alpha, comparisons: max(family, 1))
    guard isFull, plan.seeds.count >= fewestSeeds else {
      interactions = []
      return
    }
    let (baseRow, baseColumn) = (level(base, 0), level(base, 1))
    func values(_ row: Int, _ column: Int) -> [Double] { cells[[row, column]] ?? [] }
    var found: [(row: String, column: String, paired: PairedComparison)] = []
    for row in rows.levels.indices where row != baseRow {
      for column in columns.levels.indices where column != baseColumn {
        let differences = plan.seeds.indices.map { seed in
          (values(row, column)[seed] - values(row, baseColumn)[seed])
            - (values(baseRow, column)[seed] - values(baseRow, baseColumn)[seed])
        }
        found.append(
          (Self.name(rows, row), Self.name(columns, column), PairedComparison(differences: differences)))
      }
    }
    interactions = zip(found, Holm.adjusted(found.map(\.paired.p))).map { found, p in
      Interaction(row: found.row, column: found.column, paired: found.paired, p: p)
    }
  }

  /// A level in running text, where a bare number would be read as one.
  private static func name(_ factor: Factor, _ level: Int) -> String {
    let found = factor.levels[level]
    return found.number == nil ? found.label : "\(factor.name) \(found.label)"
  }
}
