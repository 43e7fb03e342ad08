import Diagnostics

/// A schedule of the catalog: what becomes of the optimizer's learning rate as training goes on.
package struct ScheduleRow: CatalogRow {
  package let name: String
  package let aliases: [CatalogAlias]
  package let summary: String
  package let formula: String
  package let options: [OptionSpec]
  package let source: String
  /// What is wrong with the options taken together; nil where nothing is.
  package let conflict: @Sendable (Component) -> OptionConflict?
  /// The rates of a training of this length. All in binary64.
  package let rates: @Sendable (Component, _ base: Double, TrainingHorizon) -> LearningRates
  /// A Python expression that makes the same scheduler over `optimizer`, to be stepped after each step or
  /// epoch, as
  /// `Schedules.unit` says. `torch` and the prelude are in scope.
  package let pytorch: @Sendable (Component, _ base: Double, TrainingHorizon) -> String
  /// The Python source of what PyTorch lacks; empty where it lacks nothing.
  package let pytorchPrelude: String

  package init(
    name: String, aliases: [CatalogAlias] = [], summary: String, formula: String, options: [OptionSpec],
    source: String = "", conflict: @escaping @Sendable (Component) -> OptionConflict? = { _ in nil },
    rates: @escaping @Sendable (Component, _ base: Double, TrainingHorizon) -> LearningRates,
    pytorch: @escaping @Sendable (Component, _ base: Double, TrainingHorizon) -> String,
    pytorchPrelude: String = ""
  ) {
    self.name = name
    self.aliases = aliases
    self.summary = summary
    self.formula = formula
    self.options = options
    self.source = source
    self.conflict = conflict
    self.rates = rates
    self.pytorch = pytorch
    self.pytorchPrelude = pytorchPrelude
  }

  /// One whose rate is a function of the number of steps or epochs that are behind, `t`, and of how many
  /// there will be, `total`. Both are counted in the unit that the option `every` names.
  init(
    name: String, aliases: [CatalogAlias] = [], summary: String, formula: String, options: [OptionSpec],
    source: String = "", conflict: @escaping @Sendable (Component) -> OptionConflict? = { _ in nil },
    rate: @escaping @Sendable (Component, _ base: Double, _ total: Int) -> (_ t: Int) -> Double,
    pytorch: @escaping @Sendable (Component, _ base: Double, _ total: Int) -> String
  ) {
    self.init(
      name: name, aliases: aliases, summary: summary, formula: formula, options: options, source: source,
      conflict: conflict,
      rates: { schedule, base, horizon in
        let unit = Schedules.unit(schedule)
        let rate = rate(schedule, base, horizon.count(unit))
        return LearningRates { step in rate(horizon.elapsed(step, unit)) }
      },
      pytorch: { schedule, base, horizon in
        pytorch(schedule, base, horizon.count(Schedules.unit(schedule)))
      })
  }
}

/// How long a training is.
package struct TrainingHorizon: Hashable, Sendable {
  /// What a schedule counts in.
  package enum Unit: String, Hashable, Sendable {
    case step, epoch
  }

  /// Optimizer steps in all.
  package let steps: Int
  package let stepsPerEpoch: Int

  package init(steps: Int, stepsPerEpoch: Int) {
    precondition(steps >= 0 && stepsPerEpoch >= 1, "\(steps) steps, \(stepsPerEpoch) an epoch")
    self.steps = steps
    self.stepsPerEpoch = stepsPerEpoch
  }

  /// Steps, or epochs begun.
  func count(_ unit: Unit) -> Int {
    switch unit {
    case .step: max(steps, 1)
    case .epoch: max((steps + stepsPerEpoch - 1) / stepsPerEpoch, 1)
    }
  }

  /// How many are behind when `step` steps are.
  func elapsed(_ step: Int, _ unit: Unit) -> Int {
    switch unit {
    case .step: step
    case .epoch: step / stepsPerEpoch
    }
  }
}

/// The learning rates of one training.
package struct LearningRates {
  /// The rate of the step that follows `step` others.
  package let rate: (_ step: Int) -> Double
  /// Told a metric after each evaluation; nil for a schedule that does not look at the results.
  package let observe: ((Double) -> Void)?

  package init(observe: ((Double) -> Void)? = nil, rate: @escaping (_ step: Int) -> Double) {
    self.rate = rate
    self.observe = observe
  }
}
