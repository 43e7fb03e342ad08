import Diagnostics
import Graphs

extension OptimizerRow {
  /// PyTorch's semantics: the learning rate is not part of the momentum, and weight decay is added to the
  /// gradient. Momenta nearer to zero than 1e-30 become zero.
  static let sgd = OptimizerRow(
    name: "sgd",
    aliases: [
      "gradient_descent", CatalogAlias("momentum", presets: [(option: "momentum", value: .number(0.9))]),
    ],
    summary: "Steps down the gradient; with momentum, down a decaying sum of the gradients so far.",
    formula:
      "g = ∇ + weight_decay · θ;  v = momentum · v + g;  θ = θ - lr · v, "
      + "nesterov: θ = θ - lr · (g + momentum · v)",
    options: [
      .learningRate(default: 0.01),
      OptionSpec("momentum", .number(.rate), default: .number(0), help: "share of the last step kept"),
      OptionSpec(
        "nesterov", .boolean, default: .boolean(false), help: "whether to look ahead along the momentum"),
      OptionSpec(
        "weight_decay", .number(.nonNegative), default: .number(0), help: "L2 penalty added to the gradient"),
    ],
    source:
      "Robbins and Monro, 1951; Polyak, 1964; "
      + "Sutskever et al., On the importance of initialization and momentum in deep learning, 2013",
    conflict: { optimizer in
      guard optimizer.boolean("nesterov") == true, optimizer.value("momentum") == 0 else { return nil }
      return OptionConflict(
        option: "nesterov", "nesterov needs a momentum greater than 0", hint: "add momentum: 0.9")
    },
    slots: { $0.value("momentum") == 0 ? [] : ["momentum"] },
    scalars: ["learning_rate"],
    scalarValues: { _, _, learningRate in [Float(learningRate)] },
    update: { step in
      let learningRate = step.scalars[0]
      let momentum = Float(step.component.value("momentum"))
      let decay = Float(step.component.value("weight_decay"))
      let gradient = decay == 0 ? step.gradient : step.gradient + decay * step.parameter
      guard let last = step.slots.first else {
        return (step.parameter - learningRate * gradient, [])
      }
      let velocity = flush(momentum * last + gradient)
      let direction = step.component.boolean("nesterov") == true ? gradient + momentum * velocity : velocity
      return (step.parameter - learningRate * direction, [velocity])
    })
}
