import Diagnostics
import Graphs

// Smooth kin of the rectifier.

extension ActivationRow {
  /// The exact form, over erf.
  static let gelu = ActivationRow(
    name: "gelu",
    summary: "Weighs its input by the share of a standard normal below it.",
    formula: "x · Φ(x) = x/2 · (1 + erf(x / √2))",
    source: "Hendrycks and Gimpel, Gaussian error linear units, 2016",
    pytorch: { _, _ in "F.gelu(x)" },
    build: { x, _ in (0.5 * x) * (1 + erf(x * 0.70710678118654752)) })

  static let silu = ActivationRow(
    name: "silu",
    aliases: ["swish"],
    summary: "Weighs its input by its own sigmoid; smooth, with a shallow dip below zero.",
    formula: "x / (1 + exp(-x))",
    source: "Elfwing et al., Sigmoid-weighted linear units, 2018; Ramachandran et al., 2017",
    pytorch: { _, _ in "F.silu(x)" },
    build: { x, _ in x * Graphs.sigmoid(x) })

  static let softplus = ActivationRow(
    name: "softplus",
    summary: "A smooth rectifier; always positive.",
    formula: "log(1 + exp(x))",
    source: "Dugas et al., Incorporating second-order functional knowledge, 2001",
    pytorch: { _, _ in "F.softplus(x)" },
    build: { x, _ in Graphs.softplus(x) })
}
