import Diagnostics
import Tensors

extension ScheduleRow {
  static let cosine = ScheduleRow(
    name: "cosine",
    aliases: ["cosine_annealing", "cosine_decay"],
    summary: "Falls along half a cosine, slowly at both ends.",
    formula: "min + (lr - min) · (1 + cos(π t / t_max)) / 2",
    options: [
      OptionSpec(
        "t_max", .integer(1...100_000_000), default: .automatic,
        help: "epochs or steps until the lowest rate; the whole training where left out"),
      .minimalRate, .every(.epoch),
    ],
    source: "Loshchilov and Hutter, SGDR: stochastic gradient descent with warm restarts, 2017",
    rate: { schedule, base, total in
      let end = Double(schedule.integer("t_max") ?? total)
      let minimum = schedule.value("min_learning_rate")
      return { t in minimum + (base - minimum) * halfCosine(Double(t) / end) }
    },
    pytorch: { schedule, _, total in
      "torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=\(schedule.integer("t_max") ?? total), "
        + "eta_min=\(PythonCall.literal(schedule["min_learning_rate"])))"
    })

  static let cosineRestarts = ScheduleRow(
    name: "cosine_restarts",
    aliases: ["cosine_annealing_warm_restarts", "sgdr"],
    summary: "Falls along half a cosine and starts again, in periods that may grow.",
    formula:
      "min + (lr - min) · (1 + cos(π s / T)) / 2, s epochs or steps into a period of length T = t_0 · t_multⁱ",
    options: [
      OptionSpec(
        "t_0", .integer(1...100_000_000), default: .automatic,
        help: "length of the first period; a third of the training where left out"),
      OptionSpec(
        "t_mult", .integer(1...1000), default: .integer(1), help: "by how much each period is longer"),
      .minimalRate, .every(.epoch),
    ],
    source: "Loshchilov and Hutter, SGDR: stochastic gradient descent with warm restarts, 2017",
    rate: { schedule, base, total in
      let first = firstPeriod(schedule, total)
      let factor = schedule.integer("t_mult") ?? 1
      let minimum = schedule.value("min_learning_rate")
      return { t in
        var (start, length) = (0, first)
        if factor == 1 { start = t / length * length }
        while t - start >= length {
          start += length
          length *= factor
        }
        return minimum + (base - minimum) * halfCosine(Double(t - start) / Double(length))
      }
    },
    pytorch: { schedule, _, total in
      "torch.optim.lr_scheduler.CosineAnnealingWarmRestarts(optimizer, T_0=\(firstPeriod(schedule, total)), "
        + "T_mult=\(PythonCall.literal(schedule["t_mult"])), "
        + "eta_min=\(PythonCall.literal(schedule["min_learning_rate"])))"
    })

  private static func firstPeriod(_ schedule: Component, _ total: Int) -> Int {
    schedule.integer("t_0") ?? (total + 2) / 3
  }

  /// PyTorch's without the cycle of the momentum.
  static let oneCycle = ScheduleRow(
    name: "one_cycle",
    summary: "Rises from a low rate to the highest and falls to nearly zero, once over the training.",
    formula:
      "max / div_factor → max over pct_start of the training, then → max / (div_factor · final_div_factor); "
      + "three_phase: back to max / div_factor first; each phase along a cosine or a line",
    options: [
      OptionSpec(
        "max_learning_rate", aliases: ["max_lr"], .number(.positive), default: .automatic,
        help: "the highest rate; the optimizer's where left out"),
      OptionSpec(
        "pct_start", .number(NumberRange(0, 1, includesLower: false, includesUpper: false)),
        default: .number(0.3), help: "share of the training in which the rate rises"),
      OptionSpec(
        "div_factor", .number(.positive), default: .number(25), help: "highest rate by first rate"),
      OptionSpec(
        "final_div_factor", .number(.positive), default: .number(1e4), help: "first rate by last rate"),
      OptionSpec(
        "anneal", aliases: ["anneal_strategy"], .choice(["cos", "linear"]), default: .string("cos"),
        help: "the shape of rise and fall"),
      OptionSpec(
        "three_phase", .boolean, default: .boolean(false),
        help: "whether the rate falls as it rose before it goes to its lowest"),
      .every(.step),
    ],
    source: "Smith and Topin, Super-convergence: very fast training using large learning rates, 2019",
    conflict: { schedule in
      guard schedule.flag("three_phase"), schedule.value("pct_start") > 0.5 else { return nil }
      return OptionConflict(
        option: "pct_start", "with three_phase, rise and fall take pct_start each: at most 0.5")
    },
    rate: { schedule, base, total in
      let cycle = OneCycle(schedule, base: base, total: total)
      return { t in cycle.rate(t) }
    },
    pytorch: { schedule, base, total in
      let most = schedule.number("max_learning_rate") ?? base
      return PythonCall.text(
        "torch.optim.lr_scheduler.OneCycleLR", schedule,
        [
          .text("max_lr", Format.shortest(most)), .text("total_steps", String(total)),
          .option("pct_start", "pct_start"), .option("anneal_strategy", "anneal"),
          .text("cycle_momentum", "False"), .option("div_factor", "div_factor"),
          .option("final_div_factor", "final_div_factor"), .option("three_phase", "three_phase"),
        ], over: "optimizer")
    })

  /// (1 + cos πx) / 2
  fileprivate static func halfCosine(_ x: Double) -> Double { (1 + Elementary.cos(Elementary.pi * x)) / 2 }
}

/// The phases of a one-cycle schedule, with PyTorch's ends: the phase that takes a share p of n steps ends at
/// pn - 1.
private struct OneCycle {
  private var phases: [(end: Double, from: Double, to: Double)]
  private let isLinear: Bool

  init(_ schedule: Component, base: Double, total: Int) {
    let most = schedule.number("max_learning_rate") ?? base
    let first = most / schedule.value("div_factor")
    let last = first / schedule.value("final_div_factor")
    let rise = schedule.value("pct_start") * Double(total)
    isLinear = schedule.string("anneal") == "linear"
    phases = [(rise - 1, first, most)]
    if schedule.flag("three_phase") { phases.append((2 * rise - 2, most, first)) }
    phases.append((Double(total - 1), phases[phases.count - 1].to, last))
  }

  func rate(_ t: Int) -> Double {
    let time = Double(t)
    var start = 0.0
    for (index, phase) in phases.enumerated() {
      if time <= phase.end || index == phases.count - 1 {
        let width = phase.end - start
        let share = width == 0 ? 1 : min((time - start) / width, 1)
        return isLinear
          ? phase.from + (phase.to - phase.from) * share
          : phase.to + (phase.from - phase.to) * ScheduleRow.halfCosine(share)
      }
      start = phase.end
    }
    preconditionFailure("a cycle without phases")
  }
}
