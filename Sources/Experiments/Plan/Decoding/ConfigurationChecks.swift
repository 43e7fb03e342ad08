import Datasets
import Diagnostics
import Learning

/// What of a configuration does not go together, found before anything is loaded or run.
extension PlanDecoder {
  // MARK: - Data

  mutating func check(_ data: Component, _ root: PlanNode, _ training: TrainingConfiguration?) {
    let node = root["data"]?.node
    if let split = data.options["split"], case .component(let shares) = split {
      checkShares(shares, at: node?["split"]?.node.range)
    }
    if data.options["samples"] != nil, let samples = data.integer("samples"), let batch = training?.batchSize,
      batch > samples, let entry = root["train"]?.node["batch_size"]
    {
      collector.warning(
        "a batch of \(batch) is more than the \(samples) rows of '\(data.name)'", at: entry.node.range,
        hints: ["each epoch is then one step; 'full' says so plainly"])
    }
  }

  private mutating func checkShares(_ split: Component, at range: SourceRange?) {
    let given = Metrics.splits.map { split.options[$0] == nil ? nil : split.number($0) }
    let sum = given.reduce(0.0) { $0 + ($1 ?? 0) }
    let isComplete = !given.contains { $0 == nil }
    if sum > 1 + 1e-9 || (isComplete && sum < 1 - 1e-9) {
      collector.error("the shares of 'split' sum to \(Format.significant(sum, 6)), not to 1", at: range)
    } else if given[0] == 0 || (given[0] == nil && sum > 1 - 1e-9) {
      collector.error("'split' leaves nothing to train on", at: range)
    }
  }

  // MARK: - Data, model and loss

  mutating func check(
    _ model: DecodedModel, data: Component, task: LearningTask?, loss: Component?, root: PlanNode
  ) {
    let isAdversarial = model.configuration.isAdversarial
    let row = loss.flatMap { Losses.catalog[$0.name] }
    let lossRange = root["loss"]?.node.range
    if let task, isAdversarial != (task == .generation) {
      if isAdversarial {
        collector.error(
          "a generator needs data to imitate, and '\(data.name)' is for \(task.words)", at: model.range,
          hints: ["use data for generation, such as gaussian_ring, or a model like {hidden: [32, 32]}"])
      } else {
        collector.error(
          "'\(data.name)' is for generation, which takes a generator and a discriminator", at: model.range,
          hints: ["write model: {generator: {hidden: [32, 32]}, discriminator: {hidden: [32, 32]}}"])
      }
      return
    }
    guard let row else { return }
    if (row.adversarial != nil) != isAdversarial {
      if isAdversarial {
        collector.error(
          "loss '\(row.name)' is for one model, and here a generator and a discriminator compete",
          at: lossRange,
          hints: ["leave out loss, or write adversarial"])
      } else {
        collector.error(
          "loss '\(row.name)' takes a generator and a discriminator", at: lossRange,
          hints: ["write model: {generator: {…}, discriminator: {…}}, or another loss"])
      }
      return
    }
    if let task, !row.fits(task) {
      let fitting = Losses.catalog.rows.filter { $0.fits(task) }.map(\.name)
      collector.error(
        "loss '\(row.name)' does not fit '\(data.name)', which is for \(task.words)", at: lossRange,
        hints: [
          "one of: \(fitting.joined(separator: ", ")); left out, it is \(Losses.defaultComponent(for: task).name)"
        ])
      return
    }
    if row.takesLogits, let loss { checkLogits(model, row, loss) }
    if model.judged.isListed, let loss { checkOutputs(model.judged, row, loss, task) }
  }

