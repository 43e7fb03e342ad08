/// What marks draw on: a picture in units of its viewBox, or a grid of characters, one unit per cell.
///
/// The verbs say what is meant, not how it looks: a canvas of characters draws an interval as `[--#--]`. A
/// mark is composed of these verbs, so that it appears on every canvas; a canvas may leave out what it cannot
/// show.
package protocol Canvas {
  /// Open polylines.
  mutating func stroke(_ lines: [[Point]], _ role: StrokeRole, tip: String)
  /// The area between two lines over the same x: an interval along a curve.
  mutating func band(upper: [Point], lower: [Point], series: Series)
  /// Single observations.
  mutating func points(_ points: [Point], _ style: PointStyle, tips: [String])
  /// The shapes that tell lines apart without colour.
  mutating func lineMarkers(_ points: [Point], series: Series)
  /// A mean with its interval; nil where it is not defined.
  mutating func interval(low: Double?, mean: Double?, high: Double?, row: Double, series: Series, tip: String)
  /// Observations along a row, stacked where they would cover each other.
  mutating func dots(_ places: [Double], row: Double, series: Series, tips: [String])
  /// Shades of a field; `levels` ascending.
  mutating func field(_ field: ScalarField, levels: [Double], in frame: PanelFrame)
  /// Where a run ended that diverged.
  mutating func failure(at place: Point, series: Series, tip: String)
  /// A cell of a heat map.
  mutating func cell(_ cell: CellsMark.Cell, at place: Rect)
  /// Five numbers of a distribution and what lies outside them, along a row.
  mutating func box(_ box: BoxMark.Box, row: Double, series: Series, tip: String)
  /// A density that stands on a row: at each place its share of the highest.
  mutating func ridge(_ shares: [Point], row: Double, series: Series, tip: String)
  /// A small picture in shades of grey.
  mutating func image(_ image: GreyImage, at place: Rect, tip: String)
  /// Words, centred at a place.
  mutating func label(_ text: String, at place: Point, width: Double, isStrong: Bool)
  /// How many pieces a line can usefully have along the panel's width.
  var linePrecision: Int { get }
  /// How far a line of the background may be from where it is, in units; 0: nowhere.
  var contextTolerance: Double { get }
  /// Places along a panel that are nearer to each other than this look like one; 0: none do.
  var leastStep: Double { get }
}

/// What a line stands for.
package enum StrokeRole: Hashable, Sendable {
  /// A variant's summary: thick.
  case series(Series, dashed: Bool)
  /// One of its seeds: thin and faint.
  case seed(Series)
  /// A boundary learned with one seed.
  case boundary(Series)
  /// Other series behind a highlighted one.
  case context
  /// What the data should look like, in grey.
  case outline
  /// A second quantity in neutral ink, dashed.
  case companion
  /// Zero, a baseline, a prevalence.
  case rule
}
