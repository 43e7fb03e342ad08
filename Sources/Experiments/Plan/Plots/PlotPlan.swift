import Diagnostics

/// A `.plot` block.
package struct PlotPlan: Sendable {
  package var id: String?
  package var range: SourceRange
  package var type: any PlotType.Type
  /// The experiment's id; empty for a type that needs none.
  package var from: String
  /// `epoch`, `step`, a factor's path, or, of a scatter plot, a metric.
  package var x: String?
  /// The factor whose levels a heat map has down, those of `x` being across; nil for its own choice.
  package var rows: String?
  /// Metrics, or what the type calls so; empty for the type's own choice. A heat map shows the first.
  package var y: [String]
  /// Components whose functions are drawn.
  package var components: [Component]
  /// Ends of the horizontal axis; nil for the type's own choice.
  package var domain: ClosedRange<Double>?
  package var color: String?
  package var facet: String?
  package var band: Bool
  /// nil where the block does not say.
  package var logX: Bool?
  package var logY: Bool?
  package var caption: String?
  package var width: Int?
  package var height: Int?

  /// Keys of the block of every type.
  static let commonKeys = ["from", "type", "caption", "width", "height"]

  package init(id: String?, range: SourceRange, type: any PlotType.Type, from: String) {
    self.id = id
    self.range = range
    self.type = type
    self.from = from
    x = nil
    rows = nil
    y = []
    components = []
    domain = nil
    color = nil
    facet = nil
    band = true
    logX = nil
    logY = nil
    caption = nil
    width = nil
    height = nil
  }

  /// Whether it is of a type.
  package func isOf(_ type: any PlotType.Type) -> Bool { self.type.name == type.name }
}
