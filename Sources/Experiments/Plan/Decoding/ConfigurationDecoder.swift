import Datasets
import Diagnostics
import Learning

/// The keys of an experiment that say what one run is.
extension PlanDecoder {
  static let configurationKeys = ["data", "model", "loss", "optimizer", "train", "metrics", "record"]

  /// What one variant is; nil where something is wrong, which is then told.
  ///
  /// - Parameters:
  ///   - root: the block's keys, with all that it extends and the variant's levels laid over them
  ///   - place: where a key that is missing is told; nil where it may be in what could not be read
  mutating func configuration(_ root: PlanNode, at place: SourceRange?) -> Configuration? {
    var data: Component?
    if let node = given(root, "data") {
      data = component(node, of: [Vocabulary.data], at: "data")?.component
    } else if let place {
      collector.error(
        "this experiment has no 'data'", at: place,
        hints: ["write one of the data sets, such as data: two_moons"])
    }
    let task = data.flatMap { Datasets.catalog[$0.name]?.task($0) }

    var model: DecodedModel?
    if let node = given(root, "model") {
      model = self.model(node, at: "model")
    } else if let place {
      collector.error(
        "this experiment has no 'model'", at: place, hints: ["write for instance model: {hidden: [32, 32]}"])
    }
    let loss = self.loss(root, task: task, isAdversarial: model?.configuration.isAdversarial ?? false)
    let optimizer = self.optimizer(root, isAdversarial: model?.configuration.isAdversarial)
    let training = given(root, "train").map { self.training($0) } ?? defaultTraining()
    let asked = given(root, "metrics").map { metrics($0, for: task, loss: loss) } ?? []
    let record = given(root, "record").map { self.record($0) } ?? RecordConfiguration()

    if let data { check(data, root, training) }
    if let data, let model {
      check(model, data: data, task: task, loss: loss, root: root)
    }
    guard let data, let model, let loss, let optimizer, let training, let asked, let record else {
      return nil
    }
    let configuration = Configuration(
      data: data, model: model.configuration, loss: loss, optimizer: optimizer, training: training,
      metrics: asked.map(\.component), record: record)
    guard let task else {
      checkTraining(configuration, root)
      return configuration
    }
    let mayHaveMixture =
      Datasets.catalog[data.name]?.files(data, DataContext(seed: 0)).isEmpty ?? false
      && data.list("preprocess")?.isEmpty ?? true
    let completed = configuration.completed(for: task, hasMixture: mayHaveMixture)
    checkTraining(completed, root)
    return completed
  }

  private func given(_ root: PlanNode, _ key: String) -> PlanNode? { root[key]?.node }

  // MARK: - Loss

  /// The component `automatic` stands for the loss of a task that only the data tell.
  private mutating func loss(_ root: PlanNode, task: LearningTask?, isAdversarial: Bool) -> Component? {
    if let node = given(root, "loss") {
      return component(node, of: [Vocabulary.losses], at: "loss")?.component
    }
    guard
      let loss = task.map({ Losses.defaultComponent(for: $0) })
        ?? (isAdversarial ? Losses.defaultComponent(for: .generation) : nil)
    else {
      note(
        DecodedSetting(path: "loss", text: "automatic", label: "automatic", value: .automatic, isGiven: false)
      )
      return .automaticLoss
    }
    note(
      DecodedSetting(path: "loss", text: loss.name, label: loss.name, value: .component(loss), isGiven: false)
    )
    for (option, value) in loss.options where value != .automatic {
      note(
        DecodedSetting(
          path: "loss.\(option)", text: value.text, label: value.text, value: value, isGiven: false))
    }
    return loss
  }

  // MARK: - Optimizer

