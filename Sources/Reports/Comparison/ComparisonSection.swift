import Experiments

/// What an experiment with several variants says by itself: who differs from the baseline, in words, and the tables and
/// figures behind it that the author has not placed.
struct ComparisonSection: Sendable {
  let anchor: String
  let experiment: String
  /// Made from the verdicts of the tests.
  let sentences: [String]
  /// Tables and figures; folded away where the author shows something of the experiment's own.
  let sections: [Report.Section]
  let isFolded: Bool
}

/// Which tables and figures compare an experiment's variants, as far as the author has not placed them.
struct ComparisonViews {
  let results: ExperimentResults
  let file: FilePlan

  /// More rows than this make no figure.
  private static let mostRows = 24

  private var plan: ExperimentPlan { results.plan }
  private var ownTables: [TablePlan] { file.tables.filter { $0.from == plan.id } }
  private var ownPlots: [PlotPlan] { file.plots.filter { $0.from == plan.id } }

  /// The metric that variants are compared by: the first of the author's first table, else the experiment's usual one.
  var metric: String? {
    for table in ownTables {
      switch table.columns {
      case .metrics(let metrics): if let first = metrics.first { return first }
      case .factor(_, let cell): return cell
      }
    }
    return MetricChoice.table(results.metrics).first
  }

  /// Whether the results are a table of the author's own.
  var hasOwnResults: Bool {
    ownTables.contains { if case .metrics = $0.columns { true } else { false } }
  }

  var needsDifferences: Bool {
    plan.seeds.count > 1 && plan.variants.count <= Self.mostRows
      && !ownPlots.contains { $0.isOf(DotFigure.self) }
  }

  /// The factor that a curve of the metric can run along, since its levels are numbers; of a second factor each level
  /// is a line.
  var curveFactor: Factor? {
    guard let factor = plan.factors.first(where: { $0.isNumeric && $0.levels.count > 2 }),
      plan.factors.count <= 2, !ownPlots.contains(where: { $0.isOf(CurveFigure.self) && $0.x == factor.path })
    else { return nil }
    return factor
  }

  /// Rows and columns of a cross-table: there are two factors, and every variant has a level of both.
  var crossFactors: (rows: Factor, columns: Factor)? {
    guard plan.factors.count == 2, plan.variants.allSatisfy({ $0.levels.allSatisfy { $0 != nil } }) else {
      return nil
    }
    // The longer one downward.
    let (first, second) = (plan.factors[0], plan.factors[1])
    return first.levels.count >= second.levels.count ? (first, second) : (second, first)
  }

  var needsCrossTable: Bool {
    crossFactors != nil && !ownTables.contains { if case .factor = $0.columns { true } else { false } }
  }

  var needsHeatMap: Bool { crossFactors != nil && !ownPlots.contains { $0.isOf(HeatMapFigure.self) } }
}
