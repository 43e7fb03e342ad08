import Diagnostics

/// The catalog of learning-rate schedules.
package enum Schedules {
  package static let catalog = Catalog<ScheduleRow>(
    kind: "schedule",
    rows: [
      .constant, .step, .multiStep, .exponential, .cosine, .cosineRestarts, .oneCycle, .linearWarmup,
      .polynomial, .inverseSquareRoot, .reduceOnPlateau,
    ])

  /// The row of a resolved component.
  package static func row(_ component: Component) -> ScheduleRow { catalog.row(of: component) }

  /// The rates of a training; the base rate throughout without a schedule.
  package static func rates(
    _ component: Component?, base: Double, horizon: TrainingHorizon
  ) -> LearningRates {
    component.map { row($0).rates($0, base, horizon) } ?? LearningRates { _ in base }
  }

  /// What the schedule counts in.
  package static func unit(_ component: Component) -> TrainingHorizon.Unit {
    switch component.options["every"] {
    case .string(let word)?: TrainingHorizon.Unit(rawValue: word) ?? .epoch
    default: component.name == ScheduleRow.reduceOnPlateau.name ? .epoch : .step
    }
  }

  /// The metric that the schedule, or the one that follows it, looks at.
  package static func metric(_ component: Component) -> String? {
    if let metric = component.options["metric"], case .string(let name) = metric { return name }
    guard case .component(let next)? = component.options["then"] else { return nil }
    return metric(next)
  }
}

/// Options that schedules share.
extension OptionSpec {
  static func every(_ unit: TrainingHorizon.Unit) -> OptionSpec {
    OptionSpec(
      "every", .choice(["step", "epoch"]), default: .string(unit.rawValue), help: "what is counted")
  }

  static let minimalRate = OptionSpec(
    "min_learning_rate", aliases: ["min_lr", "eta_min"], .number(.nonNegative), default: .number(0),
    help: "the lowest learning rate")

  static func gamma(default value: Double) -> OptionSpec {
    OptionSpec("gamma", .number(.positive), default: .number(value), help: "factor of each decay")
  }
}
