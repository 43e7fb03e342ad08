import Diagnostics
import Learning

/// What the options of `train` add to a training loop, as lines of Python: around the step of one optimizer
/// over one module, `network` and `optimizer` for instance.
struct PythonTraining {
  let training: TrainingConfiguration
  let horizon: TrainingHorizon

  /// Those of `train` that have a form here. Whatever else is set is refused, so that nothing is lost without
  /// a word.
  private static let options = [
    "schedule", "clip_norm", "clip_value", "weight_decay", "accumulate", "validate_every", "ema", "lookahead",
    "class_weights",
  ]

  /// Throws for what a replay cannot do: to stop early, it would have to judge as the engine does.
  init(_ training: TrainingConfiguration, horizon: TrainingHorizon) throws(ExportError) {
    self.training = training
    self.horizon = horizon
    for (option, _) in training.furtherValues where !Self.options.contains(option) {
      throw ExportError(
        "'\(option)' has no PyTorch form: a replay trains to the end and is judged there",
        hints: ["leave out \(option) to export the rest"], path: ["train", option])
    }
    guard let schedule = training.schedule, Schedules.metric(schedule) != nil else { return }
    guard watchedMetric != nil, training.lookahead == nil else {
      throw ExportError(
        "'train.schedule' watches a metric, and in this training the replay cannot take it",
        hints: ["exported is reduce_on_plateau of a loss or an accuracy, without lookahead"],
        path: ["train", "schedule"])
    }
  }

  /// What a schedule watches, where the replay takes it too.
  var watchedMetric: String? {
    guard let schedule = training.schedule, let metric = Schedules.metric(schedule),
      schedule.options["then"] == nil, metric.hasSuffix(".loss") || metric.hasSuffix(".accuracy")
    else { return nil }
    return metric
  }

  /// What functions and classes the lines need.
  var prelude: String { training.schedule.map { Schedules.row($0).pytorchPrelude } ?? "" }

  // MARK: - Before the loop

  func scheduler(_ name: String, of optimizer: String, _ component: Component) -> [String] {
    guard let schedule = training.schedule else { return [] }
    let make = Schedules.row(schedule).pytorch(schedule, Optimizers.learningRate(component), horizon)
    // The expression speaks of `optimizer`.
    return optimizer == "optimizer"
      ? ["\(name) = \(make)"] : ["\(name) = (lambda optimizer: \(make))(\(optimizer))"]
  }

  func average(_ name: String, of module: String) -> [String] {
    guard let decay = training.averageDecay else { return [] }
    return [
      "\(name) = torch.optim.swa_utils.AveragedModel(",
      "    \(module), multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(\(Format.shortest(decay))))",
    ]
  }

  /// Of all modules together.
  func slowWeights(of modules: [String]) -> [String] {
    guard training.lookahead != nil else { return [] }
    let all = modules.map { "*\($0).parameters()" }.joined(separator: ", ")
    return ["fast = [\(all)]", "slow = [p.detach().clone() for p in fast]  # Lookahead's"]
  }

  // MARK: - In the loop

  /// Between the gradient and the optimizer's step.
  func beforeStep(of optimizer: String, over module: String) -> [String] {
    var lines: [String] = []
    switch training.clipping {
    case .norm(let most):
      lines.append("nn.utils.clip_grad_norm_(\(module).parameters(), \(Format.shortest(most)))")
    case .value(let most):
      lines.append("nn.utils.clip_grad_value_(\(module).parameters(), \(Format.shortest(most)))")
    case nil: break
    }
    guard let decay = training.weightDecay, decay.rate != 0 else { return lines }
    let rate = Format.shortest(decay.rate)
    lines += ["with torch.no_grad():  # weight decay", "    for p in \(module).parameters():"]
    let line =
      decay.isDecoupled
      ? "p.mul_(1 - \(optimizer).param_groups[0][\"lr\"] * \(rate))" : "p.grad.add_(p, alpha=\(rate))"
    lines += decay.includesBiases ? ["        \(line)"] : ["        if p.ndim > 1:", "            \(line)"]
    return lines
  }

  /// After the optimizer's step.
  func afterStep(average: String, of module: String) -> [String] {
    training.averageDecay == nil ? [] : ["\(average).update_parameters(\(module))"]
  }

  /// After `step` has been counted up.
  func afterCount(schedulers: [String]) -> [String] {
    var lines: [String] = []
    if let lookahead = training.lookahead {
      lines += [
        "if step % \(lookahead.steps) == 0:", "    with torch.no_grad():",
        "        for s, p in zip(slow, fast):",
        "            s.add_(\(Format.shortest(lookahead.alpha)) * (p - s))", "            p.copy_(s)",
      ]
    }
    if let schedule = training.schedule, Schedules.unit(schedule) == .step {
      lines.append("if step < \(horizon.steps):")
      lines += schedulers.map { "    \($0).step()" }
    }
    return lines
  }

  /// After each epoch.
  func afterEpoch(schedulers: [String]) -> [String] {
    guard let schedule = training.schedule, Schedules.unit(schedule) == .epoch else { return [] }
    guard let metric = watchedMetric else { return schedulers.map { "\($0).step()" } }
    let steps = schedulers.map { "\($0).step(evaluate()[\"\(metric)\"])" }
    guard training.validateEvery > 1 else { return steps }
    return ["if epoch % \(training.validateEvery) == 0:"] + steps.map { "    \($0)" }
  }

  /// Before the network is judged after the loop.
  var beforeJudging: [String] {
    training.lookahead == nil
      ? [] : ["with torch.no_grad():", "    for s, p in zip(slow, fast):", "        p.copy_(s)"]
  }
}

extension [String] {
  /// Lines one below the other, each behind so many spaces.
  func indented(_ count: Int) -> String {
    map { $0.isEmpty ? "" : String(repeating: " ", count: count) + $0 }.joined(separator: "\n")
  }
}
