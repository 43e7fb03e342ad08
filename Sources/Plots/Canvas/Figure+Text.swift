import Diagnostics

/// How rich the characters of a text plot may be.
package enum TextTier: Hashable, Sendable {
  /// Printable ASCII, for Markdown, logs and terminals that may know no more; names keep their own letters.
  case ascii
}

extension Figure {
  /// The figure in characters: lines of at most `columns` columns (72 suits Markdown; at least 40), without
  /// trailing spaces or tabs, ending in a newline.
  package func text(columns: Int = 72, tier: TextTier = .ascii) -> String {
    let columns = max(columns, 40)
    let plans = PanelPlan.plans(of: self, seriesLimit: 4)
    let isSmall = plans.count > panels.count
    let letters = SeriesLetters(
      plans.flatMap(\.panel.seriesInOrder).reduce(into: []) { list, series in
        if !list.contains(series) { list.append(series) }
      }.sorted { ($0.index, $0.name) < ($1.index, $1.name) })
    var blocks: [String] = []
    if let key = textKey(letters) { blocks.append(contentsOf: TextLine.wrapped(key, to: columns)) }
    if !blocks.isEmpty { blocks.append("") }
    var index = 0
    // Pictures of a plane read well at half the width; axes with labels need all of it.
    let isPaired = panelsPerRow > 1 && plans.count > 1 && plans.allSatisfy { $0.panel.frame == .box }
    let width = isPaired ? (columns - 2) / 2 : columns
    var drawn = plans.map { TextPanel(plan: $0, columns: width, letters: letters, isSmall: isSmall) }
    if isSmall || sharedAxes {
      let widest = drawn.flatMap { $0.endLabelTexts() }.map(\.displayWidth).max() ?? 0
      for index in drawn.indices { drawn[index].labelWidth = widest }
    }
    while index < drawn.count {
      let row = drawn[index..<min(index + (isPaired ? 2 : 1), drawn.count)].map(\.lines)
      if index > 0 { blocks.append("") }
      blocks.append(contentsOf: Figure.beside(row, width: width))
      index += row.count
    }
    return blocks.map(TextLine.trimmed).joined(separator: "\n") + "\n"
  }

  private func textKey(_ letters: SeriesLetters) -> String? {
    var items = key.compactMap { item -> String? in
      switch item.sign {
      case .point(.classMember(let index)): "\(TextCanvas.sign(ofClass: index)) \(item.label)"
      case .point(.series(let series, _)), .series(let series):
        letters[series].map { "\($0) \(item.label)" }
      case .field: ". " + item.label + " at least 0.5"
      case .line(.outline): ". " + item.label
      case .line: nil
      }
    }
    let hasBoundary = panels.contains { panel in
      panel.marks.contains { mark in
        if let contour = mark as? ContourMark, case .boundary = contour.role { true } else { false }
      }
    }
    if hasBoundary { items.append("# 0.5 contour of a seed") }
    return items.isEmpty ? nil : TextLine.plain(items.joined(separator: "    "))
  }

  private static func beside(_ blocks: [[String]], width: Int) -> [String] {
    guard let first = blocks.first, blocks.count > 1 else { return blocks.first ?? [] }
    let height = blocks.map(\.count).max() ?? first.count
    return (0..<height).map { row in
      blocks.map { TextLine.padded(row < $0.count ? $0[row] : "", to: width) }.joined(separator: "  ")
    }
  }
}