  private mutating func checkLogits(_ model: DecodedModel, _ loss: LossRow, _ component: Component) {
    let network = model.judged
    for (index, layer) in network.configuration.layers.enumerated().reversed() {
      let row = Layers.row(layer)
      guard row.isLinear(layer) else {
        let name =
          layer.options["activation"] == nil ? layer.name : layer.component("activation")?.name ?? layer.name
        let inner: String? =
          switch loss.supervised?.prediction(1, component) {
          case .sigmoid?: "the sigmoid"
          case .softmax?: "the softmax"
          default: loss.adversarial == nil ? nil : "the sigmoid"
          }
        let applies = inner.map { "; '\(loss.name)' applies \($0) itself" } ?? ""
        let what = model.configuration.isAdversarial ? "the discriminator's last layer" : "the last layer"
        collector.error(
          "loss '\(loss.name)' takes \(inner == nil ? "outputs that nothing bends" : "logits"), but \(what) ends in '\(name)'",
          at: network.places[index],
          hints: [network.isListed ? "leave out '\(name)'\(applies)" : "leave out output\(applies)"])
        return
      }
      if row.hasUnits { return }
    }
  }

  /// A last layer whose width is given where data and loss decide it.
  private mutating func checkOutputs(
    _ network: DecodedNetwork, _ loss: LossRow, _ component: Component, _ task: LearningTask?
  ) {
    let layers = network.configuration.layers
    guard let last = layers.lastIndex(where: { Layers.row($0).hasUnits }),
      let width = Layers.row(layers[last]).outputWidth(layers[last], 1)
    else { return }
    var widths = [1]
    if let supervised = loss.supervised {
      guard let task, task != .regression else { return }
      widths = supervised.widths(task, 1, component)
    }
    if !widths.contains(width) {
      collector.error(
        "the last layer has \(width) units, and data and loss ask for \(widths.map(String.init).joined(separator: " or "))",
        at: network.places[last], hints: ["leave out its units: they follow from data and loss"])
    }
  }

  // MARK: - Training

  /// What of the training does not go with optimizer, model and metrics.
  mutating func checkTraining(_ configuration: Configuration, _ root: PlanNode) {
    let specs = TrainingConfiguration.furtherOptions
    for conflict in configuration.trainingConflicts(metricNames: configuration.metricNames) {
      var node = root
      var range: SourceRange?
      for key in conflict.path {
        let names = [key] + (specs.first { $0.name == key }?.aliases ?? [])
        guard let entry = names.lazy.compactMap({ node[$0] }).first else { break }
        node = entry.node
        range = entry.keyRange
      }
      collector.error(conflict.message, at: range ?? root.range, hints: [conflict.hint])
    }
  }

  // MARK: - Metrics

  mutating func check(_ metrics: [AskedMetric], task: LearningTask, loss: Component?) {
    for metric in metrics {
      let row = Metrics.row(metric.component)
      let fittingLosses = Losses.catalog.rows.filter { $0.givesProbabilities(for: task, $0.defaultComponent) }
      if !row.fits(task) {
        let fitting = Metrics.catalog.rows.filter { $0.fits(task) }.map(\.name)
        collector.error(
          "metric '\(row.name)' does not fit data for \(task.words)", at: metric.range,
          hints: ["one of: \(fitting.joined(separator: ", "))"])
      } else if row.needsProbabilities, let loss, let lossRow = Losses.catalog[loss.name], lossRow.fits(task),
        !lossRow.givesProbabilities(for: task, loss)
      {
        collector.error(
          "metric '\(row.name)' needs probabilities, and the loss '\(loss.name)' gives none",
          at: metric.range,
          hints: ["losses that do: \(fittingLosses.map(\.name).joined(separator: ", "))"])
      } else if let conflict = row.taskConflict(metric.component, task) {
        collector.error("metric '\(row.name)': \(conflict.message)", at: metric.range, hint: conflict.hint)
      }
    }
  }
}

extension LearningTask {
  /// `two classes`, `regression`.
  var words: String {
    switch self {
    case .binary: "telling two classes apart"
    case .classification(let classes): "telling \(classes) classes apart"
    case .regression: "regression"
    case .generation: "generation"
    }
  }
}
