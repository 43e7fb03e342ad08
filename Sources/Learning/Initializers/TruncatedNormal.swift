import Diagnostics
import Tensors

/// A standard normal variable, given that it lies between two bounds.
///
/// Drawn by rejection, which is exact wherever the bounds lie: x uniform between them is taken with
/// probability exp((m² − x²) / 2), m being the place of the greatest density between them, else drawn anew.
/// 1.7 draws on average between ±2, and 25 at most in the range of bounds.
struct TruncatedNormal {
  let low: Double
  let high: Double

  /// Of the bounds.
  static let range = NumberRange(-10, 10)

  /// The deviation between −2 and 2: √(1 − 4φ(2) / (Φ(2) − Φ(−2))). Keras and JAX divide by the same number
  /// where a stated deviation is meant for what is left.
  static let deviationWithinTwo = 0.87962566103423978

  init(low: Double, high: Double) {
    precondition(low <= high, "a normal between \(low) and \(high)")
    self.low = low
    self.high = high
  }

  func draw(using stream: inout RandomStream) -> Double {
    let peak = max(low, min(0, high))
    while true {
      let x = low + (high - low) * stream.uniformDouble()
      if stream.uniformDouble() < Elementary.exp((peak * peak - x * x) / 2) { return x }
    }
  }
}