  private mutating func optimizer(_ root: PlanNode, isAdversarial: Bool?) -> OptimizerConfiguration? {
    guard let entry = root["optimizer"] else {
      let node = PlanNode.text(Self.defaultOptimizer, range: root.range, isDefault: true)
      return single(node, isAdversarial)
    }
    guard let entries = entry.node.mapping,
      let player = entries.first(where: { Metrics.players.contains($0.key) })
    else {
      return single(entry.node, isAdversarial)
    }
    if isAdversarial == false {
      collector.error(
        "this model has no \(player.key)", at: player.keyRange,
        hints: ["write one optimizer, such as optimizer: adam"])
      return nil
    }
    for other in entries where !Metrics.players.contains(other.key) {
      collector.error(
        "'\(other.key)' does not go with '\(player.key)'", at: other.keyRange,
        hint: Suggestion.hint(for: other.key, in: Metrics.players)
          ?? "options are given to the generator's optimizer and the discriminator's")
    }
    let components = Metrics.players.map { name -> Component? in
      guard let node = entry.node[name]?.node else {
        collector.error(
          "the optimizer of the \(name) is missing", at: player.keyRange,
          hints: ["write \(name): \(player.node.written.shortened)"])
        return nil
      }
      return component(node, of: [Vocabulary.optimizers], at: "optimizer.\(name)")?.component
    }
    guard let generator = components[0], let discriminator = components[1] else { return nil }
    note(
      DecodedSetting(
        path: "optimizer", text: "", label: entry.node.written,
        value: .list([.component(generator), .component(discriminator)]),
        isGiven: true, isSection: true))
    return .adversarial(generator: generator, discriminator: discriminator)
  }

  private mutating func single(_ node: PlanNode, _ isAdversarial: Bool?) -> OptimizerConfiguration? {
    guard let component = component(node, of: [Vocabulary.optimizers], at: "optimizer")?.component else {
      return nil
    }
    return isAdversarial == true
      ? .adversarial(generator: component, discriminator: component) : .single(component)
  }

  static let defaultOptimizer = "adam"

  // MARK: - Metrics

  struct AskedMetric {
    let component: Component
    let range: SourceRange
  }

  /// Extra metrics, each once.
  private mutating func metrics(_ node: PlanNode, for task: LearningTask?, loss: Component?) -> [AskedMetric]?
  {
    guard let nodes = node.sequence else {
      mismatch(node, "a list", "metrics", hints: node.string != nil ? ["write [\(node.written)]"] : [])
      return nil
    }
    var asked: [AskedMetric] = []
    for node in nodes {
      if let name = node.string, let point = name.lastIndex(of: "."),
        let row = Metrics.catalog[String(name[name.index(after: point)...])]
      {
        collector.error(
          "'\(name)' names a metric on one part of the data", at: node.range,
          hints: ["a metric is taken on all parts: write \(row.name)"])
        continue
      }
      let position = silently { $0.component(node, of: [Vocabulary.metrics], at: "metrics") }
      guard let component = position?.component else { continue }
      if asked.contains(where: { $0.component.name == component.name }) {
        collector.error(
          "metric '\(component.name)' stands twice", at: node.range, hints: ["keep one of them"])
      }
      asked.append(AskedMetric(component: component, range: node.range))
    }
    if let task { check(asked, task: task, loss: loss) }
    guard asked.count == nodes.count else { return nil }
    let text = "[" + asked.map(\.component.name).joined(separator: ", ") + "]"
    note(
      DecodedSetting(
        path: "metrics", text: text, label: text, value: .list(asked.map { .component($0.component) }),
        isGiven: true))
    return asked
  }
}

extension ModelConfiguration {
  package var isAdversarial: Bool {
    if case .adversarial = self { true } else { false }
  }
}

extension Component {
  /// Stands for the loss that follows from a task which only the data tell.
  package static let automaticLoss = Component("automatic")
}

extension Configuration {
  /// With what follows from the data's task: the loss where it was left out, and the metrics that every
  /// experiment of the task has, before those asked for. Doing it again changes nothing.
  ///
  /// - Parameter hasMixture: whether the data are of a mixture whose modes are known
  package func completed(for task: LearningTask, hasMixture: Bool) -> Configuration {
    var configuration = self
    if loss == .automaticLoss { configuration.loss = Losses.defaultComponent(for: task) }
    let defaults = Metrics.defaults(for: task, hasMixture: hasMixture)
    configuration.metrics =
      defaults.map { standard in metrics.first { $0.name == standard.name } ?? standard }
      + metrics.filter { metric in !defaults.contains { $0.name == metric.name } }
    return configuration
  }
}
