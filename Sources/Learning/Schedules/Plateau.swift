import Diagnostics

extension ScheduleRow {
  /// PyTorch's rules. The first value that counts is that of the first epoch.
  static let reduceOnPlateau = ScheduleRow(
    name: "reduce_on_plateau",
    aliases: ["plateau", "reduce_lr_on_plateau"],
    summary: "Falls by a factor whenever a metric has not improved for some evaluations.",
    formula: "lr = max(factor · lr, min) after more than patience evaluations without a new best",
    options: [
      OptionSpec("metric", .string, default: .string("validation.loss"), help: "the curve that is watched"),
      OptionSpec(
        "mode", .choice(["min", "max"]), default: .automatic,
        help: "whether less or more is better; as the metric has it where left out"),
      OptionSpec(
        "factor", .number(NumberRange(0, 1, includesLower: false, includesUpper: false)),
        default: .number(0.1), help: "factor of each decay"),
      OptionSpec(
        "patience", .integer(0...1_000_000), default: .integer(10),
        help: "evaluations without a new best that are borne"),
      OptionSpec(
        "threshold", .number(.nonNegative), default: .number(1e-4),
        help: "by how much a new best must be better"),
      OptionSpec(
        "threshold_mode", .choice(["rel", "abs"]), default: .string("rel"),
        help: "whether the threshold is a share of the best or an amount"),
      OptionSpec(
        "cooldown", .integer(0...1_000_000), default: .integer(0),
        help: "evaluations after a decay that do not count"),
      .minimalRate,
      OptionSpec(
        "epsilon", aliases: ["eps"], .number(.nonNegative), default: .number(1e-8),
        help: "decays smaller than this are left out"),
    ],
    source: "torch.optim.lr_scheduler.ReduceLROnPlateau",
    rates: { schedule, base, _ in
      var plateau = Plateau(schedule, base: base)
      return LearningRates(observe: { plateau.observe($0) }, rate: { _ in plateau.rate })
    },
    pytorch: { schedule, _, _ in
      PythonCall.text(
        "torch.optim.lr_scheduler.ReduceLROnPlateau", schedule,
        [
          .text("mode", isMaximum(schedule) ? "\"max\"" : "\"min\""), .option("factor", "factor"),
          .option("patience", "patience"), .option("threshold", "threshold"),
          .option("threshold_mode", "threshold_mode"), .option("cooldown", "cooldown"),
          .option("min_lr", "min_learning_rate"), .option("eps", "epsilon"),
        ], over: "optimizer")
    })

  fileprivate static func isMaximum(_ schedule: Component) -> Bool {
    if let mode = schedule.string("mode") { return mode == "max" }
    return Metrics.row(ofCurve: schedule.string("metric") ?? "")?.higherIsBetter ?? false
  }
}

private struct Plateau {
  private(set) var rate: Double
  private let isMaximum: Bool
  private let isRelative: Bool
  private let threshold: Double
  private let factor: Double
  private let minimum: Double
  private let epsilon: Double
  private let patience: Int
  private let cooldown: Int
  private var best: Double
  private var bad = 0
  private var resting = 0

  init(_ schedule: Component, base: Double) {
    rate = base
    isMaximum = ScheduleRow.isMaximum(schedule)
    isRelative = schedule.string("threshold_mode") == "rel"
    threshold = schedule.value("threshold")
    factor = schedule.value("factor")
    minimum = schedule.value("min_learning_rate")
    epsilon = schedule.value("epsilon")
    patience = schedule.integer("patience") ?? 10
    cooldown = schedule.integer("cooldown") ?? 0
    best = isMaximum ? -.infinity : .infinity
  }

  mutating func observe(_ value: Double) {
    let bar =
      isRelative
      ? best * (isMaximum ? 1 + threshold : 1 - threshold) : best + (isMaximum ? threshold : -threshold)
    if isMaximum ? value > bar : value < bar {
      best = value
      bad = 0
    } else {
      bad += 1
    }
    if resting > 0 {
      resting -= 1
      bad = 0
    }
    guard bad > patience else { return }
    let next = max(rate * factor, minimum)
    if rate - next > epsilon { rate = next }
    resting = cooldown
    bad = 0
  }
}
