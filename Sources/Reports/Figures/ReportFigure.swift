import Experiments
import Plots

/// A numbered figure of a report.
package struct ReportFigure: Sendable {
  let number: Int
  /// Where links to it lead.
  let anchor: String
  /// The stem of its files and ids.
  let slug: String
  let plan: PlotPlan
  /// The author's; empty where there is none.
  let caption: String
  /// The first sentence of the caption: the author's, else what is drawn.
  let heading: String
  let drawing: FigureDrawing
  /// The figure drawn, once for all that show it.
  let picture: Picture?

  init(number: Int, anchor: String, slug: String, plan: PlotPlan, drawing: FigureDrawing, words: Words) {
    self.number = number
    self.anchor = anchor
    self.slug = slug
    self.plan = plan
    self.drawing = drawing
    caption = plan.caption ?? ""
    picture = drawing.graphic.map { Picture($0, words) }
    heading = caption.isEmpty ? words.sentence(drawing.title) : caption
  }
}

/// What a figure shows, before it has a number.
struct FigureDrawing: Sendable {
  let title: String
  /// Nil where it could not be drawn; `meaning` then says why.
  let graphic: Graphic?
  /// How to read it: what lines and bars are.
  let meaning: String
  /// The numbers in the picture.
  let data: FigureData?

  init(title: String, figure: Figure?, meaning: String, data: FigureData? = nil) {
    self.init(title: title, graphic: figure.map { .figure($0) }, meaning: meaning, data: data)
  }

  init(title: String, graphic: Graphic?, meaning: String, data: FigureData? = nil) {
    self.title = title
    self.graphic = graphic
    self.meaning = meaning
    self.data = data
  }
}

/// Axes with marks, or boxes with arrows.
enum Graphic: Sendable {
  case figure(Figure)
  case chart(FlowChart)

  /// In characters.
  func text(_ format: TextFormat) -> String {
    switch self {
    case .figure(let figure): figure.text(format)
    case .chart(let chart): chart.text(columns: format.columns)
    }
  }

  /// The same with what it says by itself in the words' language.
  func telling(_ words: Words) -> Graphic {
    guard case .figure(var figure) = self else { return self }
    figure.words = words.figures
    return .figure(figure)
  }

  /// The accessible text.
  var description: String {
    switch self {
    case .figure(let figure): figure.description
    case .chart(let chart): chart.description
    }
  }
}

/// A figure as pages and text show it.
struct Picture: Sendable {
  private let drawn: Drawn
  /// In characters, for those who do not see it and where only text is shown.
  let text: String

  /// The width of `text`.
  static let textColumns = 72

  private enum Drawn: Sendable {
    case figure(SVGFigure)
    case chart(FlowChart)
  }

  init(_ graphic: Graphic, _ words: Words) {
    let graphic = graphic.telling(words)
    text = graphic.text(TextFormat(columns: Self.textColumns))
    drawn =
      switch graphic {
      case .figure(let figure): .figure(SVGFigure(figure))
      case .chart(let chart): .chart(chart)
      }
  }

  func svg(_ skin: SVGSkin) -> String {
    switch drawn {
    case .figure(let figure): figure.svg(skin)
    case .chart(let chart): skin == .inline ? chart.responsiveSVG() : chart.svg(skin)
    }
  }
}

/// The numbers behind a figure: a name, then numbers, in each row.
struct FigureData: Sendable {
  let heads: [String]
  let rows: [[String]]
  /// Of each column whether it holds numbers: at least half of its values begin as numbers do.
  let isNumeric: [Bool]

  init(heads: [String], rows: [[String]]) {
    self.heads = heads
    self.rows = rows
    isNumeric = heads.indices.map { column in
      guard column > 0 else { return false }
      let numbers = rows.count { row in
        row[column].first.map { $0.isNumber || "+-–±".contains($0) } ?? false
      }
      return 2 * numbers >= rows.count
    }
  }
}
