// Boxes, ridges, pictures and words.

extension TextCanvas {
  mutating func box(_ box: BoxMark.Box, row: Double, series: Series, tip: String) {
    let line = Int(row) - 1
    let ink = TextInk.series(series)
    func put(_ sign: Character, _ columns: ClosedRange<Int>, _ canvas: inout TextCanvas) {
      for column in columns { canvas.grid.put(sign, at: (column, line), .data, ink: ink) }
    }
    func cells(_ range: ClosedRange<Double>) -> ClosedRange<Int> {
      TextCanvas.rounded(range.lowerBound)...TextCanvas.rounded(range.upperBound)
    }
    if let whiskers = box.whiskers.map(cells) {
      put(glyphs.intervalLine, whiskers, &self)
      put(glyphs.whiskerStart, whiskers.lowerBound...whiskers.lowerBound, &self)
      put(glyphs.whiskerEnd, whiskers.upperBound...whiskers.upperBound, &self)
    }
    if let quartiles = box.quartiles.map(cells) {
      put(glyphs.quartiles, quartiles, &self)
      put(glyphs.quartileStart, quartiles.lowerBound...quartiles.lowerBound, &self)
      put(glyphs.quartileEnd, quartiles.upperBound...quartiles.upperBound, &self)
    }
    let median = TextCanvas.rounded(box.median)
    put(glyphs.median, median...median, &self)
    for outlier in box.outliers {
      let column = TextCanvas.rounded(outlier)
      put(glyphs.seed, column...column, &self)
    }
  }

  /// In ASCII shades on one line, the darker, the denser; else eighths of blocks on the two lines of the row.
  mutating func ridge(_ shares: [Point], row: Double, series: Series, tip: String) {
    let line = Int(row)
    let ink = TextInk.series(series)
    for (column, share) in heights(shares).enumerated() where share > 0.01 {
      if style.tier == .ascii {
        let shades = glyphs.shades
        let step = min(Int((share * Double(shades.count - 1)).rounded(.up)), shades.count - 1)
        grid.put(shades[step], at: (column, line), .data, ink: ink)
        continue
      }
      let eighths = max(1, Int((share * 16).rounded()))
      grid.put(TextGlyphs.eighths[min(eighths, 8) - 1], at: (column, line), .data, ink: ink)
      if eighths > 8 { grid.put(TextGlyphs.eighths[eighths - 9], at: (column, line - 1), .data, ink: ink) }
    }
  }

  /// The greatest share in each column.
  private func heights(_ shares: [Point]) -> [Double] {
    var heights = [Double](repeating: 0, count: grid.columns)
    for (a, b) in zip(shares, shares.dropFirst()) {
      let first = max(TextCanvas.rounded(a.x), 0)
      let last = min(TextCanvas.rounded(b.x), grid.columns - 1)
      guard first <= last else { continue }
      for column in first...last { heights[column] = max(heights[column], (a.y + b.y) / 2) }
    }
    return heights
  }

  /// Where the picture has room: dark ink for what is bright.
  mutating func image(_ image: GreyImage, at place: Rect, tip: String) {
    let left = TextCanvas.rounded(place.left)
    let top = TextCanvas.rounded(place.top)
    let (width, height) = (TextCanvas.rounded(place.width), TextCanvas.rounded(place.height))
    guard width >= 8, height >= 4 else { return }
    for row in 0..<height {
      for column in 0..<width {
        let pixel = image.pixels[
          (2 * row + 1) * image.height / (2 * height) * image.width
            + (2 * column + 1) * image.width / (2 * width)]
        grid.put(glyphs.shade(Double(pixel) / 255), at: (left + column, top + row), .data)
      }
    }
  }

  mutating func label(_ text: String, at place: Point, width: Double, isStrong: Bool) {
    let shown = glyphs.fitted(glyphs.plain(text), to: max(Int(width), 4))
    let room = max(grid.columns - shown.displayWidth, 0)
    let start = min(max(TextCanvas.rounded(place.x) - shown.displayWidth / 2, 0), room)
    grid.put(shown, at: (start, TextCanvas.rounded(place.y)), .data)
  }
}
