import Plots

/// A numbered figure of a report.
package struct ReportFigure: Sendable {
  let number: Int
  /// Where links to it lead.
  let anchor: String
  /// The stem of its files and ids.
  let slug: String
  /// The author's; empty where there is none.
  let caption: String
  let drawing: FigureDrawing

  /// The first sentence of the caption: the author's, else what is drawn.
  var heading: String { caption.isEmpty ? drawing.title + "." : caption }
}

/// What a figure shows, before it has a number.
struct FigureDrawing: Sendable {
  let title: String
  /// Nil where it could not be drawn; `meaning` then says why.
  let figure: Figure?
  /// How to read it: what lines and bars are.
  let meaning: String
  /// The numbers in the picture.
  let data: FigureData?

  init(title: String, figure: Figure?, meaning: String, data: FigureData? = nil) {
    self.title = title
    self.figure = figure
    self.meaning = meaning
    self.data = data
  }
}

/// The numbers behind a figure: a name, then numbers, in each row.
struct FigureData: Sendable {
  let heads: [String]
  let rows: [[String]]
}
