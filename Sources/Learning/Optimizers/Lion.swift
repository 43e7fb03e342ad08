import Diagnostics
import Graphs

extension OptimizerRow {
  /// Only the direction's signs count, so that every element moves by the same amount. Momenta nearer to zero
  /// than 1e-30 become zero.
  static let lion = OptimizerRow(
    name: "lion",
    summary: "Steps of one size for all parameters, by the sign of a blend of momentum and gradient.",
    formula:
      "θ = θ - lr · (sign(β₁ m + (1 - β₁) ∇) + weight_decay · θ);  m = β₂ m + (1 - β₂) ∇",
    options: [
      .learningRate(default: 1e-4),
      OptionSpec(
        "beta1", .number(.rate), default: .number(0.9), help: "share of the momentum in the direction"),
      .beta2(default: 0.99, help: "decay of the momentum"), .decoupledWeightDecay(default: 0),
    ],
    source: "Chen et al., Symbolic discovery of optimization algorithms, 2023",
    form: .update(
      UpdateRule(
        slots: { _, _ in ["m"] },
        scalars: ["learning_rate", "decay"],
        scalarValues: { optimizer in
          let decay = optimizer.value("weight_decay")
          return { _, learningRate, values in
            values[0] = Float(learningRate)
            values[1] = Float(1 - learningRate * decay)
          }
        },
        update: { step in
          let (beta1, beta2) = (step.component.value("beta1"), step.component.value("beta2"))
          let isDecayed = step.component.value("weight_decay") != 0
          let parameter = isDecayed ? step.scalars[1] * step.parameter : step.parameter
          // Both blends from the one difference, so that the step is one pass.
          let difference = step.slots[0] - step.gradient
          let direction = sign(step.gradient + Float(beta1) * difference)
          let m = flush(step.gradient + Float(beta2) * difference)
          return (parameter - step.scalars[0] * direction, [m])
        })),
    pytorch: { optimizer in
      PythonCall.text(
        "Lion", optimizer,
        [
          .option("lr", "learning_rate"), .betas,
          .optional("weight_decay", "weight_decay", unless: .number(0)),
        ])
    },
    pytorchPrelude: """
      class Lion(torch.optim.Optimizer):
          # Chen et al., 2023: p = p - lr * (sign(beta1 * m + (1 - beta1) * g) + weight_decay * p)
          #                    m = beta2 * m + (1 - beta2) * g
          def __init__(self, params, lr=1e-4, betas=(0.9, 0.99), weight_decay=0.0):
              super().__init__(params, {"lr": lr, "betas": betas, "weight_decay": weight_decay})

          @torch.no_grad()
          def step(self, closure=None):
              for group in self.param_groups:
                  beta1, beta2 = group["betas"]
                  for p in group["params"]:
                      m = self.state[p].setdefault("m", torch.zeros_like(p))
                      direction = torch.sign(beta1 * m + (1 - beta1) * p.grad)
                      p.sub_(group["lr"] * (direction + group["weight_decay"] * p))
                      m.copy_(beta2 * m + (1 - beta2) * p.grad)
      """)
}
