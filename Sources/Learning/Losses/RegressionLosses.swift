import Datasets
import Diagnostics
import Graphs
import Tensors

// Of the distance between output and target. Those of one number take classes too, as 0 and 1.

extension LossRow {
  /// For classes, of the outputs themselves against 0 and 1.
  static let meanSquaredError = distance(
    name: "mse",
    aliases: ["mean_squared_error", "l2"],
    summary: "The mean squared distance from the target; for classes, from 0 and 1.",
    formula: "mean (y - ŷ)²",
    source: "Legendre, 1805; for classes the Brier score, 1950",
    pytorch: { _ in "F.mse_loss(outputs, targets)" },
    of: { difference, _ in difference * difference })

  /// Its derivative at the target is 0.
  static let meanAbsoluteError = distance(
    name: "mae",
    aliases: ["mean_absolute_error", "l1", "l1_loss"],
    summary: "The mean distance from the target: the median is its best guess, and outliers pull no harder.",
    formula: "mean |y - ŷ|",
    source: "Laplace, 1774",
    pytorch: { _ in "F.l1_loss(outputs, targets)" },
    of: { difference, _ in absolute(difference) })

  /// With a = |y − ŷ| and q = min(a, δ): q (a − q/2), in one formula for both sides.
  static let huber = distance(
    name: "huber",
    aliases: ["huber_loss"],
    summary: "Squared near the target, straight far from it: smooth, and outliers do not rule it.",
    formula: "mean of (y - ŷ)²/2 where |y - ŷ| ≤ delta, else delta (|y - ŷ| - delta/2)",
    options: [
      OptionSpec(
        "delta", .number(.positive), default: .number(1), help: "distance from which the loss is straight")
    ],
    source: "Huber, Robust estimation of a location parameter, 1964",
    pytorch: { "F.huber_loss(outputs, targets, delta=\($0.python("delta")))" },
    of: { difference, loss in huber(difference, loss.value("delta")) })

  static let smoothL1 = distance(
    name: "smooth_l1",
    aliases: ["smooth_l1_loss"],
    summary: "The Huber loss divided by its delta, so that it is the absolute error far out.",
    formula: "mean of (y - ŷ)²/(2 beta) where |y - ŷ| < beta, else |y - ŷ| - beta/2",
    options: [
      OptionSpec(
        "beta", .number(.positive), default: .number(1), help: "distance from which the loss is straight")
    ],
    source: "Girshick, Fast R-CNN, 2015",
    pytorch: { "F.smooth_l1_loss(outputs, targets, beta=\($0.python("beta")))" },
    of: { difference, loss in huber(difference, loss.value("beta")) / Float(loss.value("beta")) })

  /// |d| + softplus(−2 |d|) − log 2, which does not overflow.
  static let logCosh = distance(
    name: "log_cosh",
    aliases: ["logcosh"],
    summary: "Squared near the target and absolute far from it, with all derivatives smooth.",
    formula: "mean log cosh(y - ŷ)",
    source: "Green, Bayesian reconstructions from emission tomography data, 1990",
    pytorch: { _ in
      "((outputs - targets).abs() + F.softplus(-2 * (outputs - targets).abs()) - 0.6931471805599453).mean()"
    },
    of: { difference, _ in
      let size = absolute(difference)
      return size + softplus(-2 * size) - 0.6931471805599453
    })

  /// At the target its derivative is that of an output too large.
  static let quantile = LossRow(
    name: "quantile",
    aliases: ["pinball", "quantile_loss", "pinball_loss"],
    summary:
      "Weighs outputs that are too low and too high differently, so that a quantile is the best guess.",
    formula: "mean max(q (y - ŷ), (q - 1) (y - ŷ))",
    options: [
      OptionSpec(
        "quantile", aliases: ["q", "tau"],
        .number(NumberRange(0, 1, includesLower: false, includesUpper: false)), default: .number(0.5),
        help: "share of targets that should lie below the output")
    ],
    source: "Koenker and Bassett, Regression quantiles, 1978",
    form: .supervised(
      SupervisedLoss(
        widths: { task, targetColumns, _ in task == .regression ? [targetColumns] : [] },
        takesLogits: false,
        prediction: { _, _ in .identity },
        pytorch: { loss, _ in
          let q = loss.python("quantile")
          return "torch.maximum(\(q) * (targets - outputs), (\(q) - 1) * (targets - outputs)).mean()"
        },
        perExample: { outputs, targets, loss in
          let difference = targets - outputs
          let q = loss.value("quantile")
          return meanOfColumns(maximum(Float(q) * difference, Float(q - 1) * difference))
        })))

