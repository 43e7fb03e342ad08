import Diagnostics
import Graphs

extension LossRow {
  /// All objectives are options of one row: a comparison of them varies `loss.objective`.
  static let adversarial = LossRow(
    name: "adversarial",
    aliases: ["gan"],
    summary: "A discriminator tells real from generated samples; a generator learns to deceive it.",
    formula: "with r = D(x), f = D(G(z)), each player minimizing its own: "
      + AdversarialObjective.all.map { "\($0.name): \($0.formula)" }.joined(separator: ";  "),
    options: [
      OptionSpec(
        "objective", .choice(AdversarialObjective.all.map(\.name)), default: .string("non_saturating"),
        help: "what the two players minimize"),
      OptionSpec(
        "discriminator_steps", aliases: ["critic_steps", "n_critic"], .integer(1...1000),
        default: .integer(1),
        help: "steps of the discriminator, each on a batch of its own, for one of the generator"),
      OptionSpec(
        "label_smoothing", .number(NumberRange(0, 0.5, includesUpper: false)), default: .number(0),
        help: "what the real rows' label 1 is lowered by; for minimax and non_saturating"),
      OptionSpec(
        "clip", aliases: ["weight_clip", "clip_value"], .number(.positive), default: .automatic,
        help: "bound of the discriminator's weights after each of its steps; for wasserstein, there 0.01"),
      OptionSpec(
        "penalty", aliases: ["gradient_penalty", "lambda"], .number(.nonNegative), default: .automatic,
        help: "factor of the gradient penalty; for wasserstein_gp, there 10"),
      OptionSpec(
        "r1", aliases: ["r1_gamma"], .number(.nonNegative), default: .number(0),
        help: "γ of a penalty γ/2 · mean ‖∇D(x)‖² on the discriminator's slope at real rows"),
    ],
    source: AdversarialObjective.all.map(\.source).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
      .joined(separator: "; ") + "; r1: Mescheder et al., Which training methods for GANs do converge?, 2018",
    conflict: { component in
      let objective = AdversarialObjective.of(component)
      for option in ["clip", "penalty", "label_smoothing"] where !objective.options.contains(option) {
        guard let value = component.number(option), option != "label_smoothing" || value > 0 else { continue }
        let owners = AdversarialObjective.all.filter { $0.options.contains(option) }.map(\.name)
        return OptionConflict(
          option: option, "the objective '\(objective.name)' has no \(option)",
          hint: "leave out \(option), or write objective: \(owners.joined(separator: " or "))")
      }
      return nil
    },
    form: .adversarial(
      AdversarialLoss(
        discriminator: { game in
          let loss = AdversarialObjective.of(game.component).discriminator(game)
          let gamma = Float(game.component.value("r1"))
          return gamma == 0 ? loss : loss + gamma / 2 * mean(game.squaredSlope(at: game.real))
        },
        generator: { AdversarialObjective.of($0.component).generator($0) },
        weightClip: { component in
          AdversarialObjective.of(component).options.contains("clip") ? component.number("clip") ?? 0.01 : nil
        },
        discriminatorSteps: { $0.integer("discriminator_steps") ?? 1 },
        pytorch: { component in
          let expressions = AdversarialObjective.of(component).pytorch(component)
          let isPenalized = AdversarialObjective.of(component).options.contains("penalty")
          let hasR1 = component.value("r1") > 0
          return AdversarialLoss.PyTorch(
            functions: [
              isPenalized || hasR1 ? AdversarialObjective.pythonSquaredSlope : nil,
              isPenalized ? AdversarialObjective.pythonGradientPenalty : nil,
            ].compactMap { $0 }.joined(separator: "\n\n"),
            discriminator: expressions.discriminator
              + (hasR1 ? " + \(component.python("r1")) / 2 * squared_slope(D, real).mean()" : ""),
            generator: expressions.generator)
        })))
}
