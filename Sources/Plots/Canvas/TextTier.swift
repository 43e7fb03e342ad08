import Diagnostics

/// How rich the characters of a text plot may be.
package enum TextTier: String, CaseIterable, Hashable, Sendable {
  /// Printable ASCII, for Markdown, logs and terminals that may know no more; names keep their own letters.
  case ascii
  /// Box drawing, shades and circles, which nearly every font for UTF-8 terminals has. Lines are one cell wide.
  case blocks
  /// Lines, contours, bands and points at 2 × 4 dots per cell, all else as `blocks`. For terminals only: in the
  /// fonts of web pages these characters are often wider than the others.
  case braille
}

/// The characters that a tier draws with.
struct TextGlyphs {
  /// Of a frame or an axis.
  let vertical: Character
  let horizontal: Character
  let topLeft: Character
  let topRight: Character
  let bottomLeft: Character
  let bottomRight: Character
  let tickOnX: Character
  let tickOnY: Character
  /// Reference lines inside a plot.
  let verticalRule: Character
  let horizontalRule: Character
  let slantedRule: Character
  let intervalStart: Character
  let intervalEnd: Character
  let intervalLine: Character
  let mean: Character
  /// Of a box plot.
  let whiskerStart: Character
  let whiskerEnd: Character
  let quartileStart: Character
  let quartileEnd: Character
  let quartiles: Character
  let median: Character
  let seed: Character
  let failure: Character
  /// By class; later classes begin anew.
  let classes: [Character]
  /// Cells of rising ink.
  let shades: [Character]
  let arrow: String
  let down: String
  let ellipsis: String
  private let isASCII: Bool

  static func of(_ tier: TextTier) -> TextGlyphs { tier == .ascii ? ascii : unicode }

  private static let ascii = TextGlyphs(
    vertical: "|", horizontal: "-", topLeft: "+", topRight: "+", bottomLeft: "+", bottomRight: "+",
    tickOnX: "+", tickOnY: "+", verticalRule: "|", horizontalRule: "-", slantedRule: ".",
    intervalStart: "[", intervalEnd: "]", intervalLine: "-", mean: "#", whiskerStart: "|", whiskerEnd: "|",
    quartileStart: "[", quartileEnd: "]", quartiles: "=", median: "#", seed: "o", failure: "x",
    classes: ["o", "x", "v", "s", "z", "w", "u", "n", "c", "e"],
    shades: [" ", ".", ":", "=", "%", "#", "@"], arrow: "->", down: "v", ellipsis: "...", isASCII: true)

  /// Inks 0, .19, .50, .81 and 1 of the shades: nearly linear.
  private static let unicode = TextGlyphs(
    vertical: "│", horizontal: "─", topLeft: "┌", topRight: "┐", bottomLeft: "└", bottomRight: "┘",
    tickOnX: "┬", tickOnY: "┤", verticalRule: "┊", horizontalRule: "┈", slantedRule: "·",
    intervalStart: "├", intervalEnd: "┤", intervalLine: "─", mean: "●", whiskerStart: "├", whiskerEnd: "┤",
    quartileStart: "▒", quartileEnd: "▒", quartiles: "▒", median: "┃", seed: "○", failure: "×",
    classes: ["○", "●", "△", "▲", "□", "■", "◇", "◆", "▽", "▼"],
    shades: [" ", "░", "▒", "▓", "█"], arrow: "→", down: "↓", ellipsis: "…", isASCII: false)

  /// Rising eighths of a cell.
  static let eighths: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  func sign(ofClass index: Int) -> Character { classes[index % classes.count] }

  func shade(_ share: Double) -> Character {
    shades[Int((share * Double(shades.count - 1)).rounded(.toNearestOrEven))]
  }

  /// `text` on one line, without control characters, in the signs of the tier.
  func plain(_ text: String) -> String { isASCII ? TextLine.plain(text) : TextLine.printable(text) }

  /// Of an axis, whose labels come with ASCII signs.
  func number(_ label: String) -> String { isASCII ? label : Typography.signs(label) }

  func fitted(_ text: String, to width: Int) -> String {
    TextLine.fitted(text, to: width, ellipsis: ellipsis)
  }

  func wrapped(_ text: String, to width: Int) -> [String] {
    TextLine.wrapped(text, to: width, ellipsis: ellipsis)
  }

  /// Entries of a key, as many to a line as it has room for, each on one line.
  func flowed(_ entries: [String], to width: Int) -> [String] {
    entries.reduce(into: [String]()) { lines, entry in
      let entry = fitted(entry, to: width)
      if let last = lines.last, last.displayWidth + 4 + entry.displayWidth <= width {
        lines[lines.count - 1] = last + "    " + entry
      } else {
        lines.append(entry)
      }
    }
  }

  /// A key that was written with the signs of the ASCII tier (`Panel.textKey`), with this tier's.
  func key(_ text: String) -> String {
    guard !isASCII else { return plain(text) }
    let line = String(repeating: intervalLine, count: 2)
    let key = plain(text).replacing(
      "[--#--]", with: "\(intervalStart)\(line)\(mean)\(line)\(intervalEnd)")
    return key.hasPrefix("o ") ? "\(seed)" + key.dropFirst() : key
  }
}

/// What the panels of a figure have in common when they are drawn in characters.
struct TextStyle {
  let tier: TextTier
  let glyphs: TextGlyphs
  let letters: SeriesLetters
  /// All points of the figure are of one series or class, so that nothing has to tell them apart.
  let hasOnePointStyle: Bool

  init(_ tier: TextTier, _ plans: [PanelPlan]) {
    self.tier = tier
    glyphs = .of(tier)
    letters = SeriesLetters(
      plans.flatMap(\.panel.seriesInOrder).reduce(into: []) { list, series in
        if !list.contains(series) { list.append(series) }
      }.sorted { ($0.index, $0.name) < ($1.index, $1.name) })
    let styles = plans.flatMap(\.panel.marks).compactMap { ($0 as? PointsMark)?.style }
    hasOnePointStyle = styles.allSatisfy { $0 == styles.first }
  }

  /// The sign of a point; nil where points are single dots.
  func sign(of style: PointStyle) -> Character? {
    switch style {
    case .series(let series, _):
      guard tier != .ascii, hasOnePointStyle else { return letters[series] ?? "?" }
      return tier == .braille ? nil : glyphs.mean
    case .classMember(let index):
      return tier == .braille && hasOnePointStyle ? nil : glyphs.sign(ofClass: index)
    }
  }

  /// What stands for a line in labels and keys.
  func sign(of role: StrokeRole, hasLetters: Bool = false) -> String {
    if tier == .ascii || hasLetters, case .series(let series, _) = role {
      return letters[series].map(String.init) ?? "?"
    }
    switch (tier, role) {
    case (.ascii, .boundary): return "#"
    case (.ascii, _): return "."
    case (.blocks, .series(let series, _)): return String(BoxStroke(series)[BoxStroke.east])
    case (.blocks, .boundary): return String(BoxStroke.light[BoxStroke.east])
    case (.blocks, .companion): return String(BoxStroke.dashed[BoxStroke.east])
    case (.blocks, _): return "·"
    case (.braille, .series), (.braille, .boundary): return "⠒⠒"
    case (.braille, .outline): return String(glyphs.shades[1])
    case (.braille, _): return "⠐⠐"
    }
  }
}
