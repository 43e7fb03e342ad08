import Diagnostics

extension Figure {
  package func text(_ format: TextFormat) -> String {
    text(columns: format.columns, tier: format.tier, isColored: format.isColored)
  }

  /// The figure in characters: lines of at most `columns` columns (72 suits Markdown; at least 40), without
  /// trailing spaces or tabs, ending in a newline.
  ///
  /// - Parameter isColored: with escape sequences for a terminal, which repeat what the characters say.
  package func text(columns: Int = 72, tier: TextTier = .ascii, isColored: Bool = false) -> String {
    let columns = max(columns, 40)
    let plans = PanelPlan.plans(of: self, seriesLimit: 4)
    let isSmall = plans.count > panels.count
    let style = TextStyle(tier, plans)
    var blocks: [InkedLine] = []
    let key = textKey(style, columns: columns)
    if !key.isEmpty { blocks = key.map { InkedLine($0) } + [InkedLine()] }
    var index = 0
    // Pictures of a plane read well at half the width; axes with labels need all of it.
    let isPaired = panelsPerRow > 1 && plans.count > 1 && plans.allSatisfy { $0.panel.frame == .box }
    let width = isPaired ? (columns - 2) / 2 : columns
    var drawn = plans.map { TextPanel(plan: $0, columns: width, style: style, isSmall: isSmall) }
    if isSmall || sharedAxes {
      let widest = drawn.flatMap { $0.endLabelTexts() }.map(\.width).max() ?? 0
      for index in drawn.indices { drawn[index].labelWidth = widest }
    }
    while index < drawn.count {
      let row = drawn[index..<min(index + (isPaired ? 2 : 1), drawn.count)].map(\.lines)
      if index > 0 { blocks.append(InkedLine()) }
      let heading = style.glyphs.plain(plans[index].panel.heading)
      if !heading.isEmpty {
        blocks += style.glyphs.wrapped(heading, to: columns).map { InkedLine($0) } + [InkedLine()]
      }
      blocks.append(contentsOf: Figure.beside(row, width: width))
      index += row.count
    }
    return blocks.map { $0.trimmed.written(isColored: isColored) }.joined(separator: "\n") + "\n"
  }

  private func textKey(_ style: TextStyle, columns: Int) -> [String] {
    var items = key.compactMap { item -> String? in
      switch item.sign {
      case .point(let point): "\(style.sign(of: point).map(String.init) ?? "⠶") \(item.label)"
      case .series(let series): style.letters[series].map { "\($0) \(item.label)" }
      case .field where style.tier == .ascii: ". " + words.atLeastHalf(item.label)
      case .field: "0 \(String(style.glyphs.shades[1...2])) 1 \(item.label)"
      case .line(.outline): "\(style.sign(of: .outline)) \(item.label)"
      case .line: nil
      }
    }
    let boundaries = panels.flatMap(\.marks).compactMap { mark -> StrokeRole? in
      guard let contour = mark as? ContourMark, case .boundary = contour.role else { return nil }
      return contour.role
    }
    if let boundary = boundaries.first { items.append("\(style.sign(of: boundary)) \(words.boundary)") }
    items = items.map(style.glyphs.plain)
    let whole = items.joined(separator: "    ")
    guard style.tier != .ascii, whole.displayWidth > columns else {
      return style.glyphs.wrapped(whole, to: columns)
    }
    return style.glyphs.flowed(items, to: columns)
  }

  private static func beside(_ blocks: [[InkedLine]], width: Int) -> [InkedLine] {
    guard let first = blocks.first, blocks.count > 1 else { return blocks.first ?? [] }
    let height = blocks.map(\.count).max() ?? first.count
    return (0..<height).map { row in
      blocks.map { (row < $0.count ? $0[row] : InkedLine()).padded(to: width) }
        .enumerated().reduce(InkedLine()) { $0 + ($1.offset > 0 ? "  " : "") + $1.element }
    }
  }
}
