import Diagnostics
import Tensors

extension ScheduleRow {
  static let constant = ScheduleRow(
    name: "constant",
    summary: "The optimizer's learning rate throughout.",
    formula: "lr",
    options: [],
    rates: { _, base, _ in LearningRates { _ in base } },
    pytorch: { _, _, _ in "torch.optim.lr_scheduler.LambdaLR(optimizer, lambda t: 1.0)" })

  static let step = ScheduleRow(
    name: "step",
    aliases: ["step_decay"],
    summary: "Falls by a factor at even distances.",
    formula: "lr · gamma^⌊t / step_size⌋",
    options: [
      OptionSpec(
        "step_size", .integer(1...100_000_000), default: .automatic,
        help: "epochs or steps between decays; a third of the training where left out"),
      .gamma(default: 0.1), .every(.epoch),
    ],
    source: "torch.optim.lr_scheduler.StepLR",
    rate: { schedule, base, total in
      let size = stepSize(schedule, total)
      let gamma = schedule.value("gamma")
      return { t in base * Elementary.pow(gamma, Double(t / size)) }
    },
    pytorch: { schedule, _, total in
      "torch.optim.lr_scheduler.StepLR(optimizer, step_size=\(stepSize(schedule, total)), "
        + "gamma=\(PythonCall.literal(schedule["gamma"])))"
    })

  private static func stepSize(_ schedule: Component, _ total: Int) -> Int {
    schedule.integer("step_size") ?? (total + 2) / 3
  }

  static let multiStep = ScheduleRow(
    name: "multi_step",
    aliases: ["piecewise_constant"],
    summary: "Falls by a factor at given epochs or steps.",
    formula: "lr · gamma^(number of milestones ≤ t)",
    options: [
      OptionSpec(
        "milestones", .list(of: .integer(1...100_000_000), count: 1...1000), default: .automatic,
        help: "after how many epochs or steps it falls; a half and three quarters of all where left out"),
      .gamma(default: 0.1), .every(.epoch),
    ],
    source: "torch.optim.lr_scheduler.MultiStepLR; He et al., Deep residual learning, 2016",
    rate: { schedule, base, total in
      let milestones = milestones(schedule, total)
      let gamma = schedule.value("gamma")
      return { t in base * Elementary.pow(gamma, Double(milestones.count { $0 <= t })) }
    },
    pytorch: { schedule, _, total in
      "torch.optim.lr_scheduler.MultiStepLR(optimizer, milestones=\(milestones(schedule, total)), "
        + "gamma=\(PythonCall.literal(schedule["gamma"])))"
    })

  private static func milestones(_ schedule: Component, _ total: Int) -> [Int] {
    guard let given = schedule.list("milestones") else { return [(total + 1) / 2, (3 * total + 3) / 4] }
    return given.compactMap { if case .integer(let value) = $0 { value } else { nil } }
  }

  static let exponential = ScheduleRow(
    name: "exponential",
    aliases: ["exponential_decay"],
    summary: "Falls by the same factor again and again.",
    formula: "lr · gammaᵗ",
    options: [.gamma(default: 0.95), .every(.epoch)],
    source: "torch.optim.lr_scheduler.ExponentialLR",
    rate: { schedule, base, _ in
      let gamma = schedule.value("gamma")
      return { t in base * Elementary.pow(gamma, Double(t)) }
    },
    pytorch: { schedule, _, _ in
      "torch.optim.lr_scheduler.ExponentialLR(optimizer, gamma=\(PythonCall.literal(schedule["gamma"])))"
    })

  static let polynomial = ScheduleRow(
    name: "polynomial",
    aliases: [
      "polynomial_decay", CatalogAlias("linear", presets: [(option: "power", value: .number(1))]),
    ],
    summary: "Falls to zero along a power of what is left; a straight line by default.",
    formula: "lr · (1 - min(t, total) / total)^power",
    options: [
      OptionSpec("power", .number(.positive), default: .number(1), help: "1 for a straight line"),
      OptionSpec(
        "total", aliases: ["total_iters"], .integer(1...100_000_000), default: .automatic,
        help: "epochs or steps until zero; the whole training where left out"),
      .every(.epoch),
    ],
    source: "torch.optim.lr_scheduler.PolynomialLR",
    rate: { schedule, base, total in
      let end = schedule.integer("total") ?? total
      let power = schedule.value("power")
      return { t in base * Elementary.pow(1 - Double(min(t, end)) / Double(end), power) }
    },
    pytorch: { schedule, _, total in
      "torch.optim.lr_scheduler.PolynomialLR(optimizer, total_iters=\(schedule.integer("total") ?? total), "
        + "power=\(PythonCall.literal(schedule["power"])))"
    })

  static let inverseSquareRoot = ScheduleRow(
    name: "inverse_sqrt",
    aliases: ["inverse_square_root"],
    summary: "Falls with the square root of the time; the Transformer's decay.",
    formula: "lr · √(timescale / (timescale + t))",
    options: [
      OptionSpec(
        "timescale", .number(.positive), default: .number(1),
        help: "epochs or steps until the rate has fallen by √2"), .every(.epoch),
    ],
    source: "Vaswani et al., Attention is all you need, 2017",
    rate: { schedule, base, _ in
      let scale = schedule.value("timescale")
      return { t in base * (scale / (scale + Double(t))).squareRoot() }
    },
    pytorch: { schedule, _, _ in
      let scale = PythonCall.literal(schedule["timescale"])
      return "torch.optim.lr_scheduler.LambdaLR(optimizer, lambda t: (\(scale) / (\(scale) + t)) ** 0.5)"
    })
}
