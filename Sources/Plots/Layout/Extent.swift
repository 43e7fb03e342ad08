/// The range of the data along both axes, and what cannot be shown there.
package struct Extent: Sendable {
  let xIsLog: Bool
  let yIsLog: Bool
  private(set) var x: ClosedRange<Double>?
  private(set) var y: ClosedRange<Double>?
  /// Zeros and negative values on a logarithmic axis.
  private(set) var droppedX = 0
  private(set) var droppedY = 0

  init(xIsLog: Bool, yIsLog: Bool) {
    self.xIsLog = xIsLog
    self.yIsLog = yIsLog
  }

  package mutating func add(x value: Double) {
    if xIsLog, value <= 0 { droppedX += 1 } else { Extent.widen(&x, value) }
  }

  package mutating func add(y value: Double) {
    if yIsLog, value <= 0 { droppedY += 1 } else { Extent.widen(&y, value) }
  }

  package mutating func add(_ point: Point) {
    guard point.isDrawable else { return }
    add(x: point.x)
    add(y: point.y)
  }

  mutating func formUnion(_ other: Extent) {
    if let range = other.x {
      Extent.widen(&x, range.lowerBound)
      Extent.widen(&x, range.upperBound)
    }
    if let range = other.y {
      Extent.widen(&y, range.lowerBound)
      Extent.widen(&y, range.upperBound)
    }
  }

  private static func widen(_ range: inout ClosedRange<Double>?, _ value: Double) {
    guard value.isDrawable else { return }
    let value = value.roundedForDrawing
    guard let old = range else {
      range = value...value
      return
    }
    range = min(old.lowerBound, value)...max(old.upperBound, value)
  }
}
