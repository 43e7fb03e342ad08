import Datasets
import Experiments
import Learning

/// The metrics that an experiment's runs will have, told from its plan: what expressions are checked against before
/// anything is run.
enum PlannedMetrics {
  static func names(of plan: ExperimentPlan) -> [String] {
    var names: [String] = []
    for variant in plan.variants {
      for name in self.names(of: variant.configuration) where !names.contains(name) { names.append(name) }
    }
    return names
  }

  static func names(of configuration: Configuration) -> [String] {
    // Which of the supervised tasks it is makes no difference to the names.
    let task: LearningTask =
      if case .adversarial = configuration.model { .generation } else { .regression }
    let loss = Metrics.catalog["loss"].map { [$0.defaultComponent] } ?? []
    var names: [String] = []
    for metric in loss + configuration.metrics {
      for name in Metrics.curveNames(metric, for: task) where !names.contains(name) { names.append(name) }
    }
    return names
  }

  /// Whether the runs keep curves beside their metrics, whose names follow from the network:
  /// `weights.hidden1.weight.norm`.
  static func records(_ plan: ExperimentPlan) -> Bool {
    plan.variants.contains { variant in
      let record = variant.configuration.record
      return record.gradients || record.activations || record.weights
    }
  }

  /// Whether a curve is one of those.
  static func isRecorded(_ name: String) -> Bool {
    ["weights.", "gradients.", "activations.", "inputs.", "targets."].contains { name.hasPrefix($0) }
  }
}
