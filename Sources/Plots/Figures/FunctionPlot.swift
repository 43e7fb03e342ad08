/// A function and, beside it, its derivative: an activation, a loss, a schedule.
package struct FunctionPanel: Sendable {
  package var series: Series
  /// `max f′ = 0.25`.
  package var note: String
  package var function: [Point]
  /// Drawn dashed in neutral ink; empty: none.
  package var derivative: [Point]
  package var functionLabel: String
  package var derivativeLabel: String
  /// What the variable is; empty: what the figure's axis says.
  package var variable: String

  package init(
    _ series: Series, note: String = "", function: [Point], derivative: [Point] = [],
    functionLabel: String = "", derivativeLabel: String = "", variable: String = ""
  ) {
    self.variable = variable
    self.series = series
    self.note = note
    self.function = function
    self.derivative = derivative
    self.functionLabel = functionLabel
    self.derivativeLabel = derivativeLabel
  }
}

extension Figure {
  /// One panel per function, the same axes in all, with lines at zero.
  package static func functions(
    id: String, title: String, x: Axis = Axis(isPadded: false), y: Axis = Axis(), panels: [FunctionPanel],
    key: [KeyItem] = []
  ) -> Figure {
    let drawn = panels.map { content in
      // A logarithmic axis has no zero.
      var marks: [any Mark] = []
      if !x.isLog { marks.append(RuleMark(.vertical(x: 0))) }
      if !y.isLog { marks.append(RuleMark(.horizontal(y: 0))) }
      if !content.derivative.isEmpty {
        marks.append(
          LineMark(content.series, content.derivative, label: content.derivativeLabel, weight: .companion))
      }
      marks.append(
        LineMark(content.series, content.function, label: content.functionLabel, hasMarkers: false))
      var x = x
      if !content.variable.isEmpty { x.label = content.variable }
      return Panel(
        title: content.series.name, note: content.note, titleSeries: content.series,
        description: content.note.isEmpty
          ? content.series.name + "." : "\(content.series.name): \(content.note).",
        x: x, y: y, marks: marks)
    }
    return Figure(
      id: id, title: title, description: drawn.map(\.description).joined(separator: " "), panels: drawn,
      panelsPerRow: min(max(panels.count, 1), 4), sharedAxes: true, key: key)
  }
}
