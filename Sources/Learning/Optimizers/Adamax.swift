import Diagnostics
import Graphs
import Tensors

extension OptimizerRow {
  /// PyTorch's form: ε is added to the gradient's size, so u never falls below it.
  static let adamax = OptimizerRow(
    name: "adamax",
    summary: "Adam that divides by the largest gradient of late instead of the root of the mean square.",
    formula:
      "g = ∇ + weight_decay · θ;  m = β₁ m + (1 - β₁) g;  u = max(β₂ u, |g| + ε);  "
      + "θ = θ - lr / (1 - β₁ᵗ) · m / u",
    options: [
      .learningRate(default: 0.002), .beta1(), .beta2(help: "decay of the largest gradient"), .epsilon(),
      .weightDecay,
    ],
    source: "Kingma and Ba, Adam: a method for stochastic optimization, 2015, section 7.1",
    form: .update(
      UpdateRule(
        slots: { _, _ in ["m", "u"] },
        scalars: ["step_size"],
        scalarValues: { optimizer in
          let beta1 = optimizer.value("beta1")
          return { step, learningRate, values in
            values[0] = Float(learningRate / (1 - Elementary.pow(beta1, Double(step))))
          }
        },
        update: { step in
          let beta1 = step.component.value("beta1")
          let gradient = step.penalizedGradient
          let m = flush(Float(beta1) * step.slots[0] + Float(1 - beta1) * gradient)
          let largest = maximum(
            Float(step.component.value("beta2")) * step.slots[1],
            absolute(gradient) + Float(step.component.value("epsilon")))
          return (step.parameter - step.scalars[0] * (m / largest), [m, largest])
        })),
    pytorch: { optimizer in
      PythonCall.text(
        "torch.optim.Adamax", optimizer,
        [
          .option("lr", "learning_rate"), .betas, .option("eps", "epsilon"),
          .optional("weight_decay", "weight_decay", unless: .number(0)),
        ])
    })
}
