import Diagnostics
import Graphs

// Those that draw small inputs to zero.

extension ActivationRow {
  static let tanhShrink = ActivationRow(
    name: "tanh_shrink",
    aliases: ["tanhshrink"],
    summary: "What tanh takes away: flat at zero, straight far out.",
    formula: "x - tanh(x)",
    pytorch: { _, _ in "F.tanhshrink(x)" },
    build: { x, _ in x - Graphs.tanh(x) })

  /// Two rectifiers back to back, so that the derivative at both ends is 0.
  static let softShrink = ActivationRow(
    name: "soft_shrink",
    aliases: ["softshrink", "soft_threshold"],
    summary: "Draws its input towards zero by lambda, and small ones to zero: for sparse codes.",
    formula: "x - lambda where x > lambda, x + lambda where x < -lambda, else 0",
    options: [lambda],
    source: "Donoho and Johnstone, Ideal spatial adaptation by wavelet shrinkage, 1994",
    pytorch: { activation, _ in "F.softshrink(x, \(activation.python("lambda")))" },
    build: { x, context in
      let lambda = context.scalar("lambda")
      return maximum(x - lambda, 0) + minimum(x + lambda, 0)
    })

  /// It jumps at both ends, where its derivative is 0.
  static let hardShrink = ActivationRow(
    name: "hard_shrink",
    aliases: ["hardshrink", "hard_threshold"],
    summary: "Sets small inputs to zero and leaves the others as they are.",
    formula: "x where |x| > lambda, else 0",
    options: [lambda],
    source: "Donoho and Johnstone, Ideal spatial adaptation by wavelet shrinkage, 1994",
    pytorch: { activation, _ in "F.hardshrink(x, \(activation.python("lambda")))" },
    build: { x, context in
      select(greater(absolute(x), context.scalar("lambda")), x, x.graph.constant(0))
    })

  private static let lambda = OptionSpec(
    "lambda", aliases: ["lambd", "threshold"], .number(.nonNegative), default: .number(0.5),
    help: "size up to which an input becomes zero")
}
