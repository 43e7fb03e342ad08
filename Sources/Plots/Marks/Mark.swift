/// One layer of a panel: data, and how it is drawn from a canvas's verbs. A new mark is one file in this
/// folder.
package protocol Mark: Sendable {
  /// Adds the data to the axes' ranges.
  func measure(_ extent: inout Extent)
  /// Draws inside the frame. Data that is not finite, or has no logarithm where one is needed, is left out.
  func draw(on canvas: inout some Canvas, in frame: PanelFrame)
  /// The series the mark belongs to, for keys and small multiples.
  var series: Series? { get }
  /// Text at the end of a line, or nil.
  func endLabel(in frame: PanelFrame) -> EndLabel?
  /// The row it lies in, on a row axis.
  var row: Int? { get }
  /// The mark in the background of another series' panel; nil: it is left out there.
  var asContext: (any Mark)? { get }
}

extension Mark {
  package var series: Series? { nil }
  package func endLabel(in frame: PanelFrame) -> EndLabel? { nil }
  package var row: Int? { nil }
  package var asContext: (any Mark)? { nil }
}

/// A direct label, before labels are pushed apart.
package struct EndLabel: Sendable {
  package let name: String
  /// Behind the name, and never cut; empty: none.
  package let value: String
  /// nil: in neutral ink.
  package let series: Series?
  package let anchor: Point

  package var text: String { named(name) }

  /// With another form of the name.
  func named(_ name: String) -> String {
    name.isEmpty || value.isEmpty ? name + value : name + " " + value
  }
}
