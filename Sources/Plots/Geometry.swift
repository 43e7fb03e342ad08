/// A pair of numbers: data, or a place on a canvas.
package struct Point: Hashable, Sendable {
  package var x: Double
  package var y: Double

  package init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }

  /// Whether both numbers are finite and small enough that sums and differences of them are, too.
  var isDrawable: Bool { x.isDrawable && y.isDrawable }
}

extension Double {
  var isDrawable: Bool { magnitude <= 1e300 }

  /// Rounded to six significant digits, so that the last bits of a computation never move a picture.
  var roundedForDrawing: Double {
    guard isDrawable, magnitude >= 1e-300 else { return isDrawable ? 0 : self }
    // Only products and quotients of exact powers of ten, correctly rounded: the same everywhere.
    // log₁₀ 2 as a fraction, close enough for every exponent there is.
    var power = 5 - (Int(exponent) * 1_262_611) >> 22
    var scaled = scaledByTen(power)
    if scaled.magnitude >= 1e6 {
      power -= 1
      scaled = scaledByTen(power)
    }
    // To the nearest whole number, halves to even: what is left behind the point at this size.
    return ((scaled + 0x1.8p52) - 0x1.8p52).scaledByTen(-power)
  }

  /// Times 10^power.
  func scaledByTen(_ power: Int) -> Double {
    var value = self
    var rest = power
    while rest > 22 {
      value *= 1e22
      rest -= 22
    }
    while rest < -22 {
      value /= 1e22
      rest += 22
    }
    return rest >= 0 ? value * Double.tens[rest] : value / Double.tens[-rest]
  }

  /// 10⁰ … 10²², all exact.
  private static let tens: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19, 1e20, 1e21, 1e22,
  ]
}

/// A rectangle on a canvas; y grows downward.
package struct Rect: Hashable, Sendable {
  package var left: Double
  package var top: Double
  package var right: Double
  package var bottom: Double

  package init(left: Double, top: Double, right: Double, bottom: Double) {
    self.left = left
    self.top = top
    self.right = right
    self.bottom = bottom
  }

  package var width: Double { right - left }
  package var height: Double { bottom - top }

  func contains(_ point: Point, slack: Double = 0) -> Bool {
    point.x >= left - slack && point.x <= right + slack && point.y >= top - slack
      && point.y <= bottom + slack
  }
}
