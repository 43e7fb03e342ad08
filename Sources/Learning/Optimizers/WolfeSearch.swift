/// A line search for the strong Wolfe conditions, with PyTorch's steps: first a bracket is widened until it
/// must hold a point that fulfils them, then it is narrowed by cubic interpolation.
///
/// f(t) ≤ f(0) + 1e-4 · t · f′(0) and |f′(t)| ≤ 0.9 · |f′(0)|.
///
/// Source: Nocedal and Wright, Numerical optimization, 2006, algorithms 3.5 and 3.6; torch.optim.LBFGS.
struct WolfeSearch {
  private struct Point {
    let t: Double
    let evaluation: LBFGS.Evaluation
    let slope: Double
    var loss: Double { evaluation.loss }
  }

  private static let decrease = 1e-4
  private static let curvature = 0.9

  /// Smallest width of a bracket, in the units of the parameters.
  let tolerance: Double
  /// How often the length may be changed.
  let most: Int

  func run(
    from start: LBFGS.Evaluation, slope: Double, direction: [Double], length: Double,
    evaluate: (Double) -> LBFGS.Evaluation
  ) -> (evaluation: LBFGS.Evaluation, length: Double, evaluations: Int) {
    var evaluations = 0
    func point(_ t: Double) -> Point {
      evaluations += 1
      let evaluation = evaluate(t)
      return Point(t: t, evaluation: evaluation, slope: dot(evaluation.gradient, direction))
    }
    func isTooHigh(_ p: Point) -> Bool { p.loss > start.loss + Self.decrease * p.t * slope }
    func isFlat(_ p: Point) -> Bool { p.slope.magnitude <= -Self.curvature * slope }

    let origin = Point(t: 0, evaluation: start, slope: slope)
    var last = origin
    var now = point(length)
    var count = 0
    var low: Point
    var high: Point
    while true {
      guard count < most else {
        (low, high) = (origin, now)
        break
      }
      if isTooHigh(now) || (count > 1 && now.loss >= last.loss) || (!isFlat(now) && now.slope >= 0) {
        (low, high) = (last, now)
        break
      }
      if isFlat(now) { return (now.evaluation, now.t, evaluations) }
      let t = Self.minimum(last, now, within: (now.t + 0.01 * (now.t - last.t), now.t * 10))
      last = now
      now = point(t)
      count += 1
    }

    if low.loss > high.loss { swap(&low, &high) }
    let scale = direction.reduce(0) { max($0, $1.magnitude) }
    var isStalled = false
    while count < most {
      let (least, greatest) = (min(low.t, high.t), max(low.t, high.t))
      if (greatest - least) * scale < tolerance { break }
      // The interpolation takes the points in the order in which the bracket holds them; it is symmetric but
      // for rounding.
      var t = Self.minimum(low, high, within: (least, greatest))
      // A second trial in a row next to an end is moved inwards.
      let margin = 0.1 * (greatest - least)
      if min(greatest - t, t - least) < margin {
        if isStalled || t >= greatest || t <= least {
          t = (t - greatest).magnitude < (t - least).magnitude ? greatest - margin : least + margin
          isStalled = false
        } else {
          isStalled = true
        }
      } else {
        isStalled = false
      }
      now = point(t)
      count += 1
      if isTooHigh(now) || now.loss >= low.loss {
        high = now
        if low.loss > high.loss { swap(&low, &high) }
        continue
      }
      if isFlat(now) { return (now.evaluation, now.t, evaluations) }
      if now.slope * (high.t - low.t) >= 0 { high = low }
      low = now
    }
    return (low.evaluation, low.t, evaluations)
  }

  /// Where the cubic through both points' values and slopes is least, kept within the bounds; their middle
  /// where it has no minimum.
  private static func minimum(_ a: Point, _ b: Point, within bounds: (Double, Double)) -> Double {
    let d1 = a.slope + b.slope - 3 * (a.loss - b.loss) / (a.t - b.t)
    let square = d1 * d1 - a.slope * b.slope
    guard square >= 0 else { return (bounds.0 + bounds.1) / 2 }
    let d2 = square.squareRoot()
    let t =
      a.t <= b.t
      ? b.t - (b.t - a.t) * ((b.slope + d2 - d1) / (b.slope - a.slope + 2 * d2))
      : a.t - (a.t - b.t) * ((a.slope + d2 - d1) / (a.slope - b.slope + 2 * d2))
    return min(max(t, bounds.0), bounds.1)
  }
}
