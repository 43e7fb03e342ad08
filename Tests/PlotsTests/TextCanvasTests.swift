import Diagnostics
import Testing

@testable import Plots

@Suite struct TextCanvasTests {
  private let a = Series("alpha", 0)
  private let b = Series("beta", 1)

  private func canvas(_ tier: TextTier, columns: Int = 5, rows: Int = 3) -> TextCanvas {
    let lines = [a, b].map { LineMark($0, []) }
    let plan = PanelPlan(
      panel: Panel(marks: lines), x: Scale(.linear, low: 0, high: 1), y: Scale(.linear, low: 0, high: 1),
      omissions: "")
    return TextCanvas(columns: columns, rows: rows, style: TextStyle(tier, [plan]), isDetailed: false)
  }

  private func text(_ canvas: TextCanvas) -> [String] {
    (0..<canvas.grid.rows).map { canvas.line($0).written(isColored: false) }
  }

  @Test func oneLineOnThreeTiers() {
    let line = [Point(0, 2), Point(2, 2), Point(3, 0), Point(4, 0)]
    let expected: [(TextTier, [String])] = [
      (.ascii, ["   AA", "  A  ", "AAA  "]),
      (.blocks, ["   ┏━", "   ┃ ", "━━━┛ "]),
      (.braille, ["   ⡠⠤", "  ⢀⠇ ", "⠠⠤⠼  "]),
    ]
    for (tier, lines) in expected {
      var canvas = canvas(tier)
      canvas.stroke([line], .series(a, dashed: false), tip: "")
      #expect(text(canvas) == lines, "\(tier)")
    }
  }

  /// Eight dots make a full cell, each in its place.
  @Test func dotsOfACell() {
    var full = canvas(.braille, columns: 1, rows: 1)
    var seen: Set<String> = []
    for row in 0..<4 {
      for column in 0..<2 {
        var single = canvas(.braille, columns: 1, rows: 1)
        single.dot((column, row), .data, owner: a, ink: .plain)
        seen.insert(text(single)[0])
        full.dot((column, row), .data, owner: a, ink: .plain)
      }
    }
    #expect(seen.count == 8)
    #expect(seen.contains("⠁") && seen.contains("⢀"))
    #expect(text(full) == ["⣿"])
  }

  /// A line that crosses another's keeps its own arms; its letters are covered by no line.
  @Test func crossingsAndLetters() {
    var canvas = canvas(.blocks)
    canvas.stroke([[Point(0, 1), Point(4, 1)]], .series(a, dashed: false), tip: "")
    canvas.lineMarkers([Point(4, 1)], series: a)
    canvas.stroke([[Point(2, 0), Point(2, 2)]], .series(b, dashed: false), tip: "")
    canvas.stroke([[Point(4, 0), Point(4, 2)]], .series(b, dashed: false), tip: "")
    #expect(text(canvas) == ["  │ │", "━━│━A", "  │ │"])
    canvas.lineMarkers([Point(4, 1)], series: b)
    #expect(text(canvas)[1] == "━━│━*")
  }

  @Test func bandsShadesAndLines() {
    for (tier, lines) in [
      (TextTier.ascii, [".....", ".....", "....."]), (.blocks, ["░░░░░", "░░░░░", "░░░░░"]),
    ] {
      var canvas = TextCanvas(columns: 5, rows: 3, style: canvas(tier).style, isDetailed: true)
      canvas.band(
        upper: [Point(0, 0), Point(4, 0)], lower: [Point(0, 2), Point(4, 2)], series: a)
      #expect(text(canvas) == lines, "\(tier)")
    }
  }

  @Test func wideCharactersStayWhole() {
    var grid = TextGrid(columns: 6, rows: 1)
    grid.put("学a习率", at: (0, 0), .data)
    #expect(grid.line(0).written(isColored: false) == "学a习 ")
    #expect(grid.line(0).width == 6)
    // The right half of one, then the left half of the other.
    grid.put("|", at: (1, 0), .data)
    #expect(grid.line(0).written(isColored: false) == " |a习 ")
    grid.put("|", at: (3, 0), .data)
    #expect(grid.line(0).written(isColored: false) == " |a|  ")
    grid.put("习", at: (3, 0), .data)
    grid.put("学", at: (2, 0), .data)
    #expect(grid.line(0).written(isColored: false) == " |学  ")
  }

  @Test func namesCannotActOnATerminal() {
    let hostile = "a\u{1B}[31m\u{202E}b\u{200B}\u{7}\tc"
    for tier in TextTier.allCases {
      let plain = TextGlyphs.of(tier).plain(hostile)
      let isHarmless = plain.unicodeScalars.allSatisfy {
        $0.properties.generalCategory != .control && $0.properties.generalCategory != .format
      }
      #expect(isHarmless, "\(tier)")
      #expect(plain.first == "a" && plain.last == "c")
    }
    #expect(TextGlyphs.of(.blocks).plain("👩‍🔬 ± − x") == "👩‍🔬 ± − x")
    #expect(TextGlyphs.of(.ascii).plain("± − ×") == "+/- - x")
  }
}
