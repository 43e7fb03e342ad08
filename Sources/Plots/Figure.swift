/// A figure: panels on a grid, laid out once and drawn as SVG (`svg(_:)`) or as characters
/// (`text(columns:tier:)`).
///
/// Every string may come from a stranger; the canvases escape it.
package struct Figure: Sendable {
  /// The slug that ids inside the SVG are made of: letters, digits, hyphens; anything else becomes a hyphen.
  package let id: String
  /// The accessible name.
  package var title: String
  /// The accessible text: states the numbers that a reader would take from the picture.
  package var description: String
  package var panels: [Panel]
  /// 1…4.
  package var panelsPerRow: Int
  /// One domain for all panels, per axis.
  package var sharedAxes: Bool
  /// What classes, fields and lines stand for; series are labelled where they are drawn.
  package var key: [KeyItem]
  /// Height of a panel in units of its viewBox; nil: from its content.
  package var panelHeight: Double?
  /// Pixels that the whole figure is wide where there is room; nil: as its panels need.
  package var width: Double?
  package var words = FigureWords.english

  package init(
    id: String, title: String, description: String = "", panels: [Panel], panelsPerRow: Int = 2,
    sharedAxes: Bool = false, key: [KeyItem] = [], panelHeight: Double? = nil
  ) {
    self.id = Figure.slug(id)
    self.title = title
    self.description = description
    self.panels = panels
    self.panelsPerRow = min(max(panelsPerRow, 1), 4)
    self.sharedAxes = sharedAxes
    self.key = key
    self.panelHeight = panelHeight
  }

  private static func slug(_ id: String) -> String {
    let kept = id.unicodeScalars.map { scalar -> Character in
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9": Character(scalar)
      default: "-"
      }
    }
    guard let first = kept.first, first.isLetter else { return "figure-" + String(kept) }
    return String(kept)
  }
}

/// One pair of axes with marks.
package struct Panel: Sendable {
  /// What is drawn around the marks.
  package enum Frame: Sendable {
    /// Gridlines, ticks, a base line.
    case axes
    /// A thin frame without ticks: pictures of a plane, where only the shape matters.
    case box
  }

  package var title: String
  /// Small text at the right end of the title's line: `96.0 %`.
  package var note: String
  /// Draws the series' marker before the title, in its colour.
  package var titleSeries: Series?
  /// The accessible text of this panel alone; empty: the figure's.
  package var description: String
  package var x: Axis
  package var y: Axis
  package var marks: [any Mark]
  /// One unit of x is as long as one of y.
  package var equalAspect: Bool
  /// With equal aspect: the plot is exactly as high as its content, however flat or tall.
  package var fitsContent = false
  package var frame: Frame
  /// Added to the title in text plots, which have no caption: `o seed    [--#--] mean and 95% t interval`.
  package var textKey: String
  /// The title names the only series that labels would.
  var endLabelsHidden = false
  /// Of the first of small multiples: what all of them show, above them. They start a row of their own.
  var heading = ""
  /// The heading names it.
  var yNameHidden = false

  package init(
    title: String = "", note: String = "", titleSeries: Series? = nil, description: String = "",
    x: Axis = Axis(), y: Axis = Axis(), marks: [any Mark] = [], equalAspect: Bool = false,
    frame: Frame = .axes, textKey: String = ""
  ) {
    self.title = title
    self.note = note
    self.titleSeries = titleSeries
    self.description = description
    self.x = x
    self.y = y
    self.marks = marks
    self.equalAspect = equalAspect
    self.frame = frame
    self.textKey = textKey
  }
}

/// An entry of the figure's key.
package struct KeyItem: Sendable {
  package enum Sign: Sendable {
    case point(PointStyle)
    case series(Series)
    case field
    case line(StrokeRole)
  }

  package let sign: Sign
  package let label: String

  package init(_ sign: Sign, _ label: String) {
    self.sign = sign
    self.label = label
  }
}
