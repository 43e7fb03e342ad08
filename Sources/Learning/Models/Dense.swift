import Diagnostics
import Graphs

extension LayerRow {
  /// x [n, in], W [in, units], b [units].
  static let dense = LayerRow(
    name: "dense",
    aliases: ["linear_layer", "fully_connected"],
    summary: "Every unit sees every input: a weighted sum, a bias, and an activation.",
    formula: "f(x W + b)",
    options: [
      OptionSpec(
        "units", aliases: ["width"], .integer(1...1_000_000), default: .automatic,
        help: "number of units; of the last layer, what data and loss ask for"),
      OptionSpec(
        "activation", .component(of: "activation"),
        default: .component(ActivationRow.linear.defaultComponent),
        help: "what the sums pass through"),
      OptionSpec(
        "init", aliases: ["initializer", "kernel_initializer"], .component(of: "initializer"),
        default: .component(InitializerRow.xavierUniform.defaultComponent),
        help: "first values of the weights"),
      OptionSpec(
        "bias_init", aliases: ["bias_initializer"], .component(of: "initializer"),
        default: .component(InitializerRow.zeros.defaultComponent), help: "first values of the biases"),
      OptionSpec(
        "bias", aliases: ["use_bias"], .boolean, default: .boolean(true), help: "whether sums have a bias"),
    ],
    outputWidth: { layer, _ in layer.integer("units") },
    parameters: { layer, inputWidth, outputWidth in
      let weight = ParameterSpec(
        name: "weight", shape: [inputWidth, outputWidth], initializer: layer.part("init"))
      let bias = ParameterSpec(name: "bias", shape: [outputWidth], initializer: layer.part("bias_init"))
      return layer.boolean("bias") == false ? [weight] : [weight, bias]
    },
    build: { x, parameters, layer in
      let sums = product(x, parameters[0])
      return Activations.apply(
        layer.part("activation"), to: parameters.count > 1 ? sums + parameters[1] : sums)
    },
    isLinear: { Layers.row($0.part("activation")).isLinear($0.part("activation")) })
}
