import Experiments
import Learning

/// The results of a file's runs, as expressions ask for them.
package struct StoredResults: ResultSource {
  private let results: FileResults
  private let names: PlanNames

  package init(_ results: FileResults) {
    self.results = results
    names = PlanNames(results.plan.experiments)
  }

  package var experiments: [String] { names.experiments }
  package func variants(of experiment: String) -> [VariantName] { names.variants(of: experiment) }
  package func lastEpoch(of experiment: String, variant: Int) -> Int? {
    names.lastEpoch(of: experiment, variant: variant)
  }
  package func isLowerBetter(_ metric: String) -> Bool { MetricName(metric).isLowerBetter }

  /// What is planned, and what the runs have besides.
  package func metrics(of experiment: String) -> [String] {
    let planned = names.metrics(of: experiment)
    return planned + (results[experiment]?.metrics.filter { !planned.contains($0) } ?? [])
  }

  package func sample(_ metric: ResolvedMetric, at time: MetricTime) throws(ExpressionError) -> Sample {
    let (seeds, runs) = try runs(of: metric)
    return Sample(
      experiment: metric.experiment, seeds: seeds, values: runs.map { value(metric.metric, of: $0, at: time) }
    )
  }

  package func curves(
    _ metric: ResolvedMetric
  ) throws(ExpressionError) -> (seeds: [Int], curves: [MetricCurve?]) {
    let (seeds, runs) = try runs(of: metric)
    let curves = runs.map { run -> MetricCurve? in
      guard let run, run.status == .completed, let curve = run[metric.metric] else { return nil }
      return MetricCurve(epochs: curve.epochs, values: curve.values)
    }
    return (seeds, curves)
  }

  private func runs(of metric: ResolvedMetric) throws(ExpressionError) -> (seeds: [Int], runs: [RunResult?]) {
    guard let experiment = results[metric.experiment] else {
      throw ExpressionError(.noResults(experiment: metric.experiment), at: metric.range)
    }
    if let missing = experiment.skipped {
      throw ExpressionError(.notRun(experiment: metric.experiment, missing), at: metric.range)
    }
    guard experiment.runs.indices.contains(metric.variant) else {
      throw ExpressionError(.noResults(experiment: metric.experiment), at: metric.range)
    }
    return (experiment.plan.seeds, experiment.runs[metric.variant])
  }

  private func value(_ metric: String, of run: RunResult?, at time: MetricTime) -> Double? {
    guard let run, run.status == .completed, let curve = run[metric] else { return nil }
    switch time {
    case .last: return run.finalValue(of: metric)
    case .best: return run.bestEpoch.flatMap { curve.value(at: $0) }
    case .epoch(let epoch): return curve.value(at: epoch)
    }
  }
}
