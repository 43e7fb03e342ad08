import Diagnostics
import Graphs

// Smooth kin of the rectifier, most of them the input weighed by a gate of its own.

extension ActivationRow {
  /// The exact form over erf, or the approximation by tanh that older transformers use.
  static let gelu = ActivationRow(
    name: "gelu",
    aliases: [CatalogAlias("gelu_tanh", presets: [("approximate", .string("tanh"))])],
    summary: "Weighs its input by the share of a standard normal below it.",
    formula: "x · Φ(x) = x/2 · (1 + erf(x / √2))",
    options: [
      OptionSpec(
        "approximate", .choice(["none", "tanh"]), default: .string("none"),
        help: "by tanh instead of erf: x/2 · (1 + tanh(√(2/π) · (x + 0.044715 x³)))")
    ],
    source: "Hendrycks and Gimpel, Gaussian error linear units, 2016",
    pytorch: { activation, _ in
      activation.string("approximate") == "tanh" ? "F.gelu(x, approximate='tanh')" : "F.gelu(x)"
    },
    build: { x, context in
      guard context.component.string("approximate") == "tanh" else { return exactGELU(x) }
      // (1 + tanh u) / 2 = σ(2u), which keeps its digits below zero.
      return x * Graphs.sigmoid(1.5957691216057308 * (x + 0.044715 * (x * square(x))))
    })

  static func exactGELU(_ x: Node) -> Node { (0.5 * x) * (1 + erf(x * 0.70710678118654752)) }

  static let quickGELU = ActivationRow(
    name: "quick_gelu",
    summary: "GELU by a sigmoid instead of the normal distribution: cheaper, and nearly the same.",
    formula: "x / (1 + exp(-1.702 x))",
    source: "Hendrycks and Gimpel, Gaussian error linear units, 2016",
    pytorch: { _, _ in "x * torch.sigmoid(1.702 * x)" },
    build: { x, _ in x * Graphs.sigmoid(1.702 * x) })

  static let silu = ActivationRow(
    name: "silu",
    aliases: ["swish"],
    summary: "Weighs its input by its own sigmoid; smooth, with a shallow dip below zero.",
    formula: "x / (1 + exp(-x))",
    source: "Elfwing et al., Sigmoid-weighted linear units, 2018; Ramachandran et al., 2017",
    pytorch: { _, _ in "F.silu(x)" },
    build: { x, _ in x * Graphs.sigmoid(x) })

  /// Its derivative at −3 is 0, at 3 it is 1.
  static let hardSwish = ActivationRow(
    name: "hard_swish",
    aliases: ["hardswish", "hard_silu"],
    summary: "A swish of two straight lines and a parabola between them, without an exponential.",
    formula: "x · min(max(0, x + 3), 6) / 6",
    source: "Howard et al., Searching for MobileNetV3, 2019",
    pytorch: { _, _ in "F.hardswish(x)" },
    build: { x, _ in x * (clamp(x + 3, 0, 6) / 6) })

  static let mish = ActivationRow(
    name: "mish",
    summary: "Weighs its input by tanh of its softplus; close to swish, with a deeper dip.",
    formula: "x · tanh(log(1 + exp(x)))",
    source: "Misra, Mish: a self regularized non-monotonic activation function, 2019",
    pytorch: { _, _ in "F.mish(x)" },
    build: { x, _ in x * Graphs.tanh(Graphs.softplus(x)) })

  static let lisht = ActivationRow(
    name: "lisht",
    summary: "Weighs its input by its tanh: even, and never negative.",
    formula: "x · tanh(x)",
    source: "Roy et al., LiSHT: non-parametric linearly scaled hyperbolic tangent, 2019",
    pytorch: { _, _ in "x * torch.tanh(x)" },
    build: { x, _ in x * Graphs.tanh(x) })

  /// PyTorch switches to x beyond the threshold against overflow, which this softplus does not know. From 20
  /// on binary32 cannot tell the two apart, so only a lower threshold is built: then the function jumps
  /// there, and its derivative is the curve's.
  static let softplus = ActivationRow(
    name: "softplus",
    summary: "A smooth rectifier; always positive.",
    formula: "log(1 + exp(beta · x)) / beta; x where beta · x > threshold",
    options: [
      OptionSpec("beta", .number(.positive), default: .number(1), help: "how sharp the bend at zero is"),
      OptionSpec(
        "threshold", .number(.any), default: .number(20), help: "beta · x above which the result is x"),
    ],
    source: "Dugas et al., Incorporating second-order functional knowledge, 2001",
    pytorch: { activation, _ in
      "F.softplus(x, \(activation.python("beta")), \(activation.python("threshold")))"
    },
    build: { x, context in
      let (beta, threshold) = (context.scalar("beta"), context.scalar("threshold"))
      let curve = Graphs.softplus(x * beta) / beta
      return threshold >= 20 ? curve : select(greater(x * beta, threshold), x, curve)
    })
}
