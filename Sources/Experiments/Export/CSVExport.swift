import Exchange
import Learning

/// The runs of experiments as tidy tables for data frames and spreadsheets.
///
/// `runs.csv` has a row for each run: `experiment`, `variant`, a column for each factor, `seed`, `status` (`completed`,
/// `diverged`, `not carried out`), `epoch` (whose weights the metrics are of, or in which it diverged), `steps`,
/// `parameters`, and a column for each metric with the value that reports give. `curves.csv` has a row for each value of
/// each curve, what was recorded for debugging included: `experiment`, `variant`, the factors, `seed`, `epoch`, `metric`,
/// `value`. A run that diverged has no metrics, and its curves up to where it did.
///
/// A factor whose levels are numbers has numbers, another has labels as reports do; a factor that an experiment or a
/// variant does not have is left empty there. Variants listed one by one have no column besides `variant`.
package struct CSVExport {
  private let experiments: [ExperimentResults]
  /// Of all experiments, each once.
  private let factors: [String]
  private let isForSpreadsheets: Bool

  /// The files that it makes.
  package static let entries = ["runs.csv", "curves.csv"]

  /// - Parameter isForSpreadsheets: makes text inert that would be taken for a formula; see `CSVTable`.
  package init(_ results: FileResults, isForSpreadsheets: Bool = false) {
    experiments = results.experiments
    self.isForSpreadsheets = isForSpreadsheets
    var known: Set<String> = [ExperimentDecoder.variantFactor]
    factors = experiments.flatMap(\.plan.factors).map(\.path).filter { known.insert($0).inserted }
  }

  /// What a spreadsheet would take for a formula: labels that begin with `=`, `+`, `-` or `@`.
  package var formulas: [String] { runs.formulas }

  package var files: [ExportedFile] {
    zip(Self.entries, [runs, curves]).map { ExportedFile($0, $1.bytes) }
  }

  private func table(_ head: [String]) -> CSVTable {
    var table = CSVTable(head: head)
    table.isForSpreadsheets = isForSpreadsheets
    return table
  }

  // MARK: - Runs

  private var runs: CSVTable {
    var known: Set<String> = []
    let metrics = experiments.flatMap(\.metrics).filter {
      Metrics.row(ofCurve: $0) != nil && known.insert($0).inserted
    }
    var table = table(
      ["experiment", "variant"] + factors + ["seed", "status", "epoch", "steps", "parameters"] + metrics)
    for experiment in experiments {
      for variant in experiment.plan.variants {
        let name = name(variant, in: experiment.plan)
        for (seed, run) in zip(experiment.plan.seeds, experiment.runs[variant.number]) {
          table.append(name + [.integer(seed)] + facts(run) + values(run, of: metrics))
        }
      }
    }
    return table
  }

  /// Experiment, variant and factors.
  private func name(_ variant: Variant, in plan: ExperimentPlan) -> [CSVTable.Field] {
    [.text(plan.id), .text(variant.label)]
      + factors.map { path in
        guard let number = plan.factors.firstIndex(where: { $0.path == path }),
          let level = variant.levels[number].map({ plan.factors[number].levels[$0] })
        else { return .missing }
        return level.number.map { .number($0) } ?? .text(level.label)
      }
  }

  /// Status, epoch, steps, parameters.
  private func facts(_ run: RunResult?) -> [CSVTable.Field] {
    guard let run else { return [.text("not carried out"), .missing, .missing, .missing] }
    let size: [CSVTable.Field] = [.integer(run.steps), .integer(run.parameterCount)]
    switch run.status {
    case .completed:
      let last = run.end?.kept ?? run.curves.compactMap(\.curve.epochs.last).max()
      return [.text("completed"), last.map { .integer($0) } ?? .missing] + size
    case .diverged(let epoch, _): return [.text("diverged"), .integer(epoch)] + size
    }
  }

  private func values(_ run: RunResult?, of metrics: [String]) -> [CSVTable.Field] {
    metrics.map { metric in
      guard let run, run.status == .completed, let value = run.finalValue(of: metric) else { return .missing }
      return .number(value)
    }
  }

  // MARK: - Curves

  private var curves: CSVTable {
    var table = table(["experiment", "variant"] + factors + ["seed", "epoch", "metric", "value"])
    for experiment in experiments {
      for variant in experiment.plan.variants {
        let name = name(variant, in: experiment.plan)
        for (seed, run) in zip(experiment.plan.seeds, experiment.runs[variant.number]) {
          for (metric, curve) in run?.curves ?? [] {
            for (epoch, value) in zip(curve.epochs, curve.values) {
              table.append(name + [.integer(seed), .integer(epoch), .text(metric), .number(value)])
            }
          }
        }
      }
    }
    return table
  }
}
