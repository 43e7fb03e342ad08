import Diagnostics
import Graphs

extension OptimizerRow {
  /// Algorithm 2 of the paper with φ(z) = z. Where a parameter or its direction is all zeros, the ratio is 1.
  static let lamb = OptimizerRow(
    name: "lamb",
    summary: "Adam's direction, scaled layer by layer to the size of the parameters, for large batches.",
    formula:
      "m, v as Adam's;  r = m / (1 - β₁ᵗ) / (√(v / (1 - β₂ᵗ)) + ε) + weight_decay · θ;  "
      + "θ = θ - lr · ‖θ‖ / ‖r‖ · r",
    options: [
      .learningRate(default: 0.001), .beta1(), .beta2(), .epsilon(default: 1e-6),
      OptionSpec(
        "weight_decay", .number(.nonNegative), default: .number(0.01),
        help: "share of the parameter in the direction"),
    ],
    source: "You et al., Large batch optimization for deep learning: training BERT in 76 minutes, 2020",
    form: .update(
      UpdateRule(
        slots: { _, _ in ["m", "v"] },
        scalars: ["learning_rate", "first_moment_correction", "second_moment_correction"],
        scalarValues: { lamb in
          let moments = AdamMoments(lamb)
          return { step, learningRate, values in
            moments.write(step, 1, &values, from: 1)
            values[0] = Float(learningRate)
          }
        },
        update: { step in
          let adam = AdamMoments(step.component)
          let decay = Float(step.component.value("weight_decay"))
          let (m, v) = adam.moments(step.slots, step.gradient)
          let divisor = squareRoot(v) * step.scalars[2] + Float(adam.epsilon)
          var direction = step.scalars[1] * m / divisor
          if decay != 0 { direction = direction + decay * step.parameter }
          let size = squareRoot(sum(step.parameter * step.parameter))
          let length = squareRoot(sum(direction * direction))
          let ratio = select(size * length, size / length, size.graph.constant(1))
          return (step.parameter - step.scalars[0] * ratio * direction, [m, v])
        })),
    pytorch: { optimizer in
      PythonCall.text(
        "Lamb", optimizer,
        [
          .option("lr", "learning_rate"), .betas, .option("eps", "epsilon"),
          .option("weight_decay", "weight_decay"),
        ])
    },
    pytorchPrelude: """
      class Lamb(torch.optim.Optimizer):
          # You et al., 2020, algorithm 2: Adam's direction r plus weight_decay * p, scaled to the size of p.
          def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-6, weight_decay=0.01):
              super().__init__(params, {"lr": lr, "betas": betas, "eps": eps, "weight_decay": weight_decay})

          @torch.no_grad()
          def step(self, closure=None):
              for group in self.param_groups:
                  beta1, beta2 = group["betas"]
                  for p in group["params"]:
                      state = self.state[p]
                      t = state["t"] = state.get("t", 0) + 1
                      m = state.setdefault("m", torch.zeros_like(p))
                      v = state.setdefault("v", torch.zeros_like(p))
                      m.copy_(beta1 * m + (1 - beta1) * p.grad)
                      v.copy_(beta2 * v + (1 - beta2) * p.grad * p.grad)
                      r = m / (1 - beta1 ** t) / ((v / (1 - beta2 ** t)).sqrt() + group["eps"])
                      r = r + group["weight_decay"] * p
                      size, length = p.norm(), r.norm()
                      ratio = size / length if size > 0 and length > 0 else 1.0
                      p.sub_(group["lr"] * ratio * r)
      """)
}
