// Boxes, ridges, pictures and words.

extension SVGCanvas {
  mutating func box(_ box: BoxMark.Box, row: Double, series: Series, tip: String) {
    let number = SVGCanvas.number(of: series)
    // Above the seeds, in rows that have room for them.
    let y = rowHeight >= 52 ? row - rowHeight / 2 + 21 : row
    let half = 8.0
    if let whiskers = box.whiskers {
      let inner = box.quartiles ?? box.median...box.median
      let ends = [whiskers.lowerBound, whiskers.upperBound]
      var lines = [
        [Point(ends[0], y), Point(inner.lowerBound, y)], [Point(inner.upperBound, y), Point(ends[1], y)],
      ]
      lines += ends.map { [Point($0, y - half / 2), Point($0, y + half / 2)] }
      writer.shape(
        "path", [("class", "bnd k\(number)"), ("d", lines.map { SVGWriter.path($0) }.joined())])
    }
    if let quartiles = box.quartiles {
      let corners = [
        Point(quartiles.lowerBound, y - half), Point(quartiles.upperBound, y - half),
        Point(quartiles.upperBound, y + half), Point(quartiles.lowerBound, y + half),
      ]
      let outline = SVGWriter.path(corners, isClosed: true)
      writer.shape("path", [("class", "band f\(number)"), ("d", outline)])
      writer.shape("path", [("class", "bnd k\(number)"), ("d", outline)], tip: tip)
    }
    let tick = SVGWriter.path([Point(box.median, y - half), Point(box.median, y + half)])
    writer.shape("path", [("class", "ci k\(number)"), ("d", tick)], tip: tip)
    for outlier in box.outliers {
      marker(series.shape, at: Point(outlier, y), radius: 2.8, style: "seed k\(number)")
    }
  }

  mutating func ridge(_ shares: [Point], row: Double, series: Series, tip: String) {
    guard let first = shares.first, let last = shares.last else { return }
    let number = SVGCanvas.number(of: series)
    let base = row + rowHeight / 2 - 4
    // Ridges reach into the row above, whose own they hide.
    let height = rowHeight * 1.35
    let line = shares.map { Point($0.x, base - $0.y * height) }
    let area = SVGWriter.path([Point(first.x, base)] + line + [Point(last.x, base)], isClosed: true)
    writer.shape("path", [("class", "paper"), ("d", area)])
    writer.shape("path", [("class", "band f\(number)"), ("d", area)], tip: tip)
    writer.shape("path", [("class", "bnd k\(number)"), ("d", SVGWriter.path(line))])
  }

  mutating func image(_ image: GreyImage, at place: Rect, tip: String) {
    let frame = [
      ("x", SVGWriter.number(place.left)), ("y", SVGWriter.number(place.top)),
      ("width", SVGWriter.number(place.width)), ("height", SVGWriter.number(place.height)),
    ]
    writer.shape(
      "image",
      frame + [
        ("href", image.dataAddress), ("preserveAspectRatio", "none"), ("style", "image-rendering:pixelated"),
      ], tip: tip)
    writer.shape("rect", [("class", "frame")] + frame)
  }

  mutating func label(_ text: String, at place: Point, width: Double, isStrong: Bool) {
    let size = 12.0
    let text = Double(text) == nil ? text : Typography.signs(text)
    let shown = TextWidth.fitted(text, size: size, width: max(width, 10), isBold: isStrong)
    let half = TextWidth.of(shown, size: size, isBold: isStrong) / 2
    // Inside the panel as far as it goes.
    let x = half * 2 <= plot.width ? min(max(place.x, plot.left + half), plot.right - half) : place.x
    writer.label(
      "text",
      [
        ("x", SVGWriter.number(x)), ("y", SVGWriter.number(place.y + 4.2)),
        ("class", isStrong ? "val strong halo" : "note halo"), ("text-anchor", "middle"),
      ], shown, tip: shown == text ? "" : text)
  }
}
