/// The outlines of a flow chart's shapes: how large they are around their words, where arrows meet them, and
/// how they are drawn.
struct NodeOutline {
  let shape: FlowChart.Shape
  let lines: [String]
  let width: Double
  let height: Double

  static let fontSize = 13.0
  static let lineHeight = 17.0
  /// Longer lines are broken at spaces.
  static let textWidth = 200.0

  init(_ node: FlowChart.Node) {
    shape = node.shape
    lines = NodeOutline.broken(
      node.label.isEmpty ? node.id : node.label,
      width: shape == .diamond ? NodeOutline.textWidth * 0.7 : NodeOutline.textWidth)
    let textWidth = lines.map { TextWidth.of($0, size: NodeOutline.fontSize) }.max() ?? 0
    let textHeight = NodeOutline.lineHeight * Double(max(lines.count, 1))
    let (width, height) =
      switch shape {
      case .rectangle, .rounded: (textWidth + 26, textHeight + 18)
      case .stadium: (textWidth + 34, textHeight + 18)
      case .subroutine: (textWidth + 40, textHeight + 18)
      case .cylinder: (textWidth + 28, textHeight + 32)
      case .circle: NodeOutline.round(textWidth, textHeight, 12)
      case .doubleCircle: NodeOutline.round(textWidth, textHeight, 20)
      // The words' corners touch the sides: w/W + h/H = 1.
      case .diamond: (textWidth * 1.42 + 24, textHeight * 2.2 + 24)
      case .hexagon: (textWidth + 48, textHeight + 20)
      case .leaningRight, .leaningLeft: (textWidth + 50, textHeight + 18)
      case .trapezoid, .invertedTrapezoid: (textWidth + 56, textHeight + 20)
      case .flag: (textWidth + 40, textHeight + 18)
      }
    self.width = NodeOutline.even(max(width, 40))
    self.height = NodeOutline.even(max(height, shape == .circle ? 40 : 34))
  }

  private static func round(_ width: Double, _ height: Double, _ margin: Double) -> (Double, Double) {
    let size = max((width * width + height * height).squareRoot() + margin, 40)
    return (size, size)
  }

  /// So that halves are whole.
  private static func even(_ value: Double) -> Double { (value / 2).rounded(.up) * 2 }

  /// At spaces, and between wide characters, for which the line is too short; a longer word stays whole up to a line's
  /// width and is cut into pieces beyond.
  static func broken(_ text: String, width: Double, size: Double = fontSize) -> [String] {
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).flatMap { line -> [String] in
      guard TextWidth.of(String(line), size: size) > width else { return [String(line)] }
      var lines: [String] = []
      var current = ""
      var used = 0.0
      for word in words(line) {
        let own = TextWidth.of(word, size: size)
        let trimmed = word.last == " " ? TextWidth.of(String(word.dropLast()), size: size) : own
        if used + trimmed > width, !current.isEmpty {
          lines.append(current)
          (current, used) = ("", 0)
        }
        if own <= width {
          current += word
          used += own
        } else {
          for character in word {
            let advance = TextWidth.of(String(character), size: size)
            if used + advance > width {
              lines.append(current)
              (current, used) = ("", 0)
            }
            current.append(character)
            used += advance
          }
        }
      }
      return (lines + [current]).map(TextLine.trimmed)
    }
  }

  /// Words with the space behind them; each wide character is one.
  private static func words(_ line: Substring) -> [String] {
    var words: [String] = []
    var current = ""
    for character in line {
      if character.isWide {
        if !current.isEmpty { words.append(current) }
        words.append(String(character))
        current = ""
      } else {
        current.append(character)
        if character == " " {
          words.append(current)
          current = ""
        }
      }
    }
    return current.isEmpty ? words : words + [current]
  }

  /// How far the outline is from the middle along the arrows, `offset` beside the middle.
  func reach(offset: Double, isVertical: Bool) -> Double {
    let (half, across) = isVertical ? (height / 2, width / 2) : (width / 2, height / 2)
    let beside = min(abs(offset) / across, 1)
    switch shape {
    case .diamond: return half * (1 - beside)
    case .circle, .doubleCircle: return half * (1 - beside * beside).squareRoot()
    case .hexagon where !isVertical: return half - 14 * beside
    case .stadium where !isVertical:
      return half - across + across * (1 - beside * beside).squareRoot()
    case .leaningRight, .leaningLeft, .trapezoid, .invertedTrapezoid:
      return isVertical ? half : half - 8
    case .cylinder where isVertical: return half - 6 + 6 * (1 - beside * beside).squareRoot()
    default: return half
    }
  }

  /// The elements around `middle`, all but the words.
  func draw(_ middle: Point, into writer: inout SVGWriter) {
    let (x, y) = (middle.x, middle.y)
    let (left, right, top, bottom) = (x - width / 2, x + width / 2, y - height / 2, y + height / 2)
    func number(_ value: Double) -> String { SVGWriter.number(value) }
    func rectangle(_ radius: Double) -> [(String, String)] {
      [
        ("class", "node"), ("x", number(left)), ("y", number(top)), ("width", number(width)),
        ("height", number(height)), ("rx", number(radius)),
      ]
    }
    func polygon(_ points: [(Double, Double)]) {
      writer.shape(
        "path",
        [("class", "node"), ("d", SVGWriter.path(points.map { Point($0.0, $0.1) }, isClosed: true))])
    }
    func line(_ data: String) { writer.shape("path", [("class", "node edgeless"), ("d", data)]) }
    switch shape {
    case .rectangle: writer.shape("rect", rectangle(2))
    case .rounded: writer.shape("rect", rectangle(8))
    case .stadium: writer.shape("rect", rectangle(height / 2))
    case .subroutine:
      writer.shape("rect", rectangle(2))
      for side in [left + 7, right - 7] { line(SVGWriter.path([Point(side, top), Point(side, bottom)])) }
    case .cylinder:
      func curve(_ y: Double, _ bulge: Double, from a: Double, to b: Double) -> String {
        "C\(number(a)) \(number(y + bulge)) \(number(b)) \(number(y + bulge)) \(number(b)) \(number(y))"
      }
      let start = "M\(number(left)) \(number(top + 6))"
      writer.shape(
        "path",
        [
          ("class", "node"),
          (
            "d",
            start + curve(top + 6, -8, from: left, to: right) + "L\(number(right)) \(number(bottom - 6))"
              + curve(bottom - 6, 8, from: right, to: left) + "Z"
          ),
        ])
      line(start + curve(top + 6, 8, from: left, to: right))
    case .circle, .doubleCircle:
      for radius in shape == .circle ? [width / 2] : [width / 2, width / 2 - 4] {
        writer.shape(
          "circle", [("class", "node"), ("cx", number(x)), ("cy", number(y)), ("r", number(radius))])
      }
    case .diamond: polygon([(x, top), (right, y), (x, bottom), (left, y)])
    case .hexagon:
      polygon([
        (left + 14, top), (right - 14, top), (right, y), (right - 14, bottom), (left + 14, bottom), (left, y),
      ])
    case .leaningRight: polygon([(left + 16, top), (right, top), (right - 16, bottom), (left, bottom)])
    case .leaningLeft: polygon([(left, top), (right - 16, top), (right, bottom), (left + 16, bottom)])
    case .trapezoid: polygon([(left + 16, top), (right - 16, top), (right, bottom), (left, bottom)])
    case .invertedTrapezoid: polygon([(left, top), (right, top), (right - 16, bottom), (left + 16, bottom)])
    case .flag: polygon([(left, top), (right, top), (right, bottom), (left, bottom), (left + 12, y)])
    }
  }
}
