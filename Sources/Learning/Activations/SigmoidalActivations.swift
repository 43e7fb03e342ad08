import Diagnostics
import Graphs

// No activation, and those that saturate on both sides.

extension ActivationRow {
  static let linear = ActivationRow(
    name: "linear",
    aliases: ["identity", "none"],
    summary: "Leaves its input as it is: for the output of a regression, and for logits.",
    formula: "x",
    gain: { _ in 1 },
    pytorch: { _, _ in "x" },
    build: { x, _ in x })

  static let sigmoid = ActivationRow(
    name: "sigmoid",
    aliases: ["logistic"],
    summary: "Squeezes its input into (0, 1); saturates on both sides, where gradients vanish.",
    formula: "1 / (1 + exp(-x))",
    gain: { _ in 1 },
    pytorch: { _, _ in "torch.sigmoid(x)" },
    build: { x, _ in Graphs.sigmoid(x) })

  static let tanh = ActivationRow(
    name: "tanh",
    summary: "Squeezes its input into (-1, 1), centred at zero; saturates on both sides.",
    formula: "tanh x = (exp(x) - exp(-x)) / (exp(x) + exp(-x))",
    source: "LeCun et al., Efficient BackProp, 1998",
    gain: { _ in 5.0 / 3 },
    pytorch: { _, _ in "torch.tanh(x)" },
    build: { x, _ in Graphs.tanh(x) })
}
