/// Zeros of functions of one variable.
enum Root {
  /// Where an increasing function of x ≥ 0 passes zero: 0 where it is not negative there, and the end of the
  /// search where it is still negative at `limit`.
  static func ofIncreasing(upTo limit: Double, _ function: (Double) -> Double) -> Double {
    var (low, high) = (0.0, 1.0)
    var (below, above) = (function(low), function(high))
    guard below < 0 else { return 0 }
    while above < 0, high < limit {
      (low, below) = (high, above)
      high *= 2
      above = function(high)
    }
    // Regula falsi, the Illinois variant: an end that stays where it is for a second time counts half. Where
    // rounding brings it to an end, the other one may still be far, and the middle is taken.
    var lastWasBelow: Bool?
    for _ in 0..<200 where above > 0 && high - low > 1e-15 * high {
      var next = high - above * (high - low) / (above - below)
      if !(next > low && next < high) { next = low + (high - low) / 2 }
      let value = function(next)
      let isBelow = value < 0
      if isBelow {
        (low, below) = (next, value)
        if lastWasBelow == true { above /= 2 }
      } else {
        (high, above) = (next, value)
        if lastWasBelow == false { below /= 2 }
      }
      lastWasBelow = isBelow
    }
    return high
  }
}
