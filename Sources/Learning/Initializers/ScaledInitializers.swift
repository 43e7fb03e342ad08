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

  static let lecunUniform = lecun(
    name: "lecun_uniform", .uniform, formula: "U(-a, a), a = √(3 / fan_in)")

  static let lecunNormal = lecun(name: "lecun_normal", .normal, formula: "N(0, σ²), σ = 1 / √fan_in")

  private static func xavier(
    name: String, alias: String, _ distribution: VarianceScaling.Distribution, formula: String
  ) -> InitializerRow {
    let gain = InitializerGain(standard: .linear)
    return InitializerRow(
      name: name,
      aliases: [CatalogAlias(alias)],
      summary: "Keeps signals and gradients in size through layers that are linear about zero, such as tanh.",
      formula: formula,
      options: gain.options,
      source:
        "Glorot and Bengio, Understanding the difficulty of training deep feedforward neural networks, 2010",
      conflict: gain.conflict,
      sample: { context, initializer, stream in
        VarianceScaling(
          gain: gain.value(of: initializer, in: context), fan: .average, distribution: distribution
        ).sample(context.shape, using: &stream)
      })
  }

  private static func he(
    name: String, alias: String, _ distribution: VarianceScaling.Distribution, formula: String
  ) -> InitializerRow {
    let gain = InitializerGain(standard: .relu)
    return InitializerRow(
      name: name,
      aliases: [CatalogAlias(alias)],
      summary: "Keeps signals in size through rectifiers, which halve them.",
      formula: formula,
      options: gain.options + [mode],
      source: "He et al., Delving deep into rectifiers, 2015",
      conflict: gain.conflict,
      sample: { context, initializer, stream in
        VarianceScaling(
          gain: gain.value(of: initializer, in: context), fan: fan(of: initializer),
          distribution: distribution
        ).sample(context.shape, using: &stream)
      })
  }

  /// The normal one is not truncated, unlike Keras' and JAX's; `variance_scaling` is theirs.
  private static func lecun(
    name: String, _ distribution: VarianceScaling.Distribution, formula: String
  ) -> InitializerRow {
    InitializerRow(
      name: name,
      summary: "Keeps signals in size through layers that pass them on as they are; for selu.",
      formula: formula,
      source: "LeCun et al., Efficient BackProp, 1998; Klambauer et al., Self-normalizing networks, 2017",
      sample: { context, _, stream in
        VarianceScaling(gain: 1, fan: .fanIn, distribution: distribution).sample(
          context.shape, using: &stream)
      })
  }

  static let varianceScaling = InitializerRow(
    name: "variance_scaling",
    summary: "Noise of a stated variance per fan: what most scaled initializers are a case of.",
    formula: "variance scale / fan: N(0, σ²), σ = √(scale / fan), or U(-a, a), a = √(3 · scale / fan)",
    options: [
      OptionSpec("scale", .number(.positive), default: .number(1), help: "variance times fan"),
      mode,
      OptionSpec(
        "distribution", .choice(VarianceScaling.Distribution.allCases.map(\.rawValue)),
        default: .string(VarianceScaling.Distribution.truncatedNormal.rawValue),
        help: "kind of noise; the truncated one is cut at 2 deviations and widened to the stated variance"),
    ],
    source: "Keras, VarianceScaling; JAX, nn.initializers.variance_scaling",
    sample: { context, initializer, stream in
      let distribution = initializer.string("distribution").flatMap(VarianceScaling.Distribution.init)
      guard let distribution else {
        preconditionFailure("variance_scaling: distribution is \(initializer["distribution"])")
      }
      return VarianceScaling(
        gain: initializer.value("scale").squareRoot(), fan: fan(of: initializer), distribution: distribution
      ).sample(context.shape, using: &stream)
    })

  private static let mode = OptionSpec(
    "mode", .choice(VarianceScaling.Fan.allCases.map(\.rawValue)),
    default: .string(VarianceScaling.Fan.fanIn.rawValue),
    help: "keep activations in size (fan_in), gradients (fan_out), or a mean of both (fan_avg)")

  private static func fan(of initializer: Component) -> VarianceScaling.Fan {
    guard let fan = initializer.string("mode").flatMap(VarianceScaling.Fan.init) else {
      preconditionFailure("\(initializer.name): mode is \(initializer["mode"])")
    }
    return fan
  }
}
