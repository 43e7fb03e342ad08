import Diagnostics

/// What of `train`, optimizer and model does not go together.
package struct TrainingConflict: Hashable, Sendable {
  /// What to point at: `["train", "clip_value"]`.
  package let path: [String]
  /// Lower case, no full stop.
  package let message: String
  package let hint: String

  init(_ path: [String], _ message: String, hint: String) {
    self.path = path
    self.message = message
    self.hint = hint
  }

  package var words: String { "\(message); \(hint)" }
}

extension Configuration {
  /// Everything that can be told before the data are loaded.
  ///
  /// - Parameter metricNames: the curves that the run will yield
  package func trainingConflicts(metricNames: [String]) -> [TrainingConflict] {
    var conflicts = decayConflicts
    let optimizers: [Component]
    switch optimizer {
    case .single(let one): optimizers = [one]
    case .adversarial(let first, let second): optimizers = [first, second]
    }
    if training.averageDecay != nil, training.lookahead != nil {
      conflicts.append(
        TrainingConflict(
          ["train", "lookahead"], "'ema' and 'lookahead' both say which weights are evaluated",
          hint: "keep one of them"))
    }
    conflicts += classWeightConflicts
    if case .adversarial = model { conflicts += adversarialConflicts(optimizers) }
    if let closure = optimizers.first(where: { Optimizers.catalog[$0.name]?.update == nil }) {
      conflicts += closureConflicts(closure)
    }
    return conflicts + metricConflicts(metricNames)
  }

  private var classWeightConflicts: [TrainingConflict] {
    guard training.classWeights != nil else { return [] }
    let path = ["train", "class_weights"]
    if case .adversarial = model {
      return [
        TrainingConflict(
          path, "'class_weights' are for classes, and here is nothing to be told apart",
          hint: "leave out class_weights")
      ]
    }
    if let value = loss.options["class_weights"], value != .automatic {
      return [
        TrainingConflict(
          path, "the loss '\(loss.name)' has class_weights of its own", hint: "keep one of them")
      ]
    }
    return []
  }

  private var decayConflicts: [TrainingConflict] {
    guard let decay = training.weightDecay, decay.rate != 0 else { return [] }
    let optimizers: [(path: [String], component: Component)] =
      switch optimizer {
      case .single(let one): [(["optimizer"], one)]
      case .adversarial(let first, let second):
        [(["optimizer", "generator"], first), (["optimizer", "discriminator"], second)]
      }
    for (_, component) in optimizers {
      for option in ["weight_decay", "adamw_weight_decay"] where component.options[option] != nil {
        guard let rate = component.number(option), rate != 0 else { continue }
        return [
          TrainingConflict(
            ["train", "weight_decay"],
            "'\(component.name)' has a \(option) of its own, \(Format.shortest(rate))",
            hint: "leave out train.weight_decay, or write \(option): 0 at the optimizer")
        ]
      }
    }
    return []
  }

  private func adversarialConflicts(_ optimizers: [Component]) -> [TrainingConflict] {
    var conflicts: [TrainingConflict] = []
    let reason = "a generator and a discriminator have no loss that says which epoch is best"
    if training.earlyStopping != nil {
      conflicts.append(
        TrainingConflict(["train", "early_stopping"], reason, hint: "leave out early_stopping"))
    }
    if training.restoresBest {
      conflicts.append(TrainingConflict(["train", "restore_best"], reason, hint: "leave out restore_best"))
    }
    if training.accumulate != 1 {
      conflicts.append(
        TrainingConflict(
          ["train", "accumulate"], "'accumulate' is for one network", hint: "raise batch_size instead"))
    }
    if let closure = optimizers.first(where: { Optimizers.catalog[$0.name]?.update == nil }) {
      conflicts.append(
        TrainingConflict(
          ["optimizer"],
          "'\(closure.name)' needs a loss that stays the same while it searches, and each player moves the other's",
          hint: "write adam for instance"))
    }
    return conflicts
  }

  private func closureConflicts(_ optimizer: Component) -> [TrainingConflict] {
    var conflicts: [TrainingConflict] = []
    func refuse(_ key: String, _ hint: String) {
      conflicts.append(
        TrainingConflict(
          ["train", key],
          "'\(key)' does not go with '\(optimizer.name)', which evaluates loss and gradient itself",
          hint: hint))
    }
    if case .norm = training.clipping {
      refuse("clip_norm", "write line_search: strong_wolfe at the optimizer")
    }
    if case .value = training.clipping {
      refuse("clip_value", "write line_search: strong_wolfe at the optimizer")
    }
    if training.weightDecay != nil { refuse("weight_decay", "leave it out, or take adamw") }
    if training.accumulate != 1 { refuse("accumulate", "write batch_size: full") }
    if training.averageDecay != nil { refuse("ema", "leave out ema") }
    if training.lookahead != nil { refuse("lookahead", "leave out lookahead") }
    return conflicts
  }

  /// Watched curves that there will not be.
  private func metricConflicts(_ names: [String]) -> [TrainingConflict] {
    func conflict(_ path: [String], _ name: String?) -> TrainingConflict? {
      guard let name, !names.contains(name) else { return nil }
      return TrainingConflict(
        path, "no metric '\(name)' is taken in this experiment",
        hint: Suggestion.hint(for: name, in: names) ?? "one of: \(names.joined(separator: ", "))")
    }
    var conflicts = [conflict(["train", "schedule", "metric"], training.schedule.flatMap(Schedules.metric))]
    // A game is told already that it has no best epoch.
    if case .network = model {
      conflicts.append(
        conflict(
          ["train", training.earlyStopping == nil ? "restore_best" : "early_stopping", "metric"],
          training.watchedMetric))
    }
    return conflicts.compactMap { $0 }
  }
}
