import Diagnostics
import Learning

/// Variants of any experiments, picked by name, to be looked at side by side.
package struct PickedVariant: Sendable {
  /// Its file, as the caller numbers them.
  package let file: Int
  package let experiment: ExperimentPlan
  package let variant: Variant
  /// `moons[relu]`; the experiment's id where it varies nothing.
  package var label: String {
    experiment.variants.count > 1 ? "\(experiment.id)[\(variant.label)]" : experiment.id
  }

  package init(file: Int, experiment: ExperimentPlan, variant: Variant) {
    self.file = file
    self.experiment = experiment
    self.variant = variant
  }

  /// The variants that a text such as `relu` or `model.activation=relu` names, as in an expression's brackets; all of
  /// them where there is none.
  package static func variants(
    _ selector: String?, of experiment: ExperimentPlan
  ) throws(ExpressionError) -> [Variant] {
    guard let selector else { return experiment.variants }
    // The parser reads brackets behind a metric; places count from behind them.
    let before = "x["
    do throws(ExpressionError) {
      let parsed = try Expression(parsing: before + selector + "]", experiments: [])
      guard case .metric(let reference) = parsed.root.kind else {
        throw ExpressionError("'[\(selector)]' names no variant", at: before.count..<before.count)
      }
      let resolver = MetricResolver(names: PlanNames([experiment]), experiment: experiment.id)
      return [experiment.variants[try resolver.variant(reference, in: experiment.id)]]
    } catch {
      throw ExpressionError(
        error.message,
        at: max(error.range.lowerBound - before.count, 0)..<max(error.range.upperBound - before.count, 0),
        hints: error.hints)
    }
  }
}

/// Variants of several experiments as one experiment: what is run for them, and its results put together.
package struct SideBySide: Sendable {
  package let picks: [PickedVariant]
  /// Those that all of the experiments have, in the order of the first.
  package let seeds: [Int]

  package init(_ picks: [PickedVariant]) {
    self.picks = picks
    seeds = (picks.first?.experiment.seeds ?? []).filter { seed in
      picks.allSatisfy { $0.experiment.seeds.contains(seed) }
    }
  }

  /// Their labels; with the file in front where two files have the same.
  package func labels(files: [String]) -> [String] {
    picks.map { pick in
      let isShared = picks.contains { $0.label == pick.label && $0.file != pick.file }
      return isShared ? "\(files[pick.file])#\(pick.label)" : pick.label
    }
  }

  /// What of one file is to be run: the picked variants alone, under the shared seeds.
  package func plan(ofFile file: Int) -> FilePlan {
    var experiments: [ExperimentPlan] = []
    for pick in picks where pick.file == file && !experiments.contains(where: { $0.id == pick.experiment.id })
    {
      let variants = members(of: pick.experiment.id, file: file).enumerated().map { number, member in
        let variant = member.variant
        return Variant(
          number: number, label: variant.label, levels: variant.levels, configuration: variant.configuration,
          names: variant.names)
      }
      let plan = pick.experiment
      experiments.append(
        ExperimentPlan(
          id: plan.id, range: plan.range, factors: plan.factors, variants: variants, baseline: 0,
          seeds: seeds,
          settings: plan.settings))
    }
    return FilePlan(experiments: experiments, tables: [], plots: [])
  }

  private func members(of experiment: String, file: Int) -> [PickedVariant] {
    picks.filter { $0.file == file && $0.experiment.id == experiment }
  }

  /// The results as those of one experiment that varies `variant`, the first pick its baseline.
  ///
  /// - Parameters:
  ///   - results: of each file, from its `plan(ofFile:)`.
  ///   - settings: what the variants share, for the report.
  package func joined(
    _ results: [Int: FileResults], id: String, range: SourceRange, labels: [String], settings: [Setting]
  ) -> ExperimentResults {
    let factor = Factor(path: "variant", levels: labels.map { Factor.Level(label: $0, number: nil) })
    let variants = picks.indices.map { number in
      Variant(
        number: number, label: labels[number], levels: [number],
        configuration: picks[number].variant.configuration)
    }
    let runs = picks.map { pick -> [RunResult?] in
      let place = members(of: pick.experiment.id, file: pick.file).firstIndex {
        $0.variant.number == pick.variant.number
      }
      guard let place, let found = results[pick.file]?[pick.experiment.id] else {
        return seeds.map { _ in nil }
      }
      return found.skipped == nil ? found.runs[place] : seeds.map { _ in nil }
    }
    return ExperimentResults(
      plan: ExperimentPlan(
        id: id, range: range, factors: [factor], variants: variants, baseline: 0, seeds: seeds,
        settings: settings), runs: runs)
  }
}
