import Diagnostics
import Learning
import Testing

/// Every schedule of the catalog: a hundred rates against PyTorch's.
@Suite struct ScheduleTests {
  private static let base = 0.3
  /// 20 epochs of 5 steps.
  private static let horizon = TrainingHorizon(steps: 100, stepsPerEpoch: 5)

  private static let prelude = """
    import torch
    import math

    def run(make, per_step):
        # Rates of 100 steps, 5 an epoch. A plateau is told a metric that falls, rests and falls again.
        p = torch.zeros(1, requires_grad=True)
        optimizer = torch.optim.SGD([p], lr=0.3)
        scheduler = make(optimizer)
        rates = []
        for step in range(100):
            rates.append(optimizer.param_groups[0]["lr"])
            optimizer.step()
            ends = step % 5 == 4
            if isinstance(scheduler, torch.optim.lr_scheduler.ReduceLROnPlateau):
                if ends:
                    scheduler.step(metric(step // 5))
            elif (per_step or ends) and step < 99:
                scheduler.step()
        return {"rate": rates}

    def metric(epoch):
        return 1.0 / (epoch + 1) if epoch < 6 else 0.2 - 0.001 * (epoch // 4)
    """

  private static func metric(_ epoch: Int) -> Double {
    epoch < 6 ? 1 / Double(epoch + 1) : 0.2 - 0.001 * Double(epoch / 4)
  }

  private static func trials(_ row: ScheduleRow) -> [Component] {
    func options(_ options: [String: OptionValue]) -> Component { row.component(options) }
    let step = OptionValue.string("step")
    let more: [Component] =
      switch row.name {
      case "step":
        [
          options(["step_size": .integer(3), "gamma": .number(0.5)]),
          options(["every": step, "step_size": .integer(7), "gamma": .number(0.9)]),
        ]
      case "multi_step":
        [
          options(["milestones": .list([.integer(2), .integer(9), .integer(9)]), "gamma": .number(0.4)]),
          options(["milestones": .list([.integer(33)]), "every": step]),
        ]
      case "exponential": [options(["gamma": .number(0.97), "every": step])]
      case "cosine":
        [
          options(["min_learning_rate": .number(0.01)]),
          options(["t_max": .integer(70), "min_learning_rate": .number(0.02), "every": step]),
        ]
      case "cosine_restarts":
        [
          options(["t_0": .integer(2), "t_mult": .integer(2), "min_learning_rate": .number(0.01)]),
          options(["t_0": .integer(10), "t_mult": .integer(3), "every": step]),
        ]
      case "one_cycle":
        [
          options(["max_learning_rate": .number(1), "pct_start": .number(0.25), "anneal": .string("linear")]),
          options(["three_phase": .boolean(true), "div_factor": .number(10)]),
          options(["every": .string("epoch"), "final_div_factor": .number(100)]),
        ]
      case "linear_warmup":
        [
          options(["steps": .integer(7), "start_factor": .number(0.1)]),
          options(["epochs": .integer(2), "then": .component(Schedules.catalog["cosine"]!.defaultComponent)]),
          options([
            "steps": .integer(10),
            "then": .component(
              Schedules.catalog["cosine"]!.component(["every": step, "min_learning_rate": .number(0.01)])),
          ]),
          options([
            "steps": .integer(20), "then": .component(Schedules.catalog["one_cycle"]!.defaultComponent),
          ]),
        ]
      case "polynomial":
        [
          options(["power": .number(2), "total": .integer(12)]),
          options(["power": .number(0.9), "every": step]),
        ]
      case "inverse_sqrt": [options(["timescale": .number(30), "every": step])]
      case "reduce_on_plateau":
        [
          options(["patience": .integer(2), "factor": .number(0.5)]),
          options(["patience": .integer(1), "threshold": .number(0.05), "cooldown": .integer(2)]),
          options([
            "patience": .integer(0), "threshold": .number(0.05), "threshold_mode": .string("abs"),
            "min_learning_rate": .number(0.02), "mode": .string("max"),
          ]),
        ]
      default: []
      }
    return [row.defaultComponent] + more
  }

  private static func golden(_ component: Component) -> Goldens.Case {
    let row = Schedules.row(component)
    let make = row.pytorch(component, base, horizon)
    let perStep = Schedules.unit(component) == .step ? "True" : "False"
    return Goldens.Case(
      key: "\(make), \(perStep)",
      snippet: (row.pytorchPrelude.isEmpty ? "" : row.pytorchPrelude + "\n\n")
        + "result = run(lambda optimizer: \(make), \(perStep))")
  }

