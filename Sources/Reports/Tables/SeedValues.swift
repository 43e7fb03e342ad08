import Experiments
import Learning
import Statistics

/// One metric of one row: a number for each seed, or why there is none.
package struct SeedValues: Sendable {
  /// In the order of the experiment's seeds.
  package let values: [Double?]
  /// Epochs at which runs diverged.
  package let divergedEpochs: [Int]
  /// Runs that could not be carried out.
  package let missingRuns: Int
  /// Runs that went well but have not measured this metric.
  package let unmeasured: Int
  /// Why those have none: a threshold that they never reached, arithmetic without a result; nil for a metric.
  package let absence: Sample.Absence?
  /// Of the values that are there: mean and 95 % t interval; nil without values.
  package let interval: Interval?

  /// The metric at the end of the runs of a group, or an expression over their metrics.
  package init(_ metric: String, of group: VariantGroup, in results: ExperimentResults) {
    let computed = ColumnExpression.isExpression(metric) ? Self.samples(metric, of: group, in: results) : [:]
    absence = computed.values.map(\.absence).max()
    let seeds = results.plan.seeds.count
    var values: [Double?] = []
    var diverged: [Int] = []
    var missing = 0
    var unmeasured = 0
    for seed in 0..<seeds {
      var sum: [Double] = []
      var failed = false
      for variant in group.variants {
        guard let run = results.run(variant: variant, seed: seed) else {
          missing += 1
          failed = true
          continue
        }
        if case .diverged(let epoch, _) = run.status {
          diverged.append(epoch)
          failed = true
        } else if let sample = computed[variant], let value = sample.values[seed] {
          sum.append(value)
        } else if computed.isEmpty, let value = run.finalValue(of: metric), value.isFinite {
          sum.append(value)
        } else {
          unmeasured += 1
          failed = true
        }
      }
      values.append(failed || sum.isEmpty ? nil : Descriptive.mean(sum))
    }
    self.values = values
    divergedEpochs = diverged
    missingRuns = missing
    self.unmeasured = unmeasured
    let present = values.compactMap(\.self)
    interval = present.isEmpty ? nil : Interval.mean(of: present)
  }

  /// The expression's values by variant; none where it cannot be computed.
  private static func samples(
    _ expression: String, of group: VariantGroup, in results: ExperimentResults
  ) -> [Int: Sample] {
    let plan = results.plan
    let source = StoredResults(
      FileResults(plan: FilePlan(experiments: [plan], tables: [], plots: []), experiments: [results]))
    return Dictionary(
      uniqueKeysWithValues: group.variants.compactMap { variant in
        let column = try? ColumnExpression(
          parsing: expression, experiment: plan.id, variant: variant, names: source)
        return (try? column?.sample(over: source)).map { (variant, $0) }
      })
  }

  package var present: [Double] { values.compactMap(\.self) }
  package var isComplete: Bool { !values.contains { $0 == nil } }
  /// Whether a run of it diverged or could not be carried out.
  package var hasFailures: Bool { !divergedEpochs.isEmpty || missingRuns > 0 }
  package var runCount: Int { values.count }

  /// What went wrong, in words; nil where nothing did: `1 of 8 diverged (epoch 3)`.
  package func failures(_ words: Words, runs: Int) -> String? {
    var parts: [String] = []
    if !divergedEpochs.isEmpty {
      parts.append(words.diverged(divergedEpochs.count, of: runs, epochs: divergedEpochs))
    }
    if missingRuns > 0 { parts.append(words.notCarriedOut(missingRuns, of: runs)) }
    return parts.isEmpty ? nil : words.commas(parts)
  }
}

extension ExperimentResults {
  /// The run of a variant under the seed with this index; nil where there is none.
  package func run(variant: Int, seed: Int) -> RunResult? {
    guard runs.indices.contains(variant), runs[variant].indices.contains(seed) else { return nil }
    return runs[variant][seed]
  }
}
