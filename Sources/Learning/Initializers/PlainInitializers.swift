import Diagnostics
import Tensors

// Those that do not look at the layer's width.

extension InitializerRow {
  static let zeros = InitializerRow(
    name: "zeros",
    aliases: ["zero"],
    summary: "All zeros: right for biases; as weights it leaves all units of a layer alike for ever.",
    formula: "0",
    sample: { context, _, _ in Tensor(repeating: 0, context.shape) })

  static let ones = InitializerRow(
    name: "ones",
    aliases: ["one"],
    summary: "All ones; as weights it leaves all units of a layer alike for ever.",
    formula: "1",
    sample: { context, _, _ in Tensor(repeating: 1, context.shape) })

  static let constant = InitializerRow(
    name: "constant",
    summary: "One value everywhere, for biases.",
    formula: "value",
    options: [OptionSpec("value", .number(.any), default: .number(0), help: "the value")],
    sample: { context, initializer, _ in Tensor(repeating: Float(initializer.value("value")), context.shape) }
  )

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
    conflict: lowAboveHigh,
    sample: { context, initializer, stream in
      let (low, high) = (Float(initializer.value("low")), Float(initializer.value("high")))
      return .drawn(context.shape) { stream.uniform(low, high) }
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
    sample: { context, initializer, stream in
      let (mean, deviation) = (Float(initializer.value("mean")), Float(initializer.value("std")))
      return .drawn(context.shape) { mean + deviation * stream.normal() }
    })

  /// The bounds are counted in standard deviations from the mean, as Keras and JAX do; PyTorch's
  /// `trunc_normal_` takes them as values. `std` is that of the normal distribution before it is cut (in all
  /// three): cut at ±2, what is left has 0.8796 of it.
  static let truncatedNormal = InitializerRow(
    name: "truncated_normal",
    aliases: ["trunc_normal"],
    summary: "Gaussian noise without its tails, of one size for all layers.",
    formula: "N(mean, std²), drawn anew outside mean + low · std … mean + high · std",
    options: [
      OptionSpec("mean", .number(.any), default: .number(0), help: "mean before the cut"),
      OptionSpec(
        "std", aliases: ["stddev"], .number(.nonNegative), default: .number(0.05),
        help: "standard deviation before the cut"),
      OptionSpec(
        "low", aliases: ["lower"], .number(TruncatedNormal.range), default: .number(-2),
        help: "lower cut, in standard deviations from the mean"),
      OptionSpec(
        "high", aliases: ["upper"], .number(TruncatedNormal.range), default: .number(2),
        help: "upper cut, in standard deviations from the mean"),
    ],
    conflict: lowAboveHigh,
    sample: { context, initializer, stream in
      let noise = TruncatedNormal(low: initializer.value("low"), high: initializer.value("high"))
      let (mean, deviation) = (initializer.value("mean"), initializer.value("std"))
      return .drawn(context.shape) { Float(mean + deviation * noise.draw(using: &stream)) }
    })

  private static let lowAboveHigh: @Sendable (Component) -> OptionConflict? = { initializer in
    let (low, high) = (initializer.value("low"), initializer.value("high"))
    guard low > high else { return nil }
    return OptionConflict(
      option: "low", "low, \(Format.shortest(low)), lies above high, \(Format.shortest(high))")
  }
}
