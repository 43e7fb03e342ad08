import Datasets
import Diagnostics
import Learning

extension Configuration {
  /// The names of the curves that a run yields: `train.loss`, `validation.loss`, …; where only the data tell
  /// the task, of all tasks that it may be.
  package var metricNames: [String] {
    var tasks: [LearningTask] = [.classification(classes: 2), .regression]
    if case .adversarial = model { tasks = [.generation] }
    if let row = Losses.catalog[loss.name] { tasks = tasks.filter { row.fits($0) } }
    if let task = Datasets.catalog[data.name]?.task(data) { tasks = [task] }
    var empty: [String] = []
    if case .component(let split)? = data.options["split"] {
      empty = Metrics.splits.filter { split.options[$0] != nil && split.number($0) == 0 }
    }
    var names: [String] = []
    for task in tasks {
      let known = Datasets.catalog[data.name]?.task(data) != nil
      let all = known ? metrics : completed(for: task, hasMixture: false).metrics
      for name in all.flatMap({ Metrics.curveNames($0, for: task) }) {
        let isEmpty = empty.contains { name.hasPrefix($0 + ".") }
        if !isEmpty, !names.contains(name) { names.append(name) }
      }
    }
    return names
  }

  /// Every task it may turn out to be for.
  package var task: LearningTask? { Datasets.catalog[data.name]?.task(data) }
}

extension ExperimentPlan {
  /// The names of the curves that its runs yield, in the order of the first variant that has them.
  package var metricNames: [String] {
    var names: [String] = []
    var seen: Set<[Component]> = []
    for variant in variants {
      let configuration = variant.configuration
      guard seen.insert([configuration.data, configuration.loss] + configuration.metrics).inserted else {
        continue
      }
      for name in configuration.metricNames where !names.contains(name) { names.append(name) }
    }
    return names
  }
}

/// The names that expressions may use, of the experiments of a file.
package struct PlanNames: ResultNames {
  private let plans: [ExperimentPlan]
  private let metricNames: [String: [String]]
  private let variantNames: [String: [VariantName]]

  package init(_ plans: [ExperimentPlan]) {
    self.plans = plans
    metricNames = Dictionary(plans.map { ($0.id, $0.metricNames) }) { first, _ in first }
    variantNames = Dictionary(plans.map { ($0.id, $0.variantNames) }) { first, _ in first }
  }

  package var experiments: [String] { plans.map(\.id) }

  package func metrics(of experiment: String) -> [String] { metricNames[experiment] ?? [] }

  package func hasMetric(_ name: String, of experiment: String) -> Bool {
    if metrics(of: experiment).contains(name) { return true }
    guard let plan = plans.first(where: { $0.id == experiment }) else { return false }
    return plan.variants.contains { $0.configuration.mayRecord(name) }
  }

  package func variants(of experiment: String) -> [VariantName] { variantNames[experiment] ?? [] }

  package func lastEpoch(of experiment: String, variant: Int) -> Int? {
    guard let plan = plans.first(where: { $0.id == experiment }), plan.variants.indices.contains(variant),
      case .epochs(let epochs) = plan.variants[variant].configuration.training.length
    else { return nil }
    return epochs
  }
}

extension ExperimentPlan {
  /// Its variants as expressions name them, in their order.
  package var variantNames: [VariantName] {
    variants.map { VariantName(label: $0.label, levels: $0.names) }
  }
}
