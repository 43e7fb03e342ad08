import Diagnostics
import Graphs
import Tensors

extension OptimizerRow {
  /// PyTorch's form: ε is added after the bias correction, and AMSGrad's largest mean square is the
  /// uncorrected one. Moments nearer to zero than 1e-30 become zero, so that they do not decay into
  /// denormals; a gradient whose square is lost so is far below ε, which then decides the step. A square
  /// beyond binary32 stops that element for long.
  static let adam = OptimizerRow(
    name: "adam",
    aliases: [CatalogAlias("amsgrad", presets: [(option: "amsgrad", value: .boolean(true))])],
    summary:
      "Steps of a size of their own for each parameter, from running means of the gradient and its square.",
    formula:
      "m = β₁ m + (1 - β₁) ∇;  v = β₂ v + (1 - β₂) ∇²;  θ = θ - lr · m / (1 - β₁ᵗ) / (√(v / (1 - β₂ᵗ)) + ε);  "
      + "amsgrad: the largest v so far;  ∇ with weight_decay · θ",
    options: [
      .learningRate(default: 0.001), .beta1(), .beta2(), .epsilon(), .weightDecay, amsgradOption,
    ],
    source:
      "Kingma and Ba, Adam: a method for stochastic optimization, 2015; "
      + "Reddi, Kale and Kumar, On the convergence of Adam and beyond, 2018",
    form: .update(
      UpdateRule(
        slots: { adam, _ in AdamMoments(adam).slots },
        scalars: AdamMoments.scalars,
        scalarValues: { adam in
          let moments = AdamMoments(adam)
          return { step, learningRate, values in moments.write(step, learningRate, &values, from: 0) }
        },
        update: { step in
          AdamMoments(step.component).update(step, step.parameter, step.penalizedGradient, firstScalar: 0)
        })),
    pytorch: { PythonCall.text("torch.optim.Adam", $0, adamArguments(decay: 0)) })

  /// Adam whose weight decay is apart from the gradient.
  static let adamw = OptimizerRow(
    name: "adamw",
    summary: "Adam whose weight decay shrinks the parameters by themselves instead of through the gradient.",
    formula: "θ = θ - lr · weight_decay · θ, then Adam's step with the gradient as it is",
    options: [
      .learningRate(default: 0.001), .beta1(), .beta2(), .epsilon(), .decoupledWeightDecay(default: 0.01),
      amsgradOption,
    ],
    source: "Loshchilov and Hutter, Decoupled weight decay regularization, 2019",
    form: .update(
      UpdateRule(
        slots: { adam, _ in AdamMoments(adam).slots },
        scalars: AdamMoments.scalars + ["decay"],
        scalarValues: { adam in
          let moments = AdamMoments(adam)
          let decay = adam.value("weight_decay")
          return { step, learningRate, values in
            moments.write(step, learningRate, &values, from: 0)
            values[2] = Float(1 - learningRate * decay)
          }
        },
        update: { step in
          let isDecayed = step.component.value("weight_decay") != 0
          return AdamMoments(step.component).update(
            step, isDecayed ? step.scalars[2] * step.parameter : step.parameter, step.gradient, firstScalar: 0
          )
        })),
    pytorch: { PythonCall.text("torch.optim.AdamW", $0, adamArguments(decay: 0.01)) })

  private static let amsgradOption = OptionSpec(
    "amsgrad", .boolean, default: .boolean(false), help: "whether to divide by the largest mean square so far"
  )

  private static func adamArguments(decay: Double) -> [PythonCall.Argument] {
    [
      .option("lr", "learning_rate"), .betas, .option("eps", "epsilon"),
      .optional("weight_decay", "weight_decay", unless: .number(decay)),
      .optional("amsgrad", "amsgrad", unless: .boolean(false)),
    ]
  }
}

/// What Adam keeps and how it steps, for all who step as it does.
struct AdamMoments {
  let beta1: Double
  let beta2: Double
  let epsilon: Double
  let amsgrad: Bool

  /// The options may have a prefix: `adamw_beta1`.
  init(_ component: Component, prefix: String = "") {
    beta1 = component.value("\(prefix)beta1")
    beta2 = component.value("\(prefix)beta2")
    epsilon = component.value("\(prefix)epsilon")
    amsgrad = component.options["amsgrad"] == .boolean(true)
  }

  var slots: [OptimizerSlot] { amsgrad ? ["m", "v", "largest_v"] : ["m", "v"] }
  static let scalars = ["step_size", "second_moment_correction"]

  func write(_ step: Int, _ learningRate: Double, _ values: inout [Float], from first: Int) {
    let correction1 = 1 - Elementary.pow(beta1, Double(step))
    let correction2 = 1 - Elementary.pow(beta2, Double(step))
    values[first] = Float(learningRate / correction1)
    values[first + 1] = Float(1 / correction2.squareRoot())
  }

  /// The new m and v.
  func moments(_ slots: [Node], _ gradient: Node) -> (m: Node, v: Node) {
    (
      flush(Float(beta1) * slots[0] + Float(1 - beta1) * gradient),
      flush(Float(beta2) * slots[1] + Float(1 - beta2) * (gradient * gradient))
    )
  }

  func update(
    _ step: OptimizerStep, _ parameter: Node, _ gradient: Node, firstScalar first: Int
  ) -> (parameter: Node, slots: [Node]) {
    let (stepSize, correction) = (step.scalars[first], step.scalars[first + 1])
    let (m, v) = moments(step.slots, gradient)
    let largest = amsgrad ? maximum(step.slots[2], v) : v
    let divisor = squareRoot(largest) * correction + Float(epsilon)
    return (parameter - stepSize * (m / divisor), amsgrad ? [m, v, largest] : [m, v])
  }
}
