import Diagnostics
import Graphs

// Those that pass positive inputs on, and nothing or little of negative ones: straight lines with a kink.

extension ActivationRow {
  /// Its derivative at 0 is 0.
  static let relu = ActivationRow(
    name: "relu",
    aliases: ["rectifier"],
    summary: "Passes what is positive; cheap, and does not saturate on that side.",
    formula: "max(0, x)",
    source: "Nair and Hinton, Rectified linear units improve restricted Boltzmann machines, 2010",
    gain: { _ in 2.0.squareRoot() },
    pytorch: { _, _ in "F.relu(x)" },
    build: { x, _ in maximum(x, 0) })

  /// Its derivative at 0 and at 6 is 0.
  static let relu6 = ActivationRow(
    name: "relu6",
    summary: "A rectifier cut at 6, so that its values fit few bits.",
    formula: "min(max(0, x), 6)",
    source: "Krizhevsky, Convolutional deep belief networks on CIFAR-10, 2010",
    pytorch: { _, _ in "F.relu6(x)" },
    build: { x, _ in clamp(x, 0, 6) })

  /// Its derivative at 0 is `slope`.
  static let leakyReLU = ActivationRow(
    name: "leaky_relu",
    aliases: ["lrelu", "leakyrelu"],
    summary: "Lets a little of negative inputs through, so that no unit stops learning.",
    formula: "x where x > 0, else slope · x",
    options: [
      OptionSpec(
        "slope", aliases: ["negative_slope", "alpha"], .number(.nonNegative), default: .number(0.01),
        help: "slope for negative inputs")
    ],
    source: "Maas et al., Rectifier nonlinearities improve neural network acoustic models, 2013",
    gain: { (2 / (1 + $0.value("slope") * $0.value("slope"))).squareRoot() },
    pytorch: { activation, _ in "F.leaky_relu(x, \(activation.python("slope")))" },
    build: { x, context in leaky(x, below: x * context.scalar("slope")) })

  /// Its derivative at 0 is the slope, and the slope's there 0. slope [1], or [units] where they are not
  /// shared.
  static let prelu = ActivationRow(
    name: "prelu",
    summary: "A leaky rectifier that learns its slope for negative inputs.",
    formula: "x where x > 0, else slope · x; the slope is learned",
    options: [
      OptionSpec(
        "init", aliases: ["initial_slope"], .number(.any), default: .number(0.25),
        help: "the slope before training"),
      OptionSpec(
        "shared", .boolean, default: .boolean(true),
        help: "whether a layer's units have one slope together, or each its own"),
    ],
    source: "He et al., Delving deep into rectifiers, 2015",
    parameters: { activation, units in
      let initializer = InitializerRow.constant.component(["value": .number(activation.value("init"))])
      return [
        ParameterSpec(
          name: "slope", shape: [activation.boolean("shared") == false ? units : 1], initializer: initializer)
      ]
    },
    pytorch: { _, _ in "F.prelu(x, p['slope'])" },
    build: { x, context in leaky(x, below: x * context.parameters[0]) })

  /// In training slope = lower + (upper − lower) · u, with u uniform on [0, 1) for each element at each step;
  /// else the mean slope. Its derivative at 0 is the slope.
  static let rrelu = ActivationRow(
    name: "rrelu",
    aliases: ["randomized_relu"],
    summary: "A leaky rectifier whose slope is random in training, against overfitting.",
    formula: "x where x > 0, else slope · x; slope ~ U(lower, upper) in training, else their mean",
    options: [
      OptionSpec(
        "lower", .number(.nonNegative), default: .number(1.0 / 8), help: "least slope for negative inputs"),
      OptionSpec(
        "upper", .number(.nonNegative), default: .number(1.0 / 3), help: "greatest slope for negative inputs"),
    ],
    source: "Xu et al., Empirical evaluation of rectified activations in convolutional network, 2015",
    conflict: { activation in
      let (lower, upper) = (activation.value("lower"), activation.value("upper"))
      guard lower > upper else { return nil }
      return OptionConflict(
        option: "lower", "lower, \(Format.shortest(lower)), lies above upper, \(Format.shortest(upper))")
    },
    pytorch: { activation, mode in
      let (lower, upper) = (activation.value("lower"), activation.value("upper"))
      guard mode == .training else {
        return "F.rrelu(x, \(activation.python("lower")), \(activation.python("upper")))"
      }
      return "torch.where(x > 0, x, x * "
        + "(\(activation.python("lower")) + \(Format.shortest(upper - lower)) * u('rrelu')))"
    },
    build: { x, context in
      let (lower, upper) = (context.component.value("lower"), context.component.value("upper"))
      guard context.mode == .training else { return leaky(x, below: x * Float((lower + upper) / 2)) }
      let u = context.uniformNoise("rrelu", x.shape, in: x.graph)
      return leaky(x, below: x * (Float(lower) + Float(upper - lower) * u))
    })

  static let squaredReLU = ActivationRow(
    name: "squared_relu",
    aliases: ["relu_squared", "relu2"],
    summary: "The square of a rectifier: smooth at zero, and steep far out.",
    formula: "max(0, x)²",
    source: "So et al., Primer: searching for efficient transformers for language modeling, 2021",
    pytorch: { _, _ in "F.relu(x) ** 2" },
    build: { x, _ in square(maximum(x, 0)) })

  /// It jumps; its derivative at the threshold is 0. The defaults are Keras' (ThresholdedReLU): PyTorch has
  /// none.
  static let threshold = ActivationRow(
    name: "threshold",
    aliases: ["thresholded_relu"],
    summary: "Passes what exceeds a threshold, and puts one value in place of the rest.",
    formula: "x where x > threshold, else value",
    options: [
      OptionSpec(
        "threshold", aliases: ["theta"], .number(.any), default: .number(1), help: "what an input must exceed"
      ),
      OptionSpec(
        "value", aliases: ["default_value"], .number(.any), default: .number(0),
        help: "the value of all other inputs"),
    ],
    source: "Konda et al., Zero-bias autoencoders and the benefits of co-adapting features, 2014",
    pytorch: { activation, _ in
      "F.threshold(x, \(activation.python("threshold")), \(activation.python("value")))"
    },
    build: { x, context in
      select(greater(x, context.scalar("threshold")), x, x.graph.constant(context.scalar("value")))
    })

  private static func leaky(_ x: Node, below: Node) -> Node { select(greater(x, 0), x, below) }
}
