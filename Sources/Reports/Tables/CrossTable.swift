import Experiments
import Statistics

/// One metric over two factors: the levels of one down, of the other across.
package struct CrossTable: Sendable {
  struct Cell: Sendable {
    /// Nil where this combination was left out.
    let values: SeedValues?
    let isBest: Bool
    /// How good it is among all, from 0 to 1; nil without a mean.
    let share: Double?
    let runs: Int
  }

  let experiment: String
  let metric: MetricName
  let rowHead: String
  let columnHead: String
  let rowLabels: [String]
  private(set) var columnLabels: [String]
  /// By row, then column.
  private(set) var cells: [[Cell]]
  let precision: Precision
  let seeds: Int
  /// With which one test can reach the level.
  let fewestSeeds: Int
  let pooled: [String]

  var marksBest: Bool { cells.joined().contains(where: \.isBest) }
  var hasFailures: Bool { cells.joined().contains { $0.values?.isComplete == false } }

  init(_ results: ExperimentResults, rows rowPaths: [String], column: String, metric: String, alpha: Double) {
    let plan = results.plan
    let columnFactor = plan.factors.firstIndex { $0.path == column }
    let asked = rowPaths.isEmpty ? plan.factors.map(\.path).filter { $0 != column } : rowPaths
    let rowFactors = asked.compactMap { path in plan.factors.firstIndex { $0.path == path } }
    let rowGroups = VariantGroup.groups(of: plan, by: rowFactors)
    let columnGroups = VariantGroup.groups(of: plan, by: columnFactor.map { [$0] } ?? [])

    var values: [SeedValues?] = []
    var runs: [Int] = []
    for row in rowGroups {
      for column in columnGroups {
        let shared = row.variants.filter(column.variants.contains)
        let group = VariantGroup(labels: row.labels + column.labels, variants: shared)
        values.append(shared.isEmpty ? nil : SeedValues(metric, of: group, in: results))
        runs.append(shared.count * plan.seeds.count)
      }
    }
    let name = MetricName(metric)
    let places = values.indices.filter { values[$0] != nil }
    var best: Set<Int> = []
    if name.hasDirection, plan.seeds.count >= Power.fewestSeeds(alpha: alpha) {
      let found = ResultTable.bestSet(
        places.compactMap { values[$0] }, lowerIsBetter: name.isLowerBetter, alpha: alpha)
      best = Set(found.map { places[$0] })
    }
    let means = values.map { $0?.interval?.mean }
    let low = means.compactMap(\.self).min() ?? 0
    let high = means.compactMap(\.self).max() ?? 0

    experiment = plan.id
    self.metric = name
    rowHead = rowFactors.map { plan.factors[$0].name }.joined(separator: ", ")
    columnHead = columnFactor.map { plan.factors[$0].name } ?? column
    rowLabels = rowGroups.map(\.label)
    columnLabels = columnGroups.map(\.label)
    cells = rowGroups.indices.map { row in
      columnGroups.indices.map { column in
        let index = row * columnGroups.count + column
        let share = means[index].map { mean in
          high > low ? (name.isLowerBetter ? high - mean : mean - low) / (high - low) : 0
        }
        return Cell(values: values[index], isBest: best.contains(index), share: share, runs: runs[index])
      }
    }
    precision = Precision(column: values.compactMap { $0?.interval })
    seeds = plan.seeds.count
    fewestSeeds = Power.fewestSeeds(alpha: alpha)
    let used = rowFactors + (columnFactor.map { [$0] } ?? [])
    pooled = plan.factors.indices.filter { !used.contains($0) }.map { plan.factors[$0].name }
  }

  /// Some of its columns.
  func part(_ range: Range<Int>) -> CrossTable {
    var part = self
    part.columnLabels = Array(columnLabels[range])
    part.cells = cells.map { Array($0[range]) }
    return part
  }
}
