import Diagnostics
import Tensors

// Those whose elements depend on each other. A bias [n] is taken as a matrix [1, n].

extension InitializerRow {
  static let orthogonal: InitializerRow = {
    let gain = InitializerGain(standard: .linear)
    return InitializerRow(
      name: "orthogonal",
      aliases: ["orthonormal"],
      summary: "A random rotation: keeps the length of what passes through, in as many directions as it can.",
      formula: "gain · Q of Z = QR, z ~ N(0, 1), diagonal of R positive: W Wᵀ or Wᵀ W is gain² I",
      options: gain.options,
      source:
        "Saxe et al., Exact solutions to the nonlinear dynamics of learning in deep linear networks, 2014",
      conflict: gain.conflict,
      sample: { context, initializer, stream in
        .orthogonal(context.shape, gain: gain.value(of: initializer, in: context), using: &stream)
      })
  }()

  static let identity = InitializerRow(
    name: "identity",
    aliases: ["eye"],
    summary: "Passes each input on to the unit of its number; further units get nothing.",
    formula: "gain where row and column are equal, else 0",
    options: [
      OptionSpec("gain", .number(.any), default: .number(1), help: "value on the diagonal")
    ],
    source: "Le, Jaitly and Hinton, A simple way to initialize recurrent networks of ReLUs, 2015",
    sample: { context, initializer, _ in
      let (rows, columns) = context.shape.matrix
      var tensor = Tensor(repeating: 0, context.shape)
      let gain = Float(initializer.value("gain"))
      for i in 0..<min(rows, columns) { tensor.values[i * columns + i] = gain }
      return tensor
    })

  /// As in the paper it is each unit that has few inputs: of each column of W [fanIn, fanOut] ⌈sparsity ·
  /// fanIn⌉ weights are zero. PyTorch's `sparse_` does the same to the columns of the tensor it is given,
  /// which of a PyTorch weight [out, in] are the inputs.
  static let sparse = InitializerRow(
    name: "sparse",
    summary: "Gaussian noise in a few weights of each unit, zeros in the others.",
    formula: "in each column ⌈sparsity · fan_in⌉ zeros at random places, else N(0, std²)",
    options: [
      OptionSpec(
        "sparsity", .number(.share), default: .number(0.1), help: "share of a unit's weights that are zero"),
      OptionSpec(
        "std", aliases: ["stddev"], .number(.nonNegative), default: .number(0.01),
        help: "standard deviation of the others"),
    ],
    source: "Martens, Deep learning via Hessian-free optimization, 2010",
    sample: { context, initializer, stream in
      let (rows, columns) = context.shape.matrix
      let deviation = Float(initializer.value("std"))
      var tensor = Tensor.drawn(context.shape) { deviation * stream.normal() }
      let zeros = Int((initializer.value("sparsity") * Double(rows)).rounded(.up))
      for column in 0..<columns {
        for row in stream.permutation(rows).prefix(zeros) { tensor.values[row * columns + column] = 0 }
      }
      return tensor
    })

  static let lsuv = InitializerRow(
    name: "lsuv",
    aliases: ["layer_sequential_unit_variance"],
    summary: "A random rotation, scaled so that the layer's sums have variance 1 on the first training rows.",
    formula: "W orthogonal; layer by layer W ← W / √Var[x W + b] until the variance is 1",
    options: [
      OptionSpec(
        "tolerance", .number(.positive), default: .number(0.1),
        help: "how far the variance may stay from 1"),
      OptionSpec(
        "max_iterations", aliases: ["max_iter"], .integer(1...1000), default: .integer(10),
        help: "divisions of a layer at most; without biases one does it"),
    ],
    source: "Mishkin and Matas, All you need is a good init, 2016",
    isDataDependent: true,
    sample: { context, _, stream in .orthogonal(context.shape, gain: 1, using: &stream) })
}
