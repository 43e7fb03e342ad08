import Diagnostics

/// What keeps gradients small.
package enum GradientClipping: Hashable, Sendable {
  /// All gradients together are scaled to at most this norm: ∇ · min(1, most / (‖∇‖ + 1e-6)).
  case norm(Double)
  /// Each element is kept between -most and most.
  case value(Double)
}

/// Weight decay for whatever optimizer there is.
package struct WeightDecay: Hashable, Sendable {
  package var rate: Double
  /// Whether parameters shrink by learning rate times `rate`, instead of `rate` · θ being part of the gradient.
  package var isDecoupled: Bool
  /// Whether biases decay too, or matrices alone.
  package var includesBiases: Bool

  package init(rate: Double, isDecoupled: Bool = false, includesBiases: Bool = true) {
    self.rate = rate
    self.isDecoupled = isDecoupled
    self.includesBiases = includesBiases
  }
}

/// When a run ends before its time.
package struct EarlyStopping: Hashable, Sendable {
  /// The curve that is watched.
  package var metric: String
  /// The run ends with this many evaluations in a row without a new best.
  package var patience: Int
  /// By how much a new best must be better to count.
  package var minDelta: Double
  /// Whether the run ends with the best epoch's weights.
  package var restoresBest: Bool

  package init(
    metric: String = "validation.loss", patience: Int = 5, minDelta: Double = 0, restoresBest: Bool = true
  ) {
    self.metric = metric
    self.patience = patience
    self.minDelta = minDelta
    self.restoresBest = restoresBest
  }
}

/// k steps forward, one step back: every `steps` steps, slow = slow + α (fast - slow), and fast goes on from slow.
///
/// Source: Zhang et al., Lookahead optimizer: k steps forward, 1 step back, 2019
package struct Lookahead: Hashable, Sendable {
  package var steps: Int
  package var alpha: Double

  package init(steps: Int = 5, alpha: Double = 0.5) {
    self.steps = steps
    self.alpha = alpha
  }
}

/// The keys of `train`: the one list of their names, ranges, defaults and help.
extension TrainingConfiguration {
  package static let lengthOptions: [OptionSpec] = [
    OptionSpec("epochs", .integer(1...1_000_000), default: .automatic, help: "passes over the training part"),
    OptionSpec("steps", .integer(1...100_000_000), default: .automatic, help: "optimizer steps"),
  ]
  package static let batchOption = OptionSpec(
    "batch_size", aliases: ["batch"], .integer(1...1_000_000_000), default: .integer(32),
    help: "examples in a step, or full")
  package static let shuffleOption = OptionSpec(
    "shuffle", .boolean, default: .boolean(true), help: "whether each epoch has an order of its own")

  /// Those that an experiment does without unless it names them.
  package static let furtherOptions: [OptionSpec] = [
    OptionSpec(
      "schedule", .component(of: "schedule"), default: .automatic,
      help: "what becomes of the learning rate; constant where left out"),
    OptionSpec(
      "clip_norm", .number(.positive), default: .automatic, help: "largest norm of all gradients together"),
    OptionSpec(
      "clip_value", .number(.positive), default: .automatic, help: "largest size of a gradient's element"),
    OptionSpec(
      "weight_decay",
      .oneOf([
        .number(.nonNegative),
        .mapping([
          OptionSpec("rate", .number(.nonNegative), default: nil, help: "share of a parameter that decays"),
          OptionSpec(
            "decoupled", .boolean, default: .boolean(false),
            help: "whether parameters shrink by themselves instead of through the gradient"),
          OptionSpec("biases", .boolean, default: .boolean(true), help: "whether biases decay too"),
        ]),
      ]), default: .automatic, help: "L2 penalty of all parameters, for any optimizer; or how they decay"),
    OptionSpec(
      "early_stopping",
      .oneOf([
        .boolean, .integer(1...1_000_000),
        .mapping([
          OptionSpec(
            "metric", .string, default: .string("validation.loss"), help: "the curve that is watched"),
          OptionSpec(
            "patience", .integer(1...1_000_000), default: .integer(5),
            help: "evaluations without a new best that end the run"),
          OptionSpec(
            "min_delta", .number(.nonNegative), default: .number(0),
            help: "by how much a new best must be better"),
          OptionSpec(
            "restore_best", .boolean, default: .boolean(true),
            help: "whether the run ends with the best epoch's weights"),
        ]),
      ]), default: .automatic, help: "ends a run that no longer improves; a number is its patience"),
    OptionSpec(
      "restore_best", .boolean, default: .automatic,
      help: "whether the run ends with the weights of the epoch whose watched metric is best"),
    OptionSpec(
      "accumulate", .integer(1...1_000_000), default: .automatic,
      help: "batches whose mean gradient makes one step; 1 where left out"),
    OptionSpec(
      "validate_every", .integer(1...1_000_000), default: .automatic,
      help: "epochs from one evaluation to the next; 1 where left out"),
    OptionSpec(
      "ema", aliases: ["ema_decay"], .number(NumberRange(0, 1, includesLower: false, includesUpper: false)),
      default: .automatic, help: "decay of a moving average of the weights, which is what is evaluated"),
    OptionSpec(
      "lookahead",
      .oneOf([
        .boolean,
        .mapping([
          OptionSpec(
            "steps", .integer(1...1_000_000), default: .integer(5), help: "steps forward before one back"),
          OptionSpec(
            "alpha", .number(NumberRange(0, 1, includesLower: false)), default: .number(0.5),
            help: "how far the slow weights follow"),
        ]),
      ]), default: .automatic, help: "slow weights that follow the fast ones every few steps"),
    OptionSpec(
      "class_weights", ClassWeights.kind, default: .automatic,
      help: "what examples of each class count in the loss: balanced, or a number for each class"),
  ]

