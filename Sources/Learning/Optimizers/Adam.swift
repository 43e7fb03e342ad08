import Diagnostics
import Graphs
import Tensors

extension OptimizerRow {
  /// PyTorch's form: ε is added after the bias correction. Moments nearer to zero than 1e-30 become zero, so
  /// that they do not decay into denormals; a gradient whose square is lost so is far below ε, which then
  /// decides the step.
  static let adam = OptimizerRow(
    name: "adam",
    summary:
      "Steps of a size of their own for each parameter, from running means of the gradient and its square.",
    formula:
      "m = β₁ m + (1 - β₁) ∇;  v = β₂ v + (1 - β₂) ∇²;  θ = θ - lr · m / (1 - β₁ᵗ) / (√(v / (1 - β₂ᵗ)) + ε)",
    options: [
      .learningRate(default: 0.001),
      OptionSpec("beta1", .number(.rate), default: .number(0.9), help: "decay of the mean gradient"),
      OptionSpec("beta2", .number(.rate), default: .number(0.999), help: "decay of the mean square"),
      OptionSpec(
        "epsilon", aliases: ["eps"], .number(.positive), default: .number(1e-8),
        help: "keeps the divisor from zero"),
    ],
    source: "Kingma and Ba, Adam: a method for stochastic optimization, 2015",
    slots: { _ in ["m", "v"] },
    scalars: ["step_size", "second_moment_correction"],
    scalarValues: { step, adam, learningRate in
      let correction1 = 1 - Elementary.pow(adam.value("beta1"), Double(step))
      let correction2 = 1 - Elementary.pow(adam.value("beta2"), Double(step))
      return [Float(learningRate / correction1), Float(1 / correction2.squareRoot())]
    },
    update: { step in
      let (beta1, beta2) = (step.component.value("beta1"), step.component.value("beta2"))
      let (stepSize, correction) = (step.scalars[0], step.scalars[1])
      let gradient = step.gradient
      let m = flush(Float(beta1) * step.slots[0] + Float(1 - beta1) * gradient)
      let v = flush(Float(beta2) * step.slots[1] + Float(1 - beta2) * (gradient * gradient))
      let divisor = squareRoot(v) * correction + Float(step.component.value("epsilon"))
      return (step.parameter - stepSize * (m / divisor), [m, v])
    })
}
