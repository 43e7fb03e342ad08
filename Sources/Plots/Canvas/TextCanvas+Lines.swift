/// How lines and bands are drawn in each tier: as characters, as box drawing, as dots.
extension TextCanvas {
  mutating func stroke(_ lines: [[Point]], _ role: StrokeRole, tip: String) {
    for line in lines {
      if role == .rule {
        rule(line)
      } else {
        switch style.tier {
        case .ascii: characters(line, role)
        case .blocks: boxes(line, role)
        case .braille: dots(line, role)
        }
      }
    }
  }

  mutating func band(upper: [Point], lower: [Point], series: Series) {
    guard isDetailed else { return }
    switch style.tier {
    case .ascii:
      for (top, bottom) in zip(TextCanvas.cells(of: upper), TextCanvas.cells(of: lower))
      where top.column == bottom.column && top.row <= bottom.row {
        for row in top.row...bottom.row { grid.put(".", at: (top.column, row), .faint) }
      }
    case .blocks:
      for (top, bottom) in zip(TextCanvas.heights(of: upper, per: 1), TextCanvas.heights(of: lower, per: 1)) {
        let (first, last) = (TextCanvas.rounded(top.y), TextCanvas.rounded(bottom.y))
        guard top.column == bottom.column, first <= last else { continue }
        for row in first...last {
          grid.put(glyphs.shades[1], at: (top.column, row), .faint, owner: series, ink: .series(series))
        }
      }
    case .braille:
      for (top, bottom) in zip(TextCanvas.heights(of: upper, per: 2), TextCanvas.heights(of: lower, per: 2))
      where top.column == bottom.column {
        let first = TextCanvas.dot(Point(0, top.y)).row
        let last = TextCanvas.dot(Point(0, bottom.y)).row
        guard first <= last else { continue }
        // One dot of four: a tint that a line stands out from.
        for row in first...last where (top.column + 2 * row) % 4 == 0 {
          dot((top.column, row), .faint, owner: series, ink: .series(series))
        }
      }
    }
  }

  private func ink(of role: StrokeRole) -> (layer: TextGrid.Layer, owner: Series?, ink: TextInk) {
    switch role {
    case .series(let series, _): (.data, series, .series(series))
    case .seed(let series): (.faint, series, .series(series))
    case .boundary(let series): (.boundary, series, .series(series))
    case .context, .companion: (.faint, nil, .faint)
    case .outline, .rule: (.guide, nil, .faint)
    }
  }

  private mutating func rule(_ line: [Point]) {
    let places = TextCanvas.cells(of: line)
    let isVertical = places.allSatisfy { $0.column == places.first?.column }
    let isHorizontal = places.allSatisfy { $0.row == places.first?.row }
    let sign =
      isVertical ? glyphs.verticalRule : isHorizontal ? glyphs.horizontalRule : glyphs.slantedRule
    for place in places { grid.put(sign, at: place, .guide, ink: .faint) }
  }

  // MARK: Characters

  private mutating func characters(_ line: [Point], _ role: StrokeRole) {
    let (layer, owner, ink) = ink(of: role)
    if case .seed = role, !isDetailed { return }
    let sign = style.sign(of: role).first ?? "?"
    for place in TextCanvas.cells(of: line) {
      if case .series(_, dashed: true) = role, (place.column + place.row) % 2 != 0 { continue }
      grid.put(sign, at: place, layer, owner: role.isBoundary ? nil : owner, ink: ink)
    }
  }

  // MARK: Box drawing

  private mutating func boxes(_ line: [Point], _ role: StrokeRole) {
    let (layer, owner, ink) = ink(of: role)
    var stroke = BoxStroke.light
    switch role {
    case .seed, .context, .outline:
      if case .seed = role, !isDetailed { return }
      let sign = style.sign(of: role).first ?? "?"
      for place in TextCanvas.cells(of: line) { grid.put(sign, at: place, layer, owner: owner, ink: ink) }
      return
    case .series(let series, let isDashed): stroke = isDashed ? .dashed : BoxStroke(series)
    case .companion: stroke = .dashed
    case .boundary, .rule: break
    }
    let places = TextCanvas.corners(of: line)
    if places.count == 1 {
      grid.add(arms: BoxStroke.east | BoxStroke.west, stroke, at: places[0], layer, owner: owner, ink: ink)
    }
    for (a, b) in zip(places, places.dropFirst()) {
      let isHorizontal = a.row == b.row
      let isForward = isHorizontal ? a.column < b.column : a.row < b.row
      let leaving =
        isHorizontal
        ? (isForward ? BoxStroke.east : BoxStroke.west) : (isForward ? BoxStroke.south : BoxStroke.north)
      let entering =
        isHorizontal
        ? (isForward ? BoxStroke.west : BoxStroke.east) : (isForward ? BoxStroke.north : BoxStroke.south)
      grid.add(arms: leaving, stroke, at: a, layer, owner: owner, ink: ink)
      grid.add(arms: entering, stroke, at: b, layer, owner: owner, ink: ink)
    }
  }

  // MARK: Dots

