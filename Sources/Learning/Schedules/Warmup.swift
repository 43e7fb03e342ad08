import Diagnostics

extension ScheduleRow {
  /// Step by step; what follows counts from its end. An epoch of what follows is as many steps as any.
  static let linearWarmup = ScheduleRow(
    name: "linear_warmup",
    aliases: ["warmup", "linear_warm_up"],
    summary:
      "Rises along a line from a share of the learning rate; then another schedule, or the rate as it is.",
    formula: "lr · (start_factor + (1 - start_factor) · min(t, steps) / steps), then `then` at t - steps",
    options: [
      OptionSpec(
        "steps", .integer(1...100_000_000), default: .automatic,
        help: "length in steps; a tenth of the training where epochs is left out too"),
      OptionSpec("epochs", .integer(1...1_000_000), default: .automatic, help: "length in epochs"),
      OptionSpec(
        "start_factor", .number(NumberRange(0, 1, includesLower: false)), default: .number(1.0 / 3),
        help: "share of the learning rate at the first step"),
      OptionSpec(
        "then", .component(of: "schedule"), default: .automatic,
        help: "the schedule of what is left of the training"),
    ],
    source:
      "Goyal et al., Accurate, large minibatch SGD: training ImageNet in 1 hour, 2017; "
      + "torch.optim.lr_scheduler.LinearLR",
    conflict: { schedule in
      guard schedule.integer("steps") != nil, schedule.integer("epochs") != nil else { return nil }
      return OptionConflict(
        option: "epochs", "'steps' and 'epochs' exclude each other", hint: "keep one of them")
    },
    rates: { schedule, base, horizon in
      let length = warmupSteps(schedule, horizon)
      let start = schedule.value("start_factor")
      let next = Schedules.rates(schedule.component("then"), base: base, horizon: horizon.after(length))
      return LearningRates(observe: next.observe) { step in
        step < length
          ? base * (start + (1 - start) * Double(step) / Double(length)) : next.rate(step - length)
      }
    },
    pytorch: { schedule, base, horizon in
      let length = warmupSteps(schedule, horizon)
      let start = PythonCall.literal(schedule["start_factor"])
      guard let next = schedule.component("then") else {
        return "torch.optim.lr_scheduler.LinearLR(optimizer, start_factor=\(start), total_iters=\(length))"
      }
      let make = Schedules.row(next).pytorch(next, base, horizon.after(length))
      let every = Schedules.unit(next) == .step ? 1 : horizon.stepsPerEpoch
      return
        "WarmupThen(optimizer, start_factor=\(start), steps=\(length), every=\(every), "
        + "then=lambda optimizer: \(make))"
    },
    pytorchPrelude: """
      class WarmupThen:
          # A line from start_factor to 1 over `steps` steps, then another scheduler, stepped once in `every` steps.
          def __init__(self, optimizer, start_factor, steps, every, then):
              self.optimizer, self.start, self.steps, self.every, self.make = optimizer, start_factor, steps, every, then
              self.rates = [group["lr"] for group in optimizer.param_groups]
              self.count = 0
              self._scale(start_factor)

          def _scale(self, factor):
              for group, rate in zip(self.optimizer.param_groups, self.rates):
                  group["lr"] = rate * factor

          def step(self, *metric):
              self.count += 1
              if self.count < self.steps:
                  self._scale(self.start + (1 - self.start) * self.count / self.steps)
              elif self.count == self.steps:
                  self._scale(1.0)
                  self.then = self.make(self.optimizer)
              elif (self.count - self.steps) % self.every == 0:
                  self.then.step(*metric)
      """)

  private static func warmupSteps(_ schedule: Component, _ horizon: TrainingHorizon) -> Int {
    if let steps = schedule.integer("steps") { return steps }
    if let epochs = schedule.integer("epochs") { return epochs * horizon.stepsPerEpoch }
    return (horizon.steps + 9) / 10
  }
}

extension TrainingHorizon {
  fileprivate func after(_ done: Int) -> TrainingHorizon {
    TrainingHorizon(steps: max(steps - done, 0), stepsPerEpoch: stepsPerEpoch)
  }
}
