import Diagnostics

extension OptimizerRow {
  static let lbfgs = OptimizerRow(
    name: "lbfgs",
    aliases: ["l_bfgs"],
    summary:
      "Newton-like steps from the differences of the last gradients, several evaluations each; for full batches.",
    formula:
      "d = -H ∇ by the two-loop recursion over the last steps s and gradient differences y;  θ = θ + t · d, "
      + "t = lr or by a strong Wolfe line search",
    options: [
      .learningRate(default: 1),
      OptionSpec("max_iter", .integer(1...100_000), default: .integer(20), help: "iterations in a step"),
      OptionSpec(
        "max_eval", .integer(1...1_000_000), default: .automatic,
        help: "evaluations of loss and gradient in a step; 5/4 of max_iter where left out"),
      OptionSpec(
        "tolerance_grad", .number(.nonNegative), default: .number(1e-7),
        help: "largest element of the gradient at which a step ends"),
      OptionSpec(
        "tolerance_change", .number(.nonNegative), default: .number(1e-9),
        help: "change of loss or parameters at which a step ends"),
      OptionSpec("history_size", .integer(1...10_000), default: .integer(100), help: "differences kept"),
      OptionSpec(
        "line_search", aliases: ["line_search_fn"], .choice(["none", "strong_wolfe"]),
        default: .string("none"), help: "how the length of a step is found"),
    ],
    source:
      "Liu and Nocedal, On the limited memory BFGS method for large scale optimization, 1989; "
      + "Nocedal and Wright, Numerical optimization, 2006, chapters 3 and 7",
    form: .closure { LBFGS($0) },
    pytorch: { optimizer in
      PythonCall.text(
        "torch.optim.LBFGS", optimizer,
        [
          .option("lr", "learning_rate"), .option("max_iter", "max_iter"),
          .optional("max_eval", "max_eval", unless: .automatic), .option("tolerance_grad", "tolerance_grad"),
          .option("tolerance_change", "tolerance_change"), .option("history_size", "history_size"),
          .optional("line_search_fn", "line_search", unless: .string("none")),
        ])
    })
}

/// Limited-memory BFGS with PyTorch's rules for starting, stopping and keeping differences. All in binary64,
/// with sums in the order of the elements.
package final class LBFGS {
  /// A loss and its gradient at a point.
  package struct Evaluation {
    package let loss: Double
    package let gradient: [Double]

    package init(loss: Double, gradient: [Double]) {
      self.loss = loss
      self.gradient = gradient
    }
  }

  private struct Pair {
    /// Difference of two gradients.
    let y: [Double]
    /// Difference of their points.
    let s: [Double]
    /// 1 / y·s
    let rho: Double
  }

  private let mostIterations: Int
  private let mostEvaluations: Int
  private let gradientTolerance: Double
  private let changeTolerance: Double
  private let historySize: Int
  private let searches: Bool

  private var iterations = 0
  private var pairs: [Pair] = []
  private var direction: [Double] = []
  private var length = 0.0
  /// y·s / y·y, the size of the first guess at the inverse Hessian.
  private var diagonal = 1.0
  private var lastGradient: [Double] = []

  package init(_ component: Component) {
    let iterations = component.integer("max_iter") ?? 20
    mostIterations = iterations
    mostEvaluations = component.integer("max_eval") ?? iterations * 5 / 4
    gradientTolerance = component.value("tolerance_grad")
    changeTolerance = component.value("tolerance_change")
    historySize = component.integer("history_size") ?? 100
    searches = component.string("line_search") == "strong_wolfe"
  }

  /// One step of up to `max_iter` iterations from `point`, which is moved. Gives back the evaluation at its
  /// start.
  package func step(
    _ point: inout [Double], learningRate: Double, _ evaluate: ([Double]) -> Evaluation
  ) -> Evaluation {
    let first = evaluate(point)
    var now = first
    var evaluations = 1
    guard largest(now.gradient) > gradientTolerance else { return first }

    for iteration in 1...mostIterations {
      iterations += 1
      if iterations == 1 {
        direction = now.gradient.map { -$0 }
      } else {
        remember(now.gradient)
        direction = descent(now.gradient)
      }
      lastGradient = now.gradient
      let lastLoss = now.loss
      length =
        iterations == 1
        ? min(1, 1 / now.gradient.reduce(0) { $0 + $1.magnitude }) * learningRate : learningRate

      let slope = dot(now.gradient, direction)
      if slope > -changeTolerance { break }
      if searches {
        let start = point
        let found = WolfeSearch(tolerance: changeTolerance, most: mostEvaluations - evaluations).run(
          from: now, slope: slope, direction: direction, length: length
        ) { evaluate(Self.moved(start, $0, self.direction)) }
        (now, length) = (found.evaluation, found.length)
        point = Self.moved(point, length, direction)
        evaluations += found.evaluations
      } else {
        point = Self.moved(point, length, direction)
        // After the last iteration the next step evaluates anyway, perhaps on other rows.
        if iteration != mostIterations {
          now = evaluate(point)
          evaluations += 1
        }
      }
      if iteration == mostIterations || evaluations >= mostEvaluations { break }
      if largest(now.gradient) <= gradientTolerance { break }
      if largest(direction) * length.magnitude <= changeTolerance { break }
      if (now.loss - lastLoss).magnitude < changeTolerance { break }
    }
    return first
  }

  /// Keeps the pair of the last move where the curvature along it is positive.
  private func remember(_ gradient: [Double]) {
    let y = zip(gradient, lastGradient).map { $0 - $1 }
    let s = direction.map { $0 * length }
    let curvature = dot(y, s)
    guard curvature > 1e-10 else { return }
    if pairs.count == historySize { pairs.removeFirst() }
    pairs.append(Pair(y: y, s: s, rho: 1 / curvature))
    diagonal = curvature / dot(y, y)
  }

  /// -H ∇ by the two-loop recursion.
  private func descent(_ gradient: [Double]) -> [Double] {
    var q = gradient.map { -$0 }
    var shares = [Double](repeating: 0, count: pairs.count)
    for (index, pair) in pairs.enumerated().reversed() {
      shares[index] = dot(pair.s, q) * pair.rho
      add(pair.y, times: -shares[index], to: &q)
    }
    for index in q.indices { q[index] *= diagonal }
    for (index, pair) in pairs.enumerated() {
      add(pair.s, times: shares[index] - dot(pair.y, q) * pair.rho, to: &q)
    }
    return q
  }

  private static func moved(_ point: [Double], _ length: Double, _ direction: [Double]) -> [Double] {
    zip(point, direction).map { $0 + length * $1 }
  }

  private func add(_ x: [Double], times factor: Double, to sum: inout [Double]) {
    for index in sum.indices { sum[index] += factor * x[index] }
  }

  /// The size of the largest element; a NaN counts as larger than all.
  private func largest(_ x: [Double]) -> Double {
    x.reduce(0) { $1.magnitude > $0 || $1.isNaN ? $1.magnitude : $0 }
  }
}

/// Σ aᵢ bᵢ, in order.
func dot(_ a: [Double], _ b: [Double]) -> Double {
  var sum = 0.0
  for index in a.indices { sum += a[index] * b[index] }
  return sum
}
