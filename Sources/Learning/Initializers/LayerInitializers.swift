import Diagnostics
import Tensors

// Those that look at the layer's inputs also for a bias, or at its place in the model.

extension InitializerRow {
  /// What `torch.nn.Linear` does: kaiming_uniform with a = √5, whose gain is √(1/3), for the weight, and the
  /// same bound for the bias.
  static let torchDefault = InitializerRow(
    name: "torch_default",
    aliases: ["pytorch_default"],
    summary: "How PyTorch starts a linear layer; its bias is drawn so, too, if bias_init says it.",
    formula: "U(-a, a), a = 1 / √fan_in, also for a bias, with the fan_in of its weight",
    source: "PyTorch, nn.Linear.reset_parameters",
    sample: { context, _, stream in
      let bound = Float(1 / Double(max(context.fanIn, 1)).squareRoot())
      return .drawn(context.shape) { stream.uniform(-bound, bound) }
    })

  /// For layers with sin(ω x) as activation. The authors leave biases at PyTorch's default.
  static let siren = InitializerRow(
    name: "siren",
    summary: "For layers of sines: keeps sums normal and their frequencies alike in every layer.",
    formula: "first layer: U(-1 / fan_in, 1 / fan_in); others: U(-a, a), a = √(6 / fan_in) / omega",
    options: [
      OptionSpec(
        "omega", aliases: ["omega_0", "omega0", "w0"], .number(.positive), default: .number(30),
        help: "frequency of the sines, sin(omega · x)")
    ],
    source: "Sitzmann et al., Implicit neural representations with periodic activation functions, 2020",
    sample: { context, initializer, stream in
      let fanIn = Double(max(context.fanIn, 1))
      let bound = Float(
        context.isFirst ? 1 / fanIn : (6 / fanIn).squareRoot() / initializer.value("omega"))
      return .drawn(context.shape) { stream.uniform(-bound, bound) }
    })
}
