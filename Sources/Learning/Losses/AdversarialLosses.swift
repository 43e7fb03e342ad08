import Diagnostics
import Graphs

extension LossRow {
  /// From logits s: log σ(s) = −softplus(−s), log(1 − σ(s)) = −softplus(s).
  static let adversarial = LossRow(
    name: "adversarial",
    aliases: ["gan"],
    summary: "A discriminator tells real from generated samples; a generator learns to deceive it.",
    formula: "D: -mean log σ(D(x)) - mean log(1 - σ(D(G(z))));  "
      + "G: mean log(1 - σ(D(G(z)))) (minimax), -mean log σ(D(G(z))) (non-saturating)",
    options: [
      OptionSpec(
        "objective", .choice(["minimax", "non_saturating"]), default: .string("non_saturating"),
        help: "the generator's loss: the game's own, which saturates while D wins, or one that does not")
    ],
    source: "Goodfellow et al., Generative adversarial nets, 2014",
    form: .adversarial(
      AdversarialLoss(
        discriminator: { mean(softplus(-$0.realOutputs)) + mean(softplus($0.generatedOutputs)) },
        generator: { game in
          game.component.string("objective") == "minimax"
            ? -mean(softplus(game.generatedOutputs)) : mean(softplus(-game.generatedOutputs))
        },
        pytorch: { loss in
          (
            "F.softplus(-D(real)).mean() + F.softplus(D(fake)).mean()",
            loss.string("objective") == "minimax"
              ? "-F.softplus(D(fake)).mean()" : "F.softplus(-D(fake)).mean()"
          )
        })))
}
