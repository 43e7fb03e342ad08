/// Whether two numbers agree to a relative tolerance (absolute where the expected one is 0).
func isClose(_ a: Double, _ b: Double, relative: Double = 1e-10) -> Bool {
  (a - b).magnitude <= relative * (b == 0 ? 1 : b.magnitude)
}

/// Whether a number prints as the given one to `decimals` digits after the point.
func rounds(_ a: Double, to b: Double, _ decimals: Int) -> Bool {
  var half = 0.5
  for _ in 0..<decimals { half /= 10 }
  return (a - b).magnitude <= half * 1.000001
}
