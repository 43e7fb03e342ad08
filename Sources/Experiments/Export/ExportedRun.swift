import Datasets
import Diagnostics
import Foundation
import Learning
import Notebooks

/// One run of a file, picked by names: what an export is of.
package struct ExportedRun: Sendable {
  package let experiment: ExperimentPlan
  package let variant: Variant
  package let seed: Int

  /// - Parameters:
  ///   - id: Of the experiment; nil where the file has one.
  ///   - label: Of the variant; nil where there is one.
  ///   - seed: nil for the first.
  package init(of plan: FilePlan, id: String?, label: String?, seed: Int?) throws(ExportError) {
    experiment = try plan.experiment(named: id)
    let labels = experiment.variants.map(\.label)
    if let label {
      guard let variant = experiment.variants.first(where: { $0.label == label }) else {
        throw ExportError(
          "'\(experiment.id)' has no variant '\(label)'",
          hints: [Suggestion.hint(for: label, in: labels) ?? "one of: \(FilePlan.listed(labels))"])
      }
      self.variant = variant
    } else {
      guard labels.count == 1 else {
        throw ExportError(
          "'\(experiment.id)' has \(labels.count) variants, and one is to be named",
          hints: ["--variant LABEL, one of: \(FilePlan.listed(labels))"])
      }
      variant = experiment.variants[0]
    }
    self.seed = seed ?? experiment.seeds[0]
    guard experiment.seeds.contains(self.seed) else {
      throw ExportError(
        "'\(experiment.id)' is not run under the seed \(self.seed)",
        hints: ["one of: \(FilePlan.listed(experiment.seeds.map(String.init)))"])
    }
  }

  /// The file's plan with nothing but this variant, under all its seeds or this one: what has to be executed.
  package func plan(allSeeds: Bool) -> FilePlan {
    let only = Variant(
      number: 0, label: variant.label, levels: variant.levels, configuration: variant.configuration,
      names: variant.names)
    return FilePlan(
      experiments: [
        ExperimentPlan(
          id: experiment.id, range: experiment.range, factors: experiment.factors, variants: [only],
          baseline: 0, seeds: allSeeds ? experiment.seeds : [seed], settings: experiment.settings)
      ], tables: [], plots: [])
  }

  /// Executes the run, keeping what its first `steps` steps draw and compute.
  package func transcript(
    steps: Int, baseDirectory: String, environment: [String: String]
  ) throws(ExportError) -> Transcript {
    let (configuration, data, files) = try prepared(baseDirectory, environment)
    let trainer = Trainer(configuration, data: data, seed: UInt64(seed), files: files)
    guard let transcript = trainer.transcript(steps: steps, progress: { _, _, _ in true }) else {
      preconditionFailure("a run that nothing ends was ended")
    }
    return transcript
  }

  /// Steps at growing learning rates, from the run's own first weights.
  package func findLearningRate(
    _ finder: LearningRateFinder, baseDirectory: String, environment: [String: String]
  ) throws(ExportError) -> LearningRateFinder.Finding {
    if let problem = LearningRateFinder.problem(variant.configuration) { throw ExportError(problem) }
    let (configuration, data, files) = try prepared(baseDirectory, environment)
    return finder.run(configuration, data: data, seed: UInt64(seed), files: files)
  }

  private func prepared(
    _ baseDirectory: String, _ environment: [String: String]
  ) throws(ExportError) -> (Configuration, PreparedData, InitializerFiles) {
    let data: PreparedData
    do throws(DataError) {
      data = try Datasets.prepare(
        variant.configuration.data,
        context: DataContext(seed: UInt64(seed), baseDirectory: baseDirectory, environment: environment))
    } catch {
      throw ExportError(error.message, hints: error.hints)
    }
    let configuration = variant.configuration.completed(for: data)
    if let problem = configuration.problems(with: data).first { throw ExportError(problem) }
    return (
      configuration, data, InitializerFiles(configuration.initializerFiles, baseDirectory: baseDirectory)
    )
  }
}
