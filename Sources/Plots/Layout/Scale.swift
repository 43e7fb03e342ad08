import Tensors

/// From data to a fraction of the axis: 0 at its start, 1 at its end.
package struct Scale: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case linear, log
    /// sign(x) · log(1 + |x| / threshold); the threshold is above 0.
    case symlog(threshold: Double)
    /// So many categories, each a unit wide: rows of y, columns of x.
    case rows(Int)
  }

  package let kind: Kind
  /// The domain, in data units; for rows 0…count.
  package let low: Double
  package let high: Double
  private let start: Double
  private let span: Double

  package init(_ kind: Kind, low: Double, high: Double) {
    precondition(low < high, "empty domain \(low)…\(high)")
    precondition(kind != .log || low > 0, "logarithmic domain starts at \(low)")
    self.kind = kind
    self.low = low
    self.high = high
    start = Self.transformed(low, kind)
    span = Self.transformed(high, kind) - start
  }

  /// nil for what has no place: NaN, infinities, and zero or less on a logarithmic axis. May lie outside 0…1.
  package func fraction(_ value: Double) -> Double? {
    guard value.isDrawable else { return nil }
    if kind == .log, value <= 0 { return nil }
    let rounded = value.roundedForDrawing
    return (Self.transformed(kind == .log ? max(rounded, 1e-300) : rounded, kind) - start) / span
  }

  private static func transformed(_ value: Double, _ kind: Kind) -> Double {
    switch kind {
    case .linear, .rows: return value
    case .log: return Elementary.log(value)
    case .symlog(let threshold):
      let size = Elementary.log(1 + value.magnitude / threshold)
      return value < 0 ? -size : size
    }
  }

  /// The data at a fraction of the axis.
  package func value(at fraction: Double) -> Double {
    let place = start + fraction * span
    switch kind {
    case .linear, .rows: return place
    case .log: return Elementary.exp(place)
    case .symlog(let threshold):
      let size = threshold * (Elementary.exp(place.magnitude) - 1)
      return place < 0 ? -size : size
    }
  }
}

/// Two scales on a rectangle of a canvas: what a mark needs to find its place.
package struct PanelFrame: Sendable {
  package let x: Scale
  package let y: Scale
  package let plot: Rect

  package init(x: Scale, y: Scale, plot: Rect) {
    self.x = x
    self.y = y
    self.plot = plot
  }

  package func horizontal(_ value: Double) -> Double? {
    if case .rows = x.kind { return x.fraction(value + 0.5).map { plot.left + $0 * plot.width } }
    return x.fraction(value).map { plot.left + $0 * plot.width }
  }

  /// Width of a column of a column axis.
  package var columnWidth: Double {
    if case .rows(let count) = x.kind { return plot.width / Double(count) }
    return plot.width
  }

  /// Numbers grow upward, rows downward.
  package func vertical(_ value: Double) -> Double? {
    if case .rows = y.kind { return y.fraction(value + 0.5).map { plot.top + $0 * plot.height } }
    return y.fraction(value).map { plot.bottom - $0 * plot.height }
  }

  package func place(_ point: Point) -> Point? {
    guard let x = horizontal(point.x), let y = vertical(point.y) else { return nil }
    return Point(x, y)
  }

  /// Height of a row.
  package var rowHeight: Double {
    if case .rows(let count) = y.kind { return plot.height / Double(count) }
    return plot.height
  }
}
