import Foundation
import Notebooks
import Testing

@Suite struct YAMLHighlighterTests {
  @Test(arguments: [
    ("a: 1", "<span class=\"y-key\">a</span>: <span class=\"y-constant\">1</span>"),
    ("name: adam", "<span class=\"y-key\">name</span>: adam"),
    (
      "x: {lr: 1e-3, b: \"q # 1\"}  # note",
      "<span class=\"y-key\">x</span>: {<span class=\"y-key\">lr</span>: <span class=\"y-constant\">1e-3</span>, "
        + "<span class=\"y-key\">b</span>: <span class=\"y-string\">&quot;q # 1&quot;</span>}  "
        + "<span class=\"y-comment\"># note</span>"
    ),
    (
      "- [relu, true]\n- -5",
      "- [relu, <span class=\"y-constant\">true</span>]\n- <span class=\"y-constant\">-5</span>"
    ),
    ("'it''s': b c", "<span class=\"y-key\">&#39;it&#39;&#39;s&#39;</span>: b c"),
    ("a: http://x.y", "<span class=\"y-key\">a</span>: http://x.y"),
    ("two words: c#d", "<span class=\"y-key\">two words</span>: c#d"),
    ("v: 1.2.3", "<span class=\"y-key\">v</span>: 1.2.3"),
    ("open: \"no end", "<span class=\"y-key\">open</span>: <span class=\"y-string\">&quot;no end</span>"),
  ])
  func tellsPartsApart(yaml: String, html: String) {
    let found = YAMLHighlighter.html(yaml)
    #expect(found == html || found == html.replacingOccurrences(of: "&#39;", with: "'"))
  }

  /// Without its tags it is the text, escaped; nothing of it acts.
  @Test(arguments: [
    "a: <script>alert(1)</script>", "\"<b>\": '</span>'", "}{][: # <x>", "\\\"\\\"", "", "\n\n",
    "a:\n  - b: [1,\n 2]\n",
    "日本語: 値 # 注", "\"\\",
  ])
  func nothingIsLost(yaml: String) {
    let plain = YAMLHighlighter.html(yaml).replacing(/<\/?span(?: class="y-[a-z]+")?>/, with: "")
    #expect(plain == HTMLText.escaped(yaml))
  }
}