  /// Beyond z = 60 the exponential goes on as a straight line, so that no logit makes it infinite.
  static let poisson = LossRow(
    name: "poisson",
    aliases: ["poisson_nll", "poisson_nll_loss"],
    summary: "How surprised a Poisson distribution is by counts; from the logarithm of its rate.",
    formula: "mean (exp z - y z); full: + y log y - y + log(2π y)/2 where y > 1",
    options: [
      OptionSpec(
        "full", .boolean, default: .boolean(false),
        help: "whether Stirling's part, which no output moves, is added")
    ],
    source: "McCullagh and Nelder, Generalized linear models, 1989",
    form: .supervised(
      SupervisedLoss(
        widths: { task, targetColumns, _ in task == .regression ? [targetColumns] : [] },
        targetProblem: { targets, _ in
          targets.values.first { $0 < 0 }.map {
            "the loss 'poisson' takes counts as targets, and one is \(Format.significant(Double($0), 4))"
          }
        },
        takesLogits: true,
        prediction: { _, _ in .exponential },
        pytorch: { loss, _ in
          "F.poisson_nll_loss(outputs, targets\(loss.boolean("full") == true ? ", full=True" : ""))"
        },
        perExample: { z, targets, loss in
          let plain = exponential(z) - targets * z
          guard loss.boolean("full") == true else { return meanOfColumns(plain) }
          let y = maximum(targets, 1)
          let stirling = y * log(y) - y + 0.5 * log(6.283185307179586 * y)
          return meanOfColumns(plain + select(greater(targets, 1), stirling, 0 * targets))
        })))

  /// Outputs [n, 2k]: k means μ, then k logarithms s of variances. A variance below `epsilon` counts as that, and the
  /// loss no longer changes with it (PyTorch, whose variance is an input, passes its derivative on there).
  static let gaussianNegativeLogLikelihood = LossRow(
    name: "gaussian_nll",
    aliases: ["gaussian_nll_loss", "gaussian"],
    summary:
      "How surprised a normal distribution is whose mean and variance the model gives: it tells how sure it is.",
    formula: "mean (s + (y - μ)² exp(-s)) / 2, s = max(log variance, log epsilon); full: + log(2π)/2",
    options: [
      OptionSpec(
        "epsilon", aliases: ["eps"], .number(.positive), default: .number(1e-6), help: "the least variance"),
      OptionSpec("full", .boolean, default: .boolean(false), help: "whether the constant is added"),
    ],
    source: "Nix and Weigend, Estimating the mean and variance of the target probability distribution, 1994",
    form: .supervised(
      SupervisedLoss(
        widths: { task, targetColumns, _ in task == .regression ? [2 * targetColumns] : [] },
        targets: { _, _ in .values },
        takesLogits: true,
        prediction: { _, _ in .firstHalf },
        pytorch: { loss, width in
          let full = loss.boolean("full") == true ? ", full=True" : ""
          let epsilon = loss.python("epsilon")
          return "F.gaussian_nll_loss(outputs[:, :\(width / 2)], targets, "
            + "outputs[:, \(width / 2):].exp().clamp(min=\(epsilon)), eps=\(epsilon)\(full))"
        },
        perExample: { outputs, targets, loss in
          let count = targets.shape.matrix.columns
          let difference = targets - columns(outputs, 0..<count)
          let least = Elementary.log(loss.value("epsilon"))
          let logVariance = maximum(columns(outputs, count..<2 * count), Float(least))
          let value = 0.5 * (logVariance + difference * difference * exp(-logVariance))
          return meanOfColumns(loss.boolean("full") == true ? value + 0.9189385332046727 : value)
        })))

  /// 1e-12 is added to each squared length, as in PyTorch.
  static let cosine = LossRow(
    name: "cosine",
    aliases: ["cosine_similarity", "cosine_embedding", "cosine_distance"],
    summary: "The angle between output and target, whatever their lengths; for several columns or classes.",
    formula: "mean (1 - ŷ·y / (|ŷ| |y|))",
    source: "Salton et al., A vector space model for automatic indexing, 1975",
    form: .supervised(
      SupervisedLoss(
        widths: { task, targetColumns, _ in distributionWidths(task, targetColumns) },
        takesLogits: false,
        prediction: { _, _ in .identity },
        pytorch: { _, _ in
          "F.cosine_embedding_loss(outputs, targets, torch.ones(len(outputs), dtype=outputs.dtype))"
        },
        perExample: { outputs, targets, _ in
          let product = sum(outputs * targets, over: .columns)
          let lengths =
            (sum(outputs * outputs, over: .columns) + 1e-12)
            * (sum(targets * targets, over: .columns) + 1e-12)
          return 1 - product / squareRoot(lengths)
        })))

  // MARK: - Parts

  /// A loss of output − target, element by element.
  private static func distance(
    name: String, aliases: [CatalogAlias], summary: String, formula: String, options: [OptionSpec] = [],
    source: String, pytorch: @escaping @Sendable (Component) -> String,
    of function: @escaping @Sendable (_ difference: Node, Component) -> Node
  ) -> LossRow {
    LossRow(
      name: name, aliases: aliases, summary: summary, formula: formula, options: options, source: source,
      form: .supervised(
        SupervisedLoss(
          widths: { task, targetColumns, _ in
            task == .regression ? [targetColumns] : oneVersusRestWidths(task)
          },
          takesLogits: false,
          prediction: { _, _ in .identity },
          pytorch: { loss, _ in pytorch(loss) },
          perExample: { outputs, targets, loss in meanOfColumns(function(outputs - targets, loss)) })))
  }

  private static func huber(_ difference: Node, _ delta: Double) -> Node {
    let size = absolute(difference)
    let near = minimum(size, Float(delta))
    return near * (size - 0.5 * near)
  }

  /// exp z, from z = 60 on its tangent.
  static func exponential(_ z: Node) -> Node {
    let near = minimum(z, 60)
    return exp(near) * (1 + (z - near))
  }
}
