import Diagnostics
import Graphs

// Waves and bumps: for signals that come back, and for places that matter.

extension ActivationRow {
  /// SIREN is the one with omega 30, and wants an initializer of its own.
  static let sin = ActivationRow(
    name: "sin",
    aliases: ["sine", CatalogAlias("siren", presets: [("omega", .number(30))])],
    summary: "A wave: for coordinates in, and signals with fine detail out.",
    formula: "sin(omega · x)",
    options: [
      OptionSpec(
        "omega", aliases: ["omega_0", "w0"], .number(.positive), default: .number(1),
        help: "angular frequency; 30 in the paper on SIREN")
    ],
    source: "Sitzmann et al., Implicit neural representations with periodic activation functions, 2020",
    pytorch: { activation, _ in
      activation.value("omega") == 1 ? "torch.sin(x)" : "torch.sin(\(activation.python("omega")) * x)"
    },
    build: { x, context in Graphs.sin(x * context.scalar("omega")) })

  static let snake = ActivationRow(
    name: "snake",
    summary: "Rises steadily with a ripple on it: extrapolates what is periodic.",
    formula: "x + sin²(alpha · x) / alpha",
    options: [
      OptionSpec(
        "alpha", aliases: ["a"], .number(.positive), default: .number(1),
        help: "frequency of the ripple, and one over its height")
    ],
    source: "Ziyin et al., Neural networks fail to learn periodic functions and how to fix it, 2020",
    pytorch: { activation, _ in
      let alpha = activation.python("alpha")
      return alpha == "1" ? "x + torch.sin(x) ** 2" : "x + torch.sin(\(alpha) * x) ** 2 / \(alpha)"
    },
    build: { x, context in
      let alpha = context.scalar("alpha")
      return x + square(Graphs.sin(x * alpha)) / alpha
    })

  static let gaussian = ActivationRow(
    name: "gaussian",
    summary: "A bump: answers to inputs near zero alone, as radial basis functions do.",
    formula: "exp(-x²)",
    source: "Broomhead and Lowe, Multivariable functional interpolation and adaptive networks, 1988",
    pytorch: { _, _ in "torch.exp(-x ** 2)" },
    build: { x, _ in exp(-square(x)) })
}
