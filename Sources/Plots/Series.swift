/// A variant as it appears in every figure of a report: its name, and one colour and shape throughout.
package struct Series: Hashable, Sendable {
  package let name: String
  /// Position in the declared order; the same in every figure. Chooses colour and shape.
  package let index: Int

  package init(_ name: String, _ index: Int) {
    precondition(index >= 0, "series index \(index) is negative")
    self.name = name
    self.index = index
  }

  /// 1…6, for the palette.
  package var colour: PlotColour { PlotColour.series[index % PlotColour.series.count] }
  /// Shapes and colours have cycles of different length, so that the first 42 pairs differ.
  package var shape: MarkerShape { MarkerShape.allCases[index % MarkerShape.allCases.count] }
}

package enum MarkerShape: Hashable, Sendable, CaseIterable {
  case circle, square, triangle, diamond, downTriangle, cross, star
}

/// How single observations are drawn.
package enum PointStyle: Hashable, Sendable {
  /// In the series' colour and shape.
  case series(Series, filled: Bool)
  /// Of a class, in neutral ink: 0 hollow, 1 filled, then other shapes.
  case classMember(Int)
}
