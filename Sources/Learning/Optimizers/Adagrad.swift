import Diagnostics
import Graphs

extension OptimizerRow {
  /// PyTorch's form. The sum only grows: where a gradient's square exceeds binary32 (beyond 1.8e19), the sum
  /// is infinite and that element rests for good.
  static let adagrad = OptimizerRow(
    name: "adagrad",
    summary: "Steps that shrink for each parameter with the squares of all its gradients so far.",
    formula: "g = ∇ + weight_decay · θ;  s = s + g²;  θ = θ - lr / (1 + (t - 1) · lr_decay) · g / (√s + ε)",
    options: [
      .learningRate(default: 0.01),
      OptionSpec(
        "lr_decay", aliases: ["learning_rate_decay"], .number(.nonNegative), default: .number(0),
        help: "how fast the learning rate falls with the number of steps"),
      .weightDecay,
      OptionSpec(
        "initial_accumulator_value", .number(.nonNegative), default: .number(0),
        help: "sum of squares before the first step"),
      .epsilon(default: 1e-10),
    ],
    source: "Duchi, Hazan and Singer, Adaptive subgradient methods for online learning, 2011",
    form: .update(
      UpdateRule(
        slots: { optimizer, _ in
          [OptimizerSlot("sum", start: Float(optimizer.value("initial_accumulator_value")))]
        },
        scalars: ["learning_rate"],
        scalarValues: { optimizer in
          let decay = optimizer.value("lr_decay")
          return { step, learningRate, values in
            values[0] = Float(learningRate / (1 + Double(step - 1) * decay))
          }
        },
        update: { step in
          let gradient = step.penalizedGradient
          let sum = step.slots[0] + gradient * gradient
          let divisor = squareRoot(sum) + Float(step.component.value("epsilon"))
          return (step.parameter - step.scalars[0] * (gradient / divisor), [sum])
        })),
    pytorch: { optimizer in
      PythonCall.text(
        "torch.optim.Adagrad", optimizer,
        [
          .option("lr", "learning_rate"), .optional("lr_decay", "lr_decay", unless: .number(0)),
          .optional("weight_decay", "weight_decay", unless: .number(0)),
          .optional("initial_accumulator_value", "initial_accumulator_value", unless: .number(0)),
          .option("eps", "epsilon"),
        ])
    })
}
