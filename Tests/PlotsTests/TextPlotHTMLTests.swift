import Testing

@testable import Plots

@Suite struct TextPlotHTMLTests {
  @Test func wideCharactersAreWrapped() {
    #expect(
      TextPlotHTML.escaped("学 a|\n  b") == "<i class=\"w\">学</i> a|\n  b")
    #expect(TextPlotHTML.escaped("学率") == "<i class=\"w\">学</i><i class=\"w\">率</i>")
    #expect(TextPlotHTML.escaped("─┬█… ± →") == "─┬█… ± →")
  }

  @Test func whatHTMLWouldReadIsEscaped() {
    #expect(TextPlotHTML.escaped("a < b && c > \"d\"") == "a &lt; b &amp;&amp; c &gt; &quot;d&quot;")
    // A sign with a mark on it.
    #expect(TextPlotHTML.escaped("<\u{338}b>") == "&lt;\u{338}b&gt;")
  }

  /// Without its tags a plot is what it was.
  @Test(arguments: SampleFigures.all)
  func nothingIsLost(_ figure: Figure) {
    let text = figure.text(tier: .blocks)
    let html = TextPlotHTML.escaped(text)
    let plain = html.replacing("<i class=\"w\">", with: "").replacing("</i>", with: "")
      .replacing("&lt;", with: "<").replacing("&gt;", with: ">")
      .replacing("&quot;", with: "\"").replacing("&#39;", with: "'").replacing("&amp;", with: "&")
    #expect(plain == text)
    #expect(html.split(separator: "\n").count == text.split(separator: "\n").count)
  }
}
