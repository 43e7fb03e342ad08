import Diagnostics
import Tensors

// Rows over `VarianceScaling`.

extension InitializerRow {
  static let xavierUniform = xavier(
    name: "xavier_uniform", alias: "glorot_uniform", .uniform,
    formula: "U(-a, a), a = gain · √(6 / (fan_in + fan_out))")

  static let xavierNormal = xavier(
    name: "xavier_normal", alias: "glorot_normal", .normal,
    formula: "N(0, σ²), σ = gain · √(2 / (fan_in + fan_out))")

  static let heUniform = he(
    name: "he_uniform", alias: "kaiming_uniform", .uniform, formula: "U(-a, a), a = gain · √(3 / fan)")

  static let heNormal = he(
    name: "he_normal", alias: "kaiming_normal", .normal, formula: "N(0, σ²), σ = gain / √fan")

  private static func xavier(
    name: String, alias: String, _ distribution: VarianceScaling.Distribution, formula: String
  ) -> InitializerRow {
    InitializerRow(
      name: name,
      aliases: [CatalogAlias(alias)],
      summary: "Keeps signals and gradients in size through layers that are linear about zero, such as tanh.",
      formula: formula,
      options: [gain(default: 1)],
      source:
        "Glorot and Bengio, Understanding the difficulty of training deep feedforward neural networks, 2010",
      sample: { shape, initializer, stream in
        VarianceScaling(gain: initializer.value("gain"), fan: .average, distribution: distribution)
          .sample(shape, using: &stream)
      })
  }

  private static func he(
    name: String, alias: String, _ distribution: VarianceScaling.Distribution, formula: String
  ) -> InitializerRow {
    InitializerRow(
      name: name,
      aliases: [CatalogAlias(alias)],
      summary: "Keeps signals in size through rectifiers, which halve them.",
      formula: formula,
      options: [
        gain(default: 2.0.squareRoot()),
        OptionSpec(
          "mode", .choice([VarianceScaling.Fan.fanIn.rawValue, VarianceScaling.Fan.fanOut.rawValue]),
          default: .string(VarianceScaling.Fan.fanIn.rawValue),
          help: "keep activations in size (fan_in) or gradients (fan_out)"),
      ],
      source: "He et al., Delving deep into rectifiers, 2015",
      sample: { shape, initializer, stream in
        guard let fan = initializer.string("mode").flatMap(VarianceScaling.Fan.init) else {
          preconditionFailure("\(name): mode is \(initializer["mode"])")
        }
        return VarianceScaling(gain: initializer.value("gain"), fan: fan, distribution: distribution)
          .sample(shape, using: &stream)
      })
  }

  private static func gain(default value: Double) -> OptionSpec {
    OptionSpec(
      "gain", .number(.positive), default: .number(value),
      help: "factor on the deviation, as an activation needs it")
  }
}
