import Diagnostics
import Graphs

// Those that pass positive inputs on, and nothing or little of negative ones.

extension ActivationRow {
  /// Its derivative at 0 is 0.
  static let relu = ActivationRow(
    name: "relu",
    aliases: ["rectifier"],
    summary: "Passes what is positive; cheap, and does not saturate on that side.",
    formula: "max(0, x)",
    source: "Nair and Hinton, Rectified linear units improve restricted Boltzmann machines, 2010",
    gain: { _ in 2.0.squareRoot() },
    pytorch: { _, _ in "F.relu(x)" },
    build: { x, _ in maximum(x, 0) })

  /// Its derivative at 0 is `slope`.
  static let leakyReLU = ActivationRow(
    name: "leaky_relu",
    aliases: ["lrelu"],
    summary: "Lets a little of negative inputs through, so that no unit stops learning.",
    formula: "x where x > 0, else slope · x",
    options: [
      OptionSpec(
        "slope", aliases: ["negative_slope", "alpha"], .number(.nonNegative), default: .number(0.01),
        help: "slope for negative inputs")
    ],
    source: "Maas et al., Rectifier nonlinearities improve neural network acoustic models, 2013",
    gain: { (2 / (1 + $0.value("slope") * $0.value("slope"))).squareRoot() },
    pytorch: { activation, _ in "F.leaky_relu(x, \(activation.python("slope")))" },
    build: { x, context in select(greater(x, 0), x, x * Float(context.component.value("slope"))) })
}
