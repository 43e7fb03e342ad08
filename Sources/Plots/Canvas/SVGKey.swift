/// The key of a figure: a list in a page, a strip on top of a standalone picture.
enum SVGKey {
  static func list(_ items: [KeyItem]) -> String {
    var writer = SVGWriter()
    writer.open("ul", [("class", "plot-key")])
    for item in items {
      let width = SVGWriter.number(signWidth(item))
      writer.open("li")
      writer.open(
        "svg",
        [
          ("class", "plot"), ("viewBox", "0 0 \(width) 14"), ("width", width), ("height", "14"),
          ("aria-hidden", "true"),
        ])
      writer.append(sign(item, at: 0))
      writer.close("svg")
      writer.append(SVGWriter.escaped(item.label) + "\n")
      writer.close("li")
    }
    writer.close("ul")
    return writer.text
  }

  static func strip(_ items: [KeyItem], width: Double) -> (elements: String, height: Double) {
    var canvas = SVGWriter()
    var left = 0.0
    var top = 0.0
    for item in items {
      let label = TextWidth.fitted(item.label, size: 12, width: width - signWidth(item) - 6)
      let length = signWidth(item) + 6 + TextWidth.of(label, size: 12)
      if left > 0, left + length > width {
        left = 0
        top += 20
      }
      canvas.open("g", [("transform", "translate(\(SVGWriter.number(left)) \(SVGWriter.number(top)))")])
      canvas.append(sign(item, at: 0))
      canvas.label(
        "text", [("x", SVGWriter.number(signWidth(item) + 6)), ("y", "11.2"), ("class", "note")], label)
      canvas.close("g")
      left += length + 18
    }
    return (canvas.text, top + 28)
  }

  private static func signWidth(_ item: KeyItem) -> Double {
    switch item.sign {
    case .point, .series: 14
    case .field: 60
    case .line: 24
    }
  }

  private static func sign(_ item: KeyItem, at left: Double) -> String {
    var canvas = SVGCanvas(plot: Rect(left: 0, top: 0, right: 60, bottom: 14), rowHeight: 14)
    switch item.sign {
    case .point(.classMember(let index)):
      canvas.writer.open("g", [("class", index % 2 == 0 ? "hollow" : "full")])
      let shape = MarkerShape.allCases[index / 2 % MarkerShape.allCases.count]
      canvas.marker(shape, at: Point(left + 7, 7), radius: 3.3, style: nil)
      canvas.writer.close("g")
    case .point(let style):
      canvas.points([Point(left + 7, 7)], style, tips: [])
    case .series(let series):
      canvas.marker(
        series.shape, at: Point(left + 7, 7), radius: 4.4, style: "f\(SVGCanvas.number(of: series))")
    case .field:
      // From 0, where there is no shade, to 1.
      let (start, end) = (left + 11, left + 49)
      let pitch = (end - start) / 6
      for step in 1..<6 {
        let from = start + Double(step) * pitch
        let rest = [Point(from, 2), Point(end, 2), Point(end, 12), Point(from, 12)]
        canvas.writer.shape("path", [("class", "z"), ("d", SVGWriter.path(rest, isClosed: true))])
      }
      let outline = [Point(start, 2), Point(end, 2), Point(end, 12), Point(start, 12)]
      canvas.writer.shape("path", [("class", "frame"), ("d", SVGWriter.path(outline, isClosed: true))])
      for (text, x) in [("0", left), ("1", end + 4)] {
        canvas.writer.label("text", [("x", SVGWriter.number(x)), ("y", "11.2"), ("class", "note")], text)
      }
    case .line(let role):
      canvas.stroke([[Point(left, 7), Point(left + 24, 7)]], role, tip: "")
    }
    return canvas.writer.text
  }
}
