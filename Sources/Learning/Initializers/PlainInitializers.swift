import Diagnostics
import Tensors

// Those that do not look at the layer's width.

extension InitializerRow {
  static let zeros = InitializerRow(
    name: "zeros",
    aliases: ["zero"],
    summary: "All zeros: right for biases; as weights it leaves all units of a layer alike for ever.",
    formula: "0",
    sample: { shape, _, _ in Tensor(repeating: 0, shape) })

  static let constant = InitializerRow(
    name: "constant",
    summary: "One value everywhere, for biases.",
    formula: "value",
    options: [OptionSpec("value", .number(.any), default: .number(0), help: "the value")],
    sample: { shape, initializer, _ in Tensor(repeating: Float(initializer.value("value")), shape) })

  static let uniform = InitializerRow(
    name: "uniform",
    aliases: ["random_uniform"],
    summary: "Uniform noise of one size for all layers.",
    formula: "U(low, high)",
    options: [
      OptionSpec("low", aliases: ["minval"], .number(.any), default: .number(-0.05), help: "least value"),
      OptionSpec(
        "high", aliases: ["maxval"], .number(.any), default: .number(0.05), help: "upper end, not reached"),
    ],
    conflict: { initializer in
      let (low, high) = (initializer.value("low"), initializer.value("high"))
      guard low > high else { return nil }
      return OptionConflict(
        option: "low", "low, \(Format.shortest(low)), lies above high, \(Format.shortest(high))")
    },
    sample: { shape, initializer, stream in
      let (low, high) = (Float(initializer.value("low")), Float(initializer.value("high")))
      return .drawn(shape) { stream.uniform(low, high) }
    })

  static let normal = InitializerRow(
    name: "normal",
    aliases: ["gaussian", "random_normal"],
    summary: "Gaussian noise of one size for all layers.",
    formula: "N(mean, std²)",
    options: [
      OptionSpec("mean", .number(.any), default: .number(0), help: "mean"),
      OptionSpec(
        "std", aliases: ["stddev"], .number(.nonNegative), default: .number(0.05),
        help: "standard deviation"),
    ],
    sample: { shape, initializer, stream in
      let (mean, deviation) = (Float(initializer.value("mean")), Float(initializer.value("std")))
      return .drawn(shape) { mean + deviation * stream.normal() }
    })
}
