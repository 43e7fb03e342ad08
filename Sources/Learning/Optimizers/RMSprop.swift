import Diagnostics
import Graphs

extension OptimizerRow {
  /// PyTorch's form. The variance of `centered` is kept from falling below zero by rounding, where PyTorch's
  /// root is NaN. A gradient whose square exceeds binary32 (beyond 1.8e19) stops that element for a while;
  /// with `centered` it is NaN.
  static let rmsprop = OptimizerRow(
    name: "rmsprop",
    summary: "Steps of a size of their own for each parameter, from a running mean of the squared gradient.",
    formula:
      "g = ∇ + weight_decay · θ;  s = α s + (1 - α) g²;  centered: a = α a + (1 - α) g, s - a² for s;  "
      + "d = g / (√s + ε);  momentum: b = momentum · b + d, b for d;  θ = θ - lr · d",
    options: [
      .learningRate(default: 0.01),
      OptionSpec(
        "alpha", aliases: ["rho"], .number(.rate), default: .number(0.99), help: "decay of the means"),
      .epsilon(),
      .weightDecay,
      OptionSpec("momentum", .number(.rate), default: .number(0), help: "share of the last step kept"),
      OptionSpec(
        "centered", .boolean, default: .boolean(false),
        help: "whether to divide by the standard deviation instead of the root of the mean square"),
    ],
    source: "Tieleman and Hinton, Neural networks for machine learning, lecture 6.5, 2012; Graves, 2013",
    form: .update(
      UpdateRule(
        slots: { optimizer, _ in
          ["mean_square"] + (optimizer.flag("centered") ? ["mean"] : [])
            + (optimizer.value("momentum") == 0 ? [] : ["momentum"])
        },
        scalars: ["learning_rate"],
        scalarValues: { _ in { _, learningRate, values in values[0] = Float(learningRate) } },
        update: { step in
          let alpha = step.component.value("alpha")
          let momentum = Float(step.component.value("momentum"))
          let gradient = step.penalizedGradient
          let square = flush(Float(alpha) * step.slots[0] + Float(1 - alpha) * (gradient * gradient))
          var slots = [square]
          var variance = square
          if step.component.flag("centered") {
            let mean = flush(Float(alpha) * step.slots[1] + Float(1 - alpha) * gradient)
            slots.append(mean)
            variance = maximum(square - mean * mean, 0)
          }
          var direction = gradient / (squareRoot(variance) + Float(step.component.value("epsilon")))
          if momentum != 0 {
            direction = flush(momentum * step.slots[slots.count] + direction)
            slots.append(direction)
          }
          return (step.parameter - step.scalars[0] * direction, slots)
        })),
    pytorch: { optimizer in
      PythonCall.text(
        "torch.optim.RMSprop", optimizer,
        [
          .option("lr", "learning_rate"), .option("alpha", "alpha"), .option("eps", "epsilon"),
          .optional("weight_decay", "weight_decay", unless: .number(0)),
          .optional("momentum", "momentum", unless: .number(0)),
          .optional("centered", "centered", unless: .boolean(false)),
        ])
    })
}
