import Diagnostics
import Graphs

extension OptimizerRow {
  /// PyTorch's semantics: the learning rate is not part of the momentum, weight decay is added to the
  /// gradient, and the first velocity is the undamped gradient. Momenta nearer to zero than 1e-30 become
  /// zero.
  static let sgd = OptimizerRow(
    name: "sgd",
    aliases: [
      "gradient_descent", CatalogAlias("momentum", presets: [(option: "momentum", value: .number(0.9))]),
      CatalogAlias(
        "nesterov",
        presets: [(option: "momentum", value: .number(0.9)), (option: "nesterov", value: .boolean(true))]),
    ],
    summary: "Steps down the gradient; with momentum, down a decaying sum of the gradients so far.",
    formula:
      "g = ∇ + weight_decay · θ;  v = momentum · v + (1 - dampening) · g, at first v = g;  θ = θ - lr · v, "
      + "nesterov: θ = θ - lr · (g + momentum · v)",
    options: [
      .learningRate(default: 0.01),
      OptionSpec("momentum", .number(.rate), default: .number(0), help: "share of the last step kept"),
      OptionSpec(
        "nesterov", .boolean, default: .boolean(false), help: "whether to look ahead along the momentum"),
      .weightDecay,
      OptionSpec(
        "dampening", .number(.share), default: .number(0),
        help: "share of the gradient that stays out of the momentum"),
    ],
    source:
      "Robbins and Monro, 1951; Polyak, 1964; "
      + "Sutskever et al., On the importance of initialization and momentum in deep learning, 2013",
    conflict: { optimizer in
      guard optimizer.flag("nesterov") else { return nil }
      if optimizer.value("momentum") == 0 {
        return OptionConflict(
          option: "nesterov", "nesterov needs a momentum greater than 0", hint: "add momentum: 0.9")
      }
      guard optimizer.value("dampening") != 0 else { return nil }
      return OptionConflict(
        option: "dampening", "nesterov and dampening exclude each other", hint: "leave out one of them")
    },
    form: .update(
      UpdateRule(
        slots: { optimizer, _ in optimizer.value("momentum") == 0 ? [] : ["momentum"] },
        scalars: ["learning_rate", "gradient_share"],
        scalarValues: { optimizer in
          let share = Float(1 - optimizer.value("dampening"))
          return { step, learningRate, values in
            values[0] = Float(learningRate)
            values[1] = step == 1 ? 1 : share
          }
        },
        update: { step in
          let learningRate = step.scalars[0]
          let momentum = Float(step.component.value("momentum"))
          let gradient = step.penalizedGradient
          guard let last = step.slots.first else {
            return (step.parameter - learningRate * gradient, [])
          }
          let isDamped = step.component.value("dampening") != 0
          let velocity = flush(momentum * last + (isDamped ? step.scalars[1] * gradient : gradient))
          let direction = step.component.flag("nesterov") ? gradient + momentum * velocity : velocity
          return (step.parameter - learningRate * direction, [velocity])
        })),
    pytorch: { optimizer in
      PythonCall.text(
        "torch.optim.SGD", optimizer,
        [
          .option("lr", "learning_rate"), .optional("momentum", "momentum", unless: .number(0)),
          .optional("dampening", "dampening", unless: .number(0)),
          .optional("weight_decay", "weight_decay", unless: .number(0)),
          .optional("nesterov", "nesterov", unless: .boolean(false)),
        ])
    })
}
