/// Five numbers of a distribution on a row axis: a box from quartile to quartile, whiskers, the median, and what lies
/// outside the whiskers (Tukey, Exploratory Data Analysis, 1977). With a median alone, a tick.
package struct BoxMark: Mark {
  /// In data units, or as a canvas places them.
  package struct Box: Hashable, Sendable {
    package var median: Double
    /// First and third quartile; nil: no box.
    package var quartiles: ClosedRange<Double>?
    /// The least and the greatest value within 1.5 interquartile ranges of the box; nil: no whiskers.
    package var whiskers: ClosedRange<Double>?
    package var outliers: [Double]

    package init(
      median: Double, quartiles: ClosedRange<Double>? = nil, whiskers: ClosedRange<Double>? = nil,
      outliers: [Double] = []
    ) {
      self.median = median
      self.quartiles = quartiles
      self.whiskers = whiskers
      self.outliers = outliers
    }

    /// What lies below all places starts at `left`: zero, on a logarithmic axis.
    fileprivate func mapped(from left: Double, _ place: (Double) -> Double?) -> Box? {
      func range(_ range: ClosedRange<Double>?) -> ClosedRange<Double>? {
        guard let range, range.lowerBound.isDrawable, let high = place(range.upperBound) else { return nil }
        let low = place(range.lowerBound) ?? left
        return low <= high ? low...high : nil
      }
      return place(median).map {
        Box(
          median: $0, quartiles: range(quartiles), whiskers: range(whiskers),
          outliers: outliers.compactMap(place))
      }
    }
  }

  private let owner: Series
  /// Index of the row, 0 on top.
  package let row: Int?
  package let box: Box
  package let tip: String

  package var series: Series? { owner }

  package init(_ series: Series, row: Int, box: Box, tip: String = "") {
    owner = series
    self.row = row
    self.box = box
    self.tip = tip
  }

  package func measure(_ extent: inout Extent) {
    let ends = [box.quartiles, box.whiskers].compactMap(\.self).flatMap { [$0.lowerBound, $0.upperBound] }
    for value in [box.median] + ends + box.outliers where value.isDrawable { extent.add(x: value) }
  }

  package func draw(on canvas: inout some Canvas, in frame: PanelFrame) {
    guard let row, let middle = frame.vertical(Double(row)),
      let placed = box.mapped(
        from: frame.plot.left,
        { value in
          frame.horizontal(value).map { min(max($0, frame.plot.left), frame.plot.right) }
        })
    else { return }
    canvas.box(placed, row: middle, series: owner, tip: tip)
  }
}
