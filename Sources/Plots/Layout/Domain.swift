import Tensors

/// The numbers an axis runs over, chosen from the data where the axis does not say.
package enum Domain {
  package static func scale(_ axis: Axis, data: ClosedRange<Double>?) -> Scale {
    switch axis.scale {
    case .rows(let rows): return Scale(.rows(max(rows.count, 1)), low: 0, high: Double(max(rows.count, 1)))
    case .columns(let names):
      return Scale(.rows(max(names.count, 1)), low: 0, high: Double(max(names.count, 1)))
    case .linear:
      if let given = axis.domain, given.lowerBound < given.upperBound, given.lowerBound.isDrawable,
        given.upperBound.isDrawable
      {
        return Scale(.linear, low: given.lowerBound, high: given.upperBound)
      }
      return linear(axis, data ?? 0...1)
    case .symlog(let threshold):
      let wanted = axis.domain ?? data ?? -1...1
      let low = min(wanted.lowerBound, 0)
      let high = max(wanted.upperBound, 0)
      return Scale(
        .symlog(threshold: max(threshold, 1e-300)), low: low == high ? -1 : low, high: low == high ? 1 : high)
    case .log:
      if let given = axis.domain, 0 < given.lowerBound, given.lowerBound < given.upperBound,
        given.upperBound.isDrawable
      {
        return Scale(.log, low: given.lowerBound, high: given.upperBound)
      }
      return log(axis, data ?? 1...10)
    }
  }

  private static func linear(_ axis: Axis, _ data: ClosedRange<Double>) -> Scale {
    var low = data.lowerBound
    var high = data.upperBound
    if axis.includesZero {
      low = min(low, 0)
      high = max(high, 0)
    }
    if low == high {
      let room = low == 0 ? 1 : axis.wholeNumbers ? max(1, low.magnitude * 0.05) : low.magnitude * 0.05
      // No epoch lies before the first.
      let start = axis.wholeNumbers && low >= 0 ? max(low - room, 0) : low - room
      return Scale(.linear, low: start, high: high + room)
    }
    guard axis.isPadded else { return Scale(.linear, low: low, high: high) }
    let room = (high - low) * 0.04
    let step = Step.nice(span: high - low, count: 5)
    var start = low - room
    var end = high + room
    // Take the next tick in when it is near: an axis that ends in a labelled line reads better.
    let below = step.value(step.index(start).rounded(.down))
    let above = step.value(step.index(end).rounded(.up))
    if start - below <= 0.35 * step.value(1) { start = below }
    if above - end <= 0.35 * step.value(1) { end = above }
    // Room must not suggest values that cannot be: negative losses, 103 %.
    if low >= 0, start < 0 { start = 0 }
    if high <= 0, end > 0 { end = 0 }
    if axis.numbers == .percent, high <= 1, end > 1 { end = 1 }
    return Scale(.linear, low: start.roundedForDrawing, high: end.roundedForDrawing)
  }

  private static func log(_ axis: Axis, _ data: ClosedRange<Double>) -> Scale {
    let low = max(data.lowerBound, 1e-300)
    let high = max(data.upperBound, low)
    if low == high { return Scale(.log, low: low / 2, high: high * 2) }
    guard axis.isPadded else { return Scale(.log, low: low, high: high) }
    let room = Elementary.exp((Elementary.log(high) - Elementary.log(low)) * 0.04)
    return Scale(
      .log, low: max(low / room, 1e-300).roundedForDrawing,
      high: min(high * room, 1e300).roundedForDrawing)
  }
}
