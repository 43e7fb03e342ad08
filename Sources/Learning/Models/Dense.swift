import Diagnostics
import Graphs

extension LayerRow {
  /// x [n, in], W [in, units], b [units].
  package static let dense = LayerRow(
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
      let (component, activation) = activation(of: layer)
      let sums = outputWidth * activation.inputsPerUnit(component)
      let weight = ParameterSpec(
        name: "weight", shape: [inputWidth, sums], initializer: layer.part("init"))
      let bias = ParameterSpec(name: "bias", shape: [sums], initializer: layer.part("bias_init"))
      return (layer.boolean("bias") == false ? [weight] : [weight, bias])
        + activation.parameters(component, outputWidth)
    },
    hasUnits: true,
    build: { x, context in
      let layer = context.component
      let hasBias = layer.boolean("bias") != false
      let sums = product(x, context.parameters[0])
      let (component, activation) = activation(of: layer)
      return activation.build(
        hasBias ? sums + context.parameters[1] : sums,
        context.part(component, parameters: Array(context.parameters.dropFirst(hasBias ? 2 : 1))))
    },
    isLinear: { Layers.row($0.part("activation")).isLinear($0.part("activation")) })

  private static func activation(of layer: Component) -> (Component, ActivationRow) {
    let component = layer.part("activation")
    return (component, Activations.row(component))
  }
}
