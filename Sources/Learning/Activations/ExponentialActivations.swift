import Diagnostics
import Graphs

// Rectifiers that bend into an exponential below zero, and the exponential itself.

extension ActivationRow {
  /// Its derivative at 0 is `alpha`.
  static let elu = ActivationRow(
    name: "elu",
    summary: "A rectifier that falls smoothly to a floor below zero, so that means stay near zero.",
    formula: "x where x > 0, else alpha · (exp(x) - 1)",
    options: [
      OptionSpec("alpha", .number(.nonNegative), default: .number(1), help: "depth of the floor, -alpha")
    ],
    source: "Clevert et al., Fast and accurate deep network learning by exponential linear units, 2015",
    pytorch: { activation, _ in "F.elu(x, \(activation.python("alpha")))" },
    build: { x, context in maximum(x, 0) + expm1(below(x)) * context.scalar("alpha") })

  /// α = 1.6733 and λ = 1.0507 keep mean 0 and variance 1 from layer to layer. Its derivative at 0 is λα.
  static let selu = ActivationRow(
    name: "selu",
    summary: "An ELU scaled so that signals keep mean 0 and variance 1 through deep networks.",
    formula: "λx where x > 0, else λα(exp(x) - 1); λ = 1.0507, α = 1.6733",
    source: "Klambauer et al., Self-normalizing neural networks, 2017",
    gain: { _ in 3.0 / 4 },
    pytorch: { _, _ in "F.selu(x)" },
    build: { x, _ in 1.0507009873554805 * (maximum(x, 0) + expm1(below(x)) * 1.6732632423543772) })

  /// Its derivative is continuous, and 1 at 0.
  static let celu = ActivationRow(
    name: "celu",
    summary: "An ELU without a kink, whatever its floor.",
    formula: "x where x > 0, else alpha · (exp(x / alpha) - 1)",
    options: [
      OptionSpec("alpha", .number(.positive), default: .number(1), help: "depth of the floor, -alpha")
    ],
    source: "Barron, Continuously differentiable exponential linear units, 2017",
    pytorch: { activation, _ in "F.celu(x, \(activation.python("alpha")))" },
    build: { x, context in
      let alpha = context.scalar("alpha")
      return maximum(x, 0) + expm1(below(x) / alpha) * alpha
    })

  static let exponential = ActivationRow(
    name: "exponential",
    aliases: ["exp"],
    summary: "Always positive: for the output where the logarithm of the target is modelled.",
    formula: "exp(x)",
    pytorch: { _, _ in "torch.exp(x)" },
    build: { x, _ in exp(x) })

  /// min(0, x), so that no exponential overflows on the side that is not asked for. With zero first the
  /// derivative at 0 is 1, as PyTorch's at that point is the lower branch's.
  private static func below(_ x: Node) -> Node { minimum(x.graph.constant(0), x) }
}
