import Diagnostics
import Graphs
import Tensors

extension OptimizerRow {
  /// PyTorch's form: while ρ is at most 5 the step is the mean gradient alone, and ε is added to √v before
  /// the correction.
  static let radam = OptimizerRow(
    name: "radam",
    summary: "Adam whose first steps do without the mean square, which is not to be trusted yet.",
    formula:
      "m, v as Adam's;  ρ∞ = 2 / (1 - β₂) - 1;  ρ = ρ∞ - 2 t β₂ᵗ / (1 - β₂ᵗ);  "
      + "r = √((ρ - 4)(ρ - 2) ρ∞ / ((ρ∞ - 4)(ρ∞ - 2) ρ));  "
      + "θ = θ - lr · m / (1 - β₁ᵗ) · (ρ > 5: r √(1 - β₂ᵗ) / (√v + ε), else 1)",
    options: [
      .learningRate(default: 0.001), .beta1(), .beta2(), .epsilon(), .weightDecay, .isDecayDecoupled,
    ],
    source: "Liu et al., On the variance of the adaptive learning rate and beyond, 2020",
    form: .update(
      UpdateRule(
        slots: { _, _ in ["m", "v"] },
        scalars: ["plain_step_size", "adaptive_step_size", "decay"],
        scalarValues: { radam in
          let (beta1, beta2) = (radam.value("beta1"), radam.value("beta2"))
          let weightDecay = radam.value("weight_decay")
          let limit = 2 / (1 - beta2) - 1
          return { step, learningRate, values in
            let rate = learningRate / (1 - Elementary.pow(beta1, Double(step)))
            let power = Elementary.pow(beta2, Double(step))
            let length = limit - 2 * Double(step) * power / (1 - power)
            if length > 5 {
              let variance = (length - 4) * (length - 2) * limit / ((limit - 4) * (limit - 2) * length)
              values[0] = 0
              values[1] = Float(rate * variance.squareRoot() * (1 - power).squareRoot())
            } else {
              values[0] = Float(rate)
              values[1] = 0
            }
            values[2] = Float(1 - learningRate * weightDecay)
          }
        },
        update: { step in
          let adam = AdamMoments(step.component)
          let (parameter, gradient) = step.decayed(by: step.scalars[2])
          let (m, v) = adam.moments(step.slots, gradient)
          let size = step.scalars[0] + step.scalars[1] / (squareRoot(v) + Float(adam.epsilon))
          return (parameter - m * size, [m, v])
        })),
    pytorch: { optimizer in
      PythonCall.text(
        "torch.optim.RAdam", optimizer,
        [
          .option("lr", "learning_rate"), .betas, .option("eps", "epsilon"),
          .optional("weight_decay", "weight_decay", unless: .number(0)),
          .optional("decoupled_weight_decay", "decoupled_weight_decay", unless: .boolean(false)),
        ])
    })
}