  private mutating func dots(_ line: [Point], _ role: StrokeRole) {
    let (layer, owner, ink) = ink(of: role)
    var isKept = { (_: Int, _: TextGrid.Place) in true }
    switch role {
    case .series(_, dashed: false), .boundary, .rule: break
    case .series, .companion: isKept = { number, _ in number % 2 == 0 }
    case .context, .seed:
      if case .seed = role, !isDetailed { return }
      // In the same columns of all, so that many together are an even tint.
      isKept = { _, place in place.column % 2 == 0 }
    case .outline:
      if style.hasOnePointStyle {
        // Dots would look like the points.
        for place in TextCanvas.cells(of: line) { grid.put(glyphs.shades[1], at: place, layer, ink: ink) }
        return
      }
      isKept = { number, _ in number % 2 == 0 }
    }
    for (number, place) in TextCanvas.dots(of: line).enumerated() where isKept(number, place) {
      dot(place, layer, owner: owner, ink: ink)
    }
  }

  /// A dot of the grid that is twice as wide and four times as high as the cells'.
  mutating func dot(_ place: TextGrid.Place, _ layer: TextGrid.Layer, owner: Series?, ink: TextInk) {
    guard place.column >= 0, place.row >= 0 else { return }
    // Dots 1 2 3 7 on the left and 4 5 6 8 on the right, numbered from the lowest bit.
    let bits: [UInt8] = place.column % 2 == 0 ? [0x01, 0x02, 0x04, 0x40] : [0x08, 0x10, 0x20, 0x80]
    grid.add(
      dots: bits[place.row % 4], at: (place.column / 2, place.row / 4), layer, owner: owner, ink: ink)
  }

  static func dot(_ point: Point) -> TextGrid.Place {
    (Int(((point.x + 0.5) * 2).rounded(.down)), Int(((point.y + 0.5) * 4).rounded(.down)))
  }

  // MARK: Cells of lines

  /// The cells of a polyline. One that runs left to right has one per column, and where it is steep the ones
  /// between, shared between both columns; any other is sampled along its length.
  private static func cells(of line: [Point]) -> [TextGrid.Place] {
    let heights = heights(of: line, per: 1)
    guard heights.count > 1 else { return sampled(line, across: 1, down: 1, cell) }
    var places: [TextGrid.Place] = []
    for (column, y) in heights {
      let row = rounded(y)
      if let previous = places.last, abs(row - previous.row) > 1 {
        let step = row > previous.row ? 1 : -1
        let half = previous.row + (row - previous.row) / 2
        for between in stride(from: previous.row + step, to: row, by: step) {
          places.append(((between - half) * step <= 0 ? column - 1 : column, between))
        }
      }
      places.append((column, row))
    }
    return places
  }

  /// The cells of a polyline, each beside or above the next.
  private static func corners(of line: [Point]) -> [TextGrid.Place] {
    let heights = heights(of: line, per: 1)
    let cells =
      heights.count > 1
      ? heights.map { ($0.column, rounded($0.y)) } : sampled(line, across: 1, down: 1, cell)
    var places = Array(cells.prefix(1))
    for cell in cells.dropFirst() {
      while let last = places.last, last != cell {
        let isAcross = last.column != cell.column
        places.append(
          isAcross
            ? (last.column + (cell.column > last.column ? 1 : -1), last.row)
            : (last.column, last.row + (cell.row > last.row ? 1 : -1)))
      }
    }
    return places
  }

  private static func dots(of line: [Point]) -> [TextGrid.Place] { sampled(line, across: 2, down: 4, dot) }

  /// The heights of a polyline that runs left to right in the columns of its stretch, `density` to a cell; empty
  /// of any other. Columns are numbered from the left edge of cell 0.
  private static func heights(of line: [Point], per density: Int) -> [(column: Int, y: Double)] {
    // The middle of column k lies at (k + 1/2) / density − 1/2; this order of sums is exact for a density of 1.
    let shift = Double(density - 1) / 2
    func column(_ x: Double) -> Double { x * Double(density) + shift }
    guard let first = line.first, let last = line.last,
      zip(line, line.dropFirst()).allSatisfy({ $0.x <= $1.x }), first.x < last.x
    else { return [] }
    let start = Int(column(first.x).rounded(.up))
    let end = Int(column(last.x).rounded(.down))
    guard start < end else { return [] }
    var segment = 0
    return (start...end).map { index in
      let x = (Double(index) - shift) / Double(density)
      while segment + 2 < line.count, line[segment + 1].x < x { segment += 1 }
      let a = line[segment]
      let b = line[min(segment + 1, line.count - 1)]
      let share = b.x > a.x ? min(max((x - a.x) / (b.x - a.x), 0), 1) : 1
      return (index, a.y + share * (b.y - a.y))
    }
  }

  /// Places along a polyline, none twice in a row, where a unit is so many places across and down.
  private static func sampled(
    _ line: [Point], across: Double, down: Double, _ place: (Point) -> TextGrid.Place
  ) -> [TextGrid.Place] {
    guard line.count > 1 else { return line.map(place) }
    var places: [TextGrid.Place] = []
    for (a, b) in zip(line, line.dropFirst()) {
      let steps = max(1, Int(max(abs(b.x - a.x) * across, abs(b.y - a.y) * down).rounded(.up)))
      for step in 0...steps {
        let share = Double(step) / Double(steps)
        let next = place(Point(a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)))
        if let last = places.last, last == next { continue }
        places.append(next)
      }
    }
    return places
  }
}

extension StrokeRole {
  fileprivate var isBoundary: Bool { if case .boundary = self { true } else { false } }
}
