import Diagnostics
import Testing

@Suite struct DiagnosticRendererTests {
  private func rendered(_ line: String, _ column: Int, _ length: Int) -> [String] {
    let source = SourceText(name: "x.md", text: line)
    let diagnostic = Diagnostic(.error, "wrong", range: SourceRange(line: 1, column: column, length: length))
    return DiagnosticRenderer().render(diagnostic, source: source).split(separator: "\n").map(String.init)
  }

  @Test func aShortLineStandsAsItIs() {
    #expect(rendered("abc def", 5, 3) == ["x.md:1:5: error: wrong", "   1 | abc def", "     |     ^~~"])
  }

  /// Of a long line only what is around the place is shown, and the mark stands beneath it.
  @Test(arguments: [1, 50, 300, 395])
  func aLongLineIsCut(column: Int) throws {
    let words = (0..<100).map { String($0 + 100).suffix(3) + " " }.joined()
    let lines = rendered(words, column, 3)
    #expect(lines[0] == "x.md:1:\(column): error: wrong")
    let shown = lines[1].dropFirst(7)
    #expect(shown.count <= 112)
    let mark = try #require(lines[2].firstIndex(of: "^"))
    let place = lines[2].distance(from: lines[2].startIndex, to: mark) - 7
    #expect(Array(shown)[place..<(place + 3)] == Array(words)[(column - 1)..<(column + 2)])
    #expect(shown.hasPrefix("…") == (column > 60))
    #expect(shown.hasSuffix("…") == (column < 340))
  }

  @Test func aMarkLongerThanTheWindowEndsWithIt() {
    let lines = rendered(String(repeating: "x", count: 500), 100, 300)
    #expect(lines[2].count <= 7 + 112)
  }
}