  /// Takes over the further options of a resolved component.
  package mutating func take(_ values: Component) {
    func parts(_ option: String) -> Component? { values.component(option) }
    schedule = values.component("schedule")
    if let most = values.number("clip_norm") { clipping = .norm(most) }
    if let most = values.number("clip_value") { clipping = .value(most) }
    if let rate = values.number("weight_decay") { weightDecay = WeightDecay(rate: rate) }
    if let parts = parts("weight_decay") {
      weightDecay = WeightDecay(
        rate: parts.value("rate"), isDecoupled: parts.flag("decoupled"), includesBiases: parts.flag("biases"))
    }
    switch values["early_stopping"] {
    case .boolean(true): earlyStopping = EarlyStopping()
    case .integer(let patience): earlyStopping = EarlyStopping(patience: patience)
    case .component(let parts):
      earlyStopping = EarlyStopping(
        metric: parts.string("metric") ?? "", patience: parts.integer("patience") ?? 1,
        minDelta: parts.value("min_delta"), restoresBest: parts.flag("restore_best"))
    default: break
    }
    restoresBest = values.flag("restore_best")
    accumulate = values.integer("accumulate") ?? 1
    validateEvery = values.integer("validate_every") ?? 1
    averageDecay = values.number("ema")
    classWeights = ClassWeights(values["class_weights"])
    switch values["lookahead"] {
    case .boolean(true): lookahead = Lookahead()
    case .component(let parts):
      lookahead = Lookahead(steps: parts.integer("steps") ?? 1, alpha: parts.value("alpha"))
    default: break
    }
  }

  /// The further options that are set, by name, in one form for each meaning and in a fixed order: what a stored run is
  /// known by. Empty for an experiment that has none of them.
  package var furtherValues: [(name: String, value: OptionValue)] {
    var values: [(name: String, value: OptionValue)] = []
    if let schedule { values.append(("schedule", .component(schedule))) }
    switch clipping {
    case .norm(let most): values.append(("clip_norm", .number(most)))
    case .value(let most): values.append(("clip_value", .number(most)))
    case nil: break
    }
    if let decay = weightDecay {
      values.append(
        (
          "weight_decay",
          .component(
            Component(
              "weight_decay",
              options: [
                "rate": .number(decay.rate), "decoupled": .boolean(decay.isDecoupled),
                "biases": .boolean(decay.includesBiases),
              ]))
        ))
    }
    if let stopping = earlyStopping {
      values.append(
        (
          "early_stopping",
          .component(
            Component(
              "early_stopping",
              options: [
                "metric": .string(stopping.metric), "patience": .integer(stopping.patience),
                "min_delta": .number(stopping.minDelta), "restore_best": .boolean(stopping.restoresBest),
              ]))
        ))
    }
    if restoresBest { values.append(("restore_best", .boolean(true))) }
    if accumulate != 1 { values.append(("accumulate", .integer(accumulate))) }
    if validateEvery != 1 { values.append(("validate_every", .integer(validateEvery))) }
    if let averageDecay { values.append(("ema", .number(averageDecay))) }
    if let lookahead {
      values.append(
        (
          "lookahead",
          .component(
            Component(
              "lookahead",
              options: ["steps": .integer(lookahead.steps), "alpha": .number(lookahead.alpha)]))
        ))
    }
    if let classWeights { values.append(("class_weights", classWeights.optionValue)) }
    return values
  }
}
