import Diagnostics
import Graphs

// Those that look at several columns of a row at once.

extension ActivationRow {
  static let softmax = ActivationRow(
    name: "softmax",
    summary: "Makes a row positive with sum 1: shares, or probabilities of classes.",
    formula: "exp(x) / Σ exp(x), over the row",
    source: "Bridle, Probabilistic interpretation of feedforward classification network outputs, 1990",
    isElementwise: false,
    pytorch: { _, _ in "F.softmax(x, dim=-1)" },
    build: { x, _ in exp(Graphs.logSoftmax(x)) })

  static let logSoftmax = ActivationRow(
    name: "log_softmax",
    aliases: ["logsoftmax"],
    summary: "The logarithm of the softmax: log-probabilities of classes.",
    formula: "x - log Σ exp(x), over the row",
    isElementwise: false,
    pytorch: { _, _ in "F.log_softmax(x, dim=-1)" },
    build: { x, _ in Graphs.logSoftmax(x) })

  static let softmin = ActivationRow(
    name: "softmin",
    summary: "The softmax of the negated row: the least input gets the greatest share.",
    formula: "exp(-x) / Σ exp(-x), over the row",
    isElementwise: false,
    pytorch: { _, _ in "F.softmin(x, dim=-1)" },
    build: { x, _ in exp(Graphs.logSoftmax(-x)) })

  /// x [n, units · pieces], a unit's pieces side by side: unit j takes columns pieces · j to pieces · (j + 1)
  /// − 1. Of equal maxima each gets an equal part of the derivative, as of PyTorch's `amax`.
  static let maxout = ActivationRow(
    name: "maxout",
    summary: "The greatest of several inputs: units that learn the convex function they apply.",
    formula: "unit j: max of x[pieces · j], …, x[pieces · j + pieces - 1]",
    options: [
      OptionSpec(
        "pieces", aliases: ["num_pieces"], .integer(2...1000), default: .integer(2),
        help: "columns that make one")
    ],
    source: "Goodfellow et al., Maxout networks, 2013",
    inputsPerUnit: { pieces($0) },
    isElementwise: false,
    pytorch: { activation, _ in "x.unflatten(-1, (-1, \(pieces(activation)))).amax(-1)" },
    build: { x, context in
      let (rows, columns) = x.shape.matrix
      let units = columns / pieces(context.component)
      let groups = reshape(x, [rows * units, pieces(context.component)])
      return reshape(maximum(groups, over: .columns), [rows, units])
    })

  private static func pieces(_ maxout: Component) -> Int { Int(maxout.value("pieces")) }
}