  /// PyTorch's own way of a warm-up before another schedule.
  private static let sequential = Goldens.Case(
    key: "SequentialLR",
    snippet: """
      L = torch.optim.lr_scheduler
      result = run(lambda optimizer: L.SequentialLR(optimizer, [
          L.LinearLR(optimizer, start_factor=0.25, total_iters=10),
          L.CosineAnnealingLR(optimizer, T_max=90, eta_min=0.01)], milestones=[10]), True)
      """)

  private static let goldens = Goldens(
    "schedules", prelude: prelude, cases: Schedules.catalog.rows.flatMap(trials).map(golden) + [sequential])

  private func rates(_ component: Component) -> [Double] {
    let rates = Schedules.rates(component, base: Self.base, horizon: Self.horizon)
    return (0..<100).map { step in
      if step > 0, step % 5 == 0 { rates.observe?(Self.metric(step / 5 - 1)) }
      return rates.rate(step)
    }
  }

  /// Where PyTorch takes each rate from the last, its rounding adds up: to far below 1e-12.
  @Test(arguments: Schedules.catalog.names)
  func equalsPyTorch(_ name: String) throws {
    for component in Self.trials(try #require(Schedules.catalog[name])) {
      let expected = try #require(try Self.goldens.numbers(Self.golden(component))["rate"])
      let computed = rates(component)
      try #require(expected.count == computed.count)
      for (step, (rate, reference)) in zip(computed, expected).enumerated() {
        #expect((rate - reference).magnitude <= 1e-12, "\(component), step \(step): \(rate), \(reference)")
      }
    }
  }

  @Test func warmupIsPyTorchsSequence() throws {
    let cosine = Schedules.catalog["cosine"]!.component([
      "every": .string("step"), "min_learning_rate": .number(0.01),
    ])
    let warmup = Schedules.catalog["linear_warmup"]!.component([
      "steps": .integer(10), "start_factor": .number(0.25), "then": .component(cosine),
    ])
    let expected = try #require(try Self.goldens.numbers(Self.sequential)["rate"])
    #expect(zip(rates(warmup), expected).allSatisfy { ($0 - $1).magnitude <= 1e-12 })
  }

  @Test(arguments: Schedules.catalog.names)
  func isFiniteForEveryLength(_ name: String) throws {
    for component in Self.trials(try #require(Schedules.catalog[name])) {
      for (steps, perEpoch) in [(1, 1), (2, 5), (3, 1), (7, 3), (1000, 10)] {
        let horizon = TrainingHorizon(steps: steps, stepsPerEpoch: perEpoch)
        let rates = Schedules.rates(component, base: 0.1, horizon: horizon)
        for step in 0..<steps {
          let rate = rates.rate(step)
          #expect(rate.isFinite && rate >= 0, "\(component), step \(step) of \(steps): \(rate)")
        }
      }
    }
  }

  /// A plateau behind a warm-up: the metric counts from the start, the rate from the end of the warm-up.
  @Test func plateauAfterWarmup() throws {
    let plateau = Schedules.catalog["reduce_on_plateau"]!.component([
      "patience": .integer(0), "factor": .number(0.5), "metric": .string("validation.accuracy"),
    ])
    let component = Schedules.catalog["linear_warmup"]!.component([
      "steps": .integer(4), "start_factor": .number(0.5), "then": .component(plateau),
    ])
    #expect(Schedules.metric(component) == "validation.accuracy")
    let rates = Schedules.rates(component, base: 1, horizon: Self.horizon)
    #expect((0..<6).map(rates.rate) == [0.5, 0.625, 0.75, 0.875, 1, 1])
    let observe = try #require(rates.observe)
    // More is better, as of an accuracy.
    for (value, rate) in [(0.5, 1), (0.6, 1), (0.55, 0.5), (0.7, 0.5), (0.7, 0.25)] as [(Double, Double)] {
      observe(value)
      #expect(rates.rate(50) == rate)
    }
  }

  @Test func optionsThatExcludeEachOther() throws {
    let warmup = try #require(Schedules.catalog["linear_warmup"])
    let both = warmup.component(["steps": .integer(5), "epochs": .integer(1)])
    #expect(warmup.conflict(both)?.option == "epochs")
    let cycle = try #require(Schedules.catalog["one_cycle"])
    let long = cycle.component(["three_phase": .boolean(true), "pct_start": .number(0.6)])
    #expect(cycle.conflict(long)?.option == "pct_start")
    for row in Schedules.catalog.rows { #expect(row.conflict(row.defaultComponent) == nil, "\(row.name)") }
  }
}
