import Learning

/// The runs of one experiment, by variant and seed. Every run has ended, well or not.
package struct ExperimentResults: Sendable {
  package let plan: ExperimentPlan
  /// `runs[variant][seed index]`; nil where the run could not be carried out.
  package let runs: [[RunResult?]]
  /// Why it was not executed at all: data that are not installed. The report then shows this note in its place.
  package let skipped: String?

  package init(plan: ExperimentPlan, runs: [[RunResult?]], skipped: String? = nil) {
    self.plan = plan
    self.runs = runs
    self.skipped = skipped
  }

  /// Names of all curves, in the order of the first run that has them.
  package var metrics: [String] {
    var names: [String] = []
    var known: Set<String> = []
    for run in runs.joined() {
      for (name, _) in run?.curves ?? [] where known.insert(name).inserted { names.append(name) }
    }
    return names
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
