import Diagnostics

/// Options that optimizers share.
extension OptionSpec {
  static func learningRate(default value: Double) -> OptionSpec {
    OptionSpec(
      "learning_rate", aliases: ["lr"], .number(.nonNegative), default: .number(value), help: "size of a step"
    )
  }

  static func beta1(_ prefix: String = "", default value: Double = 0.9) -> OptionSpec {
    OptionSpec("\(prefix)beta1", .number(.rate), default: .number(value), help: "decay of the mean gradient")
  }

  static func beta2(
    _ prefix: String = "", default value: Double = 0.999, help: String = "decay of the mean square"
  ) -> OptionSpec {
    OptionSpec("\(prefix)beta2", .number(.rate), default: .number(value), help: help)
  }

  static func epsilon(_ prefix: String = "", default value: Double = 1e-8) -> OptionSpec {
    OptionSpec(
      "\(prefix)epsilon", aliases: ["\(prefix)eps"], .number(.positive), default: .number(value),
      help: "keeps the divisor from zero")
  }

  /// Coupled: part of the gradient.
  static let weightDecay = OptionSpec(
    "weight_decay", .number(.nonNegative), default: .number(0), help: "L2 penalty added to the gradient")

  /// The parameter shrinks by learning rate times this, apart from the gradient.
  static func decoupledWeightDecay(_ prefix: String = "", default value: Double) -> OptionSpec {
    OptionSpec(
      "\(prefix)weight_decay", .number(.nonNegative), default: .number(value),
      help: "by how much a parameter shrinks at each step, times the learning rate")
  }

  static let isDecayDecoupled = OptionSpec(
    "decoupled_weight_decay", .boolean, default: .boolean(false),
    help: "whether weight decay shrinks the parameter instead of adding to the gradient")
}

extension Component {
  /// The truth that an option of a resolved component holds.
  func flag(_ option: String) -> Bool { boolean(option) == true }
}
