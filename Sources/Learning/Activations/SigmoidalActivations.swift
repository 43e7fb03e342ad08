import Diagnostics
import Graphs

// No activation, and those that saturate on both sides, or whose logarithm does.

extension ActivationRow {
  static let linear = ActivationRow(
    name: "linear",
    aliases: ["identity", "none"],
    summary: "Leaves its input as it is: for the output of a regression, and for logits.",
    formula: "x",
    gain: { _ in 1 },
    pytorch: { _, _ in "x" },
    build: { x, _ in x })

  static let sigmoid = ActivationRow(
    name: "sigmoid",
    aliases: ["logistic"],
    summary: "Squeezes its input into (0, 1); saturates on both sides, where gradients vanish.",
    formula: "1 / (1 + exp(-x))",
    gain: { _ in 1 },
    pytorch: { _, _ in "torch.sigmoid(x)" },
    build: { x, _ in Graphs.sigmoid(x) })

  /// Its derivative at -3 and at 3 is 0.
  static let hardSigmoid = ActivationRow(
    name: "hard_sigmoid",
    aliases: ["hardsigmoid"],
    summary: "A sigmoid of three straight lines, without an exponential.",
    formula: "min(max(0, x + 3), 6) / 6",
    source: "Howard et al., Searching for MobileNetV3, 2019",
    pytorch: { _, _ in "F.hardsigmoid(x)" },
    build: { x, _ in clamp(x + 3, 0, 6) / 6 })

  /// −softplus(−x), which keeps its digits on both sides.
  static let logSigmoid = ActivationRow(
    name: "log_sigmoid",
    aliases: ["logsigmoid"],
    summary: "The logarithm of a sigmoid: never positive, and straight far below zero.",
    formula: "log(1 / (1 + exp(-x)))",
    pytorch: { _, _ in "F.logsigmoid(x)" },
    build: { x, _ in -Graphs.softplus(-x) })

  static let tanh = ActivationRow(
    name: "tanh",
    summary: "Squeezes its input into (-1, 1), centred at zero; saturates on both sides.",
    formula: "tanh x = (exp(x) - exp(-x)) / (exp(x) + exp(-x))",
    source: "LeCun et al., Efficient BackProp, 1998",
    gain: { _ in 5.0 / 3 },
    pytorch: { _, _ in "torch.tanh(x)" },
    build: { x, _ in Graphs.tanh(x) })

  /// Its derivative at both bounds is 0.
  static let hardTanh = ActivationRow(
    name: "hard_tanh",
    aliases: ["hardtanh"],
    summary: "The identity, cut off on both sides: a tanh of three straight lines.",
    formula: "min(max(x, min_val), max_val)",
    options: [
      OptionSpec("min_val", aliases: ["min"], .number(.any), default: .number(-1), help: "least value"),
      OptionSpec("max_val", aliases: ["max"], .number(.any), default: .number(1), help: "greatest value"),
    ],
    source: "Collobert, Large scale machine learning, 2004",
    conflict: { activation in
      let (low, high) = (activation.value("min_val"), activation.value("max_val"))
      guard low >= high else { return nil }
      return OptionConflict(
        option: "min_val",
        "min_val, \(Format.shortest(low)), does not lie below max_val, \(Format.shortest(high))")
    },
    pytorch: { activation, _ in
      "F.hardtanh(x, \(activation.python("min_val")), \(activation.python("max_val")))"
    },
    build: { x, context in clamp(x, context.scalar("min_val"), context.scalar("max_val")) })

  static let softsign = ActivationRow(
    name: "softsign",
    summary: "Squeezes its input into (-1, 1) like tanh, but saturates slowly.",
    formula: "x / (1 + |x|)",
    source: "Turian et al., Quadratic features and deep architectures for chunking, 2009",
    pytorch: { _, _ in "F.softsign(x)" },
    build: { x, _ in x / (1 + absolute(x)) })
}
