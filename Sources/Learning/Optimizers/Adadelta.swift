import Diagnostics
import Graphs

extension OptimizerRow {
  /// PyTorch's form. Means nearer to zero than 1e-30 become zero, far below ε, which is under both roots.
  static let adadelta = OptimizerRow(
    name: "adadelta",
    summary: "Steps in the parameter's own units, from running means of squared gradients and squared steps.",
    formula:
      "g = ∇ + weight_decay · θ;  s = ρ s + (1 - ρ) g²;  d = √(u + ε) / √(s + ε) · g;  "
      + "u = ρ u + (1 - ρ) d²;  θ = θ - lr · d",
    options: [
      .learningRate(default: 1),
      OptionSpec("rho", .number(.rate), default: .number(0.9), help: "decay of the means"),
      .epsilon(default: 1e-6),
      .weightDecay,
    ],
    source: "Zeiler, ADADELTA: an adaptive learning rate method, 2012",
    form: .update(
      UpdateRule(
        slots: { _, _ in ["mean_square", "mean_square_step"] },
        scalars: ["learning_rate"],
        scalarValues: { _ in { _, learningRate, values in values[0] = Float(learningRate) } },
        update: { step in
          let rho = step.component.value("rho")
          let epsilon = Float(step.component.value("epsilon"))
          let gradient = step.penalizedGradient
          let square = flush(Float(rho) * step.slots[0] + Float(1 - rho) * (gradient * gradient))
          let direction = squareRoot(step.slots[1] + epsilon) / squareRoot(square + epsilon) * gradient
          let squareStep = flush(Float(rho) * step.slots[1] + Float(1 - rho) * (direction * direction))
          return (step.parameter - step.scalars[0] * direction, [square, squareStep])
        })),
    pytorch: { optimizer in
      PythonCall.text(
        "torch.optim.Adadelta", optimizer,
        [
          .option("lr", "learning_rate"), .option("rho", "rho"), .option("eps", "epsilon"),
          .optional("weight_decay", "weight_decay", unless: .number(0)),
        ])
    })
}
