import Diagnostics
import Experiments
import Learning
import Notebooks
import Statistics

/// The names that expressions of a file can use, known from its plan alone.
package struct PlannedNames: ResultNames {
  private let plan: FilePlan
  /// By experiment; where results are there, their curves' names.
  private let metricNames: [String: [String]]

  /// - Parameter document: What an experiment records goes by names that only its runs tell; those that the document
  ///   speaks of are taken to exist, and found missing after the runs at the latest.
  package init(_ plan: FilePlan, document: Document? = nil) {
    self.plan = plan
    let recorded = document.map { RecordedNames.spokenOf(in: $0, plan: plan) } ?? []
    var names: [String: [String]] = [:]
    for experiment in plan.experiments {
      names[experiment.id] =
        PlannedMetrics.names(of: experiment) + (PlannedMetrics.records(experiment) ? recorded : [])
    }
    metricNames = names
  }

  package var experiments: [String] { plan.experiments.map(\.id) }

  package func metrics(of experiment: String) -> [String] { metricNames[experiment] ?? [] }

  package func variants(of experiment: String) -> [VariantName] {
    plan.experiments.first { $0.id == experiment }?.variantNames ?? []
  }

  package func lastEpoch(of experiment: String, variant: Int) -> Int? {
    guard let plan = plan.experiments.first(where: { $0.id == experiment }),
      plan.variants.indices.contains(variant),
      case .epochs(let count) = plan.variants[variant].configuration.training.length
    else { return nil }
    return count
  }
}

/// The results of a file's runs, as expressions ask for them.
package struct StoredResults: ResultSource {
  private let results: FileResults
  private let names: PlannedNames

  package init(_ results: FileResults, document: Document? = nil) {
    self.results = results
    names = PlannedNames(results.plan, document: document)
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

  package func curves(_ metric: ResolvedMetric) throws(ExpressionError) -> (
    seeds: [Int], curves: [MetricCurve?]
  ) {
    let (seeds, runs) = try runs(of: metric)
    let curves = runs.map { run -> MetricCurve? in
      guard let run, run.status == .completed, let curve = run[metric.metric] else { return nil }
      return MetricCurve(epochs: curve.epochs, values: curve.values)
    }
    return (seeds, curves)
  }

  private func runs(of metric: ResolvedMetric) throws(ExpressionError) -> (seeds: [Int], runs: [RunResult?]) {
    guard let experiment = results[metric.experiment] else {
      throw ExpressionError("'\(metric.experiment)' has no results", at: metric.range)
    }
    if let reason = experiment.skipped {
      throw ExpressionError("'\(metric.experiment)' was not run: \(reason)", at: metric.range)
    }
    guard experiment.runs.indices.contains(metric.variant) else {
      throw ExpressionError("'\(metric.experiment)' has no results of this variant", at: metric.range)
    }
    return (experiment.plan.seeds, experiment.runs[metric.variant])
  }

  private func value(_ metric: String, of run: RunResult?, at time: MetricTime) -> Double? {
    guard let run, run.status == .completed, let curve = run[metric] else { return nil }
    switch time {
    case .last: return curve.values.last
    case .best: return run.bestEpoch.flatMap { curve.value(at: $0) }
    case .epoch(let epoch): return curve.value(at: epoch)
    }
  }
}

extension ExperimentPlan {
  /// The variants as expressions name them.
  var variantNames: [VariantName] {
    variants.map { variant in
      let levels = zip(factors, variant.levels).compactMap { factor, level in
        level.map { VariantName.Level(factor.path, factor.levels[$0].label) }
      }
      return VariantName(label: variant.label, levels: levels)
    }
  }
}
