import Datasets
import Learning

/// The runs of one experiment, by variant and seed. Every run has ended, well or not.
package struct ExperimentResults: Sendable {
  package let plan: ExperimentPlan
  /// `runs[variant][seed index]`; nil where the run could not be carried out. Their parameters may be left out; see
  /// `Executor.File.withParameters`.
  package let runs: [[RunResult?]]
  /// Why it was not executed at all: data that are not installed. The report then shows this note in its place.
  package let skipped: MissingData?
  /// Names of all curves, in the order of the first run that has them.
  package let metrics: [String]

  package init(plan: ExperimentPlan, runs: [[RunResult?]], skipped: MissingData? = nil) {
    self.plan = plan
    self.runs = runs
    self.skipped = skipped
    var names: [String] = []
    var known: Set<String> = []
    var last: [(name: String, curve: Curve)] = []
    for run in runs.joined() {
      // Nearly all runs have the same ones.
      guard let curves = run?.curves, !curves.elementsEqual(last, by: { $0.name == $1.name }) else {
        continue
      }
      for (name, _) in curves where known.insert(name).inserted { names.append(name) }
      last = curves
    }
    metrics = names
  }

  /// The metric of the weights that the runs ended with, for each seed of a variant; nil for a run that diverged or lacks it.
  package func lastValues(of metric: String, variant: Int) -> [Double?] {
    runs[variant].map { run in
      guard let run, run.status == .completed, let value = run.finalValue(of: metric), value.isFinite else {
        return nil
      }
      return value
    }
  }

  /// How many runs of a variant diverged or failed.
  package func failures(variant: Int) -> Int {
    runs[variant].count { $0?.status != .completed }
  }
}

/// All that a report is made of besides the document: the experiments of a file with their results, in the file's order.
package struct FileResults: Sendable {
  package let plan: FilePlan
  package let experiments: [ExperimentResults]

  package init(plan: FilePlan, experiments: [ExperimentResults]) {
    self.plan = plan
    self.experiments = experiments
  }

  package subscript(id: String) -> ExperimentResults? {
    experiments.first { $0.plan.id == id }
  }
}
