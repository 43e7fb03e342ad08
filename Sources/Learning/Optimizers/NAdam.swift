import Diagnostics
import Graphs
import Tensors

extension OptimizerRow {
  /// PyTorch's form, with the paper's schedule of the momentum.
  static let nadam = OptimizerRow(
    name: "nadam",
    summary: "Adam with Nesterov's look ahead along the momentum.",
    formula:
      "m, v as Adam's;  μₜ = β₁ (1 - ½ · 0.96^(t · momentum_decay));  "
      + "θ = θ - lr · ((1 - μₜ) / (1 - μ₁⋯μₜ) · ∇ + μₜ₊₁ / (1 - μ₁⋯μₜ₊₁) · m) / (√(v / (1 - β₂ᵗ)) + ε)",
    options: [
      .learningRate(default: 0.002), .beta1(), .beta2(), .epsilon(), .weightDecay,
      OptionSpec(
        "momentum_decay", .number(.nonNegative), default: .number(4e-3),
        help: "how fast the momentum rises to beta1"),
      .isDecayDecoupled,
    ],
    source: "Dozat, Incorporating Nesterov momentum into Adam, 2016",
    form: .update(
      UpdateRule(
        slots: { _, _ in ["m", "v"] },
        scalars: ["gradient_step_size", "step_size", "second_moment_correction", "decay"],
        scalarValues: { nadam in
          let (beta1, beta2) = (nadam.value("beta1"), nadam.value("beta2"))
          let (momentumDecay, weightDecay) = (nadam.value("momentum_decay"), nadam.value("weight_decay"))
          var product = 1.0
          func momentum(_ step: Int) -> Double {
            beta1 * (1 - 0.5 * Elementary.pow(0.96, Double(step) * momentumDecay))
          }
          return { step, learningRate, values in
            let (now, next) = (momentum(step), momentum(step + 1))
            product *= now
            let correction2 = 1 - Elementary.pow(beta2, Double(step))
            values[0] = Float(learningRate * (1 - now) / (1 - product))
            values[1] = Float(learningRate * next / (1 - product * next))
            values[2] = Float(1 / correction2.squareRoot())
            values[3] = Float(1 - learningRate * weightDecay)
          }
        },
        update: { step in
          let adam = AdamMoments(step.component)
          let (parameter, gradient) = step.decayed(by: step.scalars[3])
          let (m, v) = adam.moments(step.slots, gradient)
          let divisor = squareRoot(v) * step.scalars[2] + Float(adam.epsilon)
          let direction = step.scalars[0] * gradient + step.scalars[1] * m
          return (parameter - direction / divisor, [m, v])
        })),
    pytorch: { optimizer in
      PythonCall.text(
        "torch.optim.NAdam", optimizer,
        [
          .option("lr", "learning_rate"), .betas, .option("eps", "epsilon"),
          .optional("weight_decay", "weight_decay", unless: .number(0)),
          .option("momentum_decay", "momentum_decay"),
          .optional("decoupled_weight_decay", "decoupled_weight_decay", unless: .boolean(false)),
        ])
    })
}

extension OptimizerStep {
  /// Parameter and gradient after weight decay, in the one or the other way that `decoupled_weight_decay`
  /// says; `factor` is 1 - lr · weight_decay.
  func decayed(by factor: Node) -> (parameter: Node, gradient: Node) {
    if component.value("weight_decay") == 0 { return (parameter, gradient) }
    if component.flag("decoupled_weight_decay") { return (factor * parameter, gradient) }
    return (parameter, penalizedGradient)
  }
}
