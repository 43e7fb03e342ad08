import Diagnostics
import Testing

@testable import Notebooks

private func html(_ markdown: String) -> String {
  ProseHTML().html(Parsed(markdown).document.blocks)
}

@Suite struct ProseHTMLTests {
  @Test(arguments: [
    ("# A & b", "<h1 id=\"a--b\">A &amp; b</h1>\n"),
    ("a *b* **c**\n`d<`  \ne", "<p>a <em>b</em> <strong>c</strong>\n<code>d&lt;</code><br>\ne</p>\n"),
    ("- a\n- b\n  - c", "<ul>\n<li>a</li>\n<li>b\n<ul>\n<li>c</li>\n</ul>\n</li>\n</ul>\n"),
    (
      "- [ ] a *b*\n- [x] c\n- [y] d\n- [x](e)",
      "<ul>\n<li class=\"task\"><span role=\"img\" aria-label=\"to do\">☐</span> a <em>b</em></li>\n"
        + "<li class=\"task\"><span role=\"img\" aria-label=\"done\">☑</span> c</li>\n<li>[y] d</li>\n"
        + "<li><a href=\"e\">x</a></li>\n</ul>\n"
    ),
    ("3. a\n\n4. b", "<ol start=\"3\">\n<li>\n<p>a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ol>\n"),
    ("> a", "<blockquote>\n<p>a</p>\n</blockquote>\n"),
    (
      "```python x\na < b\n```",
      "<pre tabindex=\"0\"><code class=\"language-python\">a &lt; b\n</code></pre>\n"
    ),
    ("---", "<hr>\n"),
    ("[a](b.md#c \"t\")", "<p><a href=\"b.md#c\" title=\"t\">a</a></p>\n"),
    ("[a](#b)", "<p><a href=\"#b\">a</a></p>\n"),
    (
      "<https://a.b/?c=d&e='f'>",
      "<p><a href=\"https://a.b/?c=d&amp;e=%27f%27\">https://a.b/?c=d&amp;e=&#39;f&#39;</a></p>\n"
    ),
    ("<a@b.de>", "<p><a href=\"mailto:a@b.de\">a@b.de</a></p>\n"), ("![alt](a.png)", "<p>alt</p>\n"),
    ("![alt](https://a.b/c.png)", "<p><a href=\"https://a.b/c.png\">alt</a></p>\n"),
    ("`= a<b` @fig-x $}<$", "<p><code>a&lt;b</code> @fig-x <code>}&lt;</code></p>\n"),
    (
      "```math\nx\n```",
      "<math display=\"block\"><semantics><mrow><mi>x</mi></mrow><annotation encoding=\"application/x-tex\">x\n</annotation></semantics></math>\n"
    ),
    (
      "a | b\n--|:-:\n1 | *2*",
      "<div class=\"scroll prose\" tabindex=\"0\">\n<table>\n<thead>\n<tr><th>a</th><th style=\"text-align: center\">b</th></tr>\n</thead>\n<tbody>\n<tr><td>1</td><td style=\"text-align: center\"><em>2</em></td></tr>\n</tbody>\n</table>\n</div>\n"
    ),
    ("数据\n集合 a\nb", "<p>数据集合 a\nb</p>\n"), ("a <!-- c --> b", "<p>a  b</p>\n"),
  ])
  func rendersProse(markdown: String, expected: String) {
    #expect(html(markdown) == expected)
  }

  @Test func asksForWhatDependsOnResults() {
    var prose = ProseHTML()
    prose.result = { "[\($0.expression)]" }
    prose.reference = { $0 == "fig-a" ? "<a>Figure 1</a>" : nil }
    prose.math = { tex, isDisplay in isDisplay ? "D(\(tex))" : "I(\(tex))" }
    prose.image = { path, alternative, title in "img(\(path),\(alternative),\(title))" }
    prose.codeBlock = { info, text in info == "math" ? "M(\(text))" : nil }
    prose.parameters = { "P(\($0.kind))" }
    prose.headingLevel = { $0 + 1 }
    let text =
      "# `= x`\n\n@fig-a @fig-b $a_b$ $$c$$ ![d *e*](./f.png \"g\")\n\n```math\nh\n```\n\n"
      + block("a: 1", "{.plot}")
    #expect(
      prose.html(Parsed(text).document.blocks)
        == "<h2 id=\"-x\">[x]</h2>\n<p><a>Figure 1</a> @fig-b I(a_b) D(c) img(./f.png,d e,g)</p>\nM(h\n)P(plot)"
        .replacing("id=\"-x\"", with: "id=\"x\""))
  }

  @Test(arguments: [
    "<script>alert(1)</script>", "a <script>alert(1)</script> b", "<img src=x onerror=alert(1)>",
    "a <img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>", "<style>*{background:url(http://a)}</style>", "<iframe src=//a></iframe>",
    "<!-- --><script>1</script>",
    "[a](javascript:alert(1))", "[a](JaVaScRiPt:alert(1))", "[a](java&#x09;script:alert(1))",
    "[a](&#106;avascript:alert(1))",
    "[a](&#x6A;avascript&colon;alert(1))", "[a](<  javascript:alert(1)>)", "[a](<java\tscript:alert(1)>)",
    "[a](&#1;javascript:alert(1))",
    "[a](java&NewLine;script:alert(1))", "[a](\u{200B}javascript:alert(1))", "[a](java\u{AD}script:x)",
    "[a](\u{2028}javascript:x)",
    "[a](vbscript:msgbox)", "[a](data:text/html;base64,PHNjcmlwdD4=)", "[a](DATA:text/html,x)",
    "<javascript:alert(1)>",
    "[a]\n\n[a]: javascript:alert(1)", "![a](javascript:alert(1))", "![a](data:image/svg+xml,x)",
    "[a](file:///etc/passwd)",
    "[a](javascript\\:alert(1))", "[a](view-source:javascript:1)", "[a](blob:http://x)",
    "![a](//evil.example/x.png)",
    "![a](\\\\\\\\evil.example/x.png)", "![a](/\\\\evil.example/x.png)", "[a](//evil.example)",
    "![a](/etc/x.png)", "![a](https:evil.example)",
    "| <script>1</script> | [a](javascript:1) |\n|---|---|\n| <b onclick=1> | ![a](javascript:1) |",
    "[<img src=x onerror=1>](http://a)", "![<script>](a.png)", "`<script>`",
    "```<script>\n</code><script>\n```", "```\"onload=1\nx\n```",
    "# <script>1</script>", "# \"><script>", "[a](http://a\"onmouseover=1)", "[a](<b\" onclick=1>)",
    "[a](b '\"onclick=\"1')", "`= <script>`",
    "$<script>$", "@fig-<script>", "&lt;script&gt;", "\\<script>", "<a href='x' onclick='y'>z</a>",
    "<?php x ?>", "<![CDATA[<script>]]>", "<!DOCTYPE x>",
  ])
  func leavesNothingThatActs(markdown: String) {
    var prose = ProseHTML()
    prose.image = { path, _, _ in "<img src=\"\(HTMLText.escaped(path))\">" }
    let text = prose.html(Parsed(markdown).document.blocks)
    // Only these tags, with only these attributes, whose values hold no quotes or brackets.
    let allowed =
      /<\/?(p|a|h[1-6]|code|pre|em|strong|ul|ol|li|br|hr|table|thead|tbody|tr|th|td|blockquote|img|div|span|math|semantics|annotation|mrow|mi|mo)(?: (href|id|class|title|style|tabindex|role|aria-label|src|start|display|encoding|form|stretchy)="([^"<>]*)")*>/
    var rest = text
    for match in text.matches(of: allowed).reversed() {
      if match.2 == "href" || match.2 == "src" {
        let address = String(match.3 ?? "").lowercased()
        let isKnown = ["http://", "https://", "mailto:", "#"].contains { address.hasPrefix($0) }
        #expect(isKnown || !address.prefix { $0 != "/" }.contains(":"))
        #expect(!address.hasPrefix("//") && !address.hasPrefix("/"))
        if match.2 == "src" { #expect(!isKnown) }
      }
      rest.removeSubrange(match.range)
    }
    #expect(!rest.contains("<") && !rest.contains(">"), "\(text)")
  }

  @Test func warnsOfWhatIsLeftOut() {
    #expect(
      Parsed("ä <b>x</b>").messages == [
        "1:3: warning: raw HTML is left out of reports", "1:7: warning: raw HTML is left out of reports",
      ])
    #expect(Parsed("<div>\n\na <!-- c -->").messages == ["1:1: warning: raw HTML is left out of reports"])
    #expect(Parsed("<!-- comment -->").messages == [])
    #expect(
      Parsed("ö [a](JavaScript:x)").messages.first?.hasPrefix(
        "1:3: warning: a report cannot lead to 'JavaScript:x'") == true)
  }

  @Test(
    arguments: [
      ("a b/ä.png", LinkTarget.relative("a b/ä.png"), "a%20b/%C3%A4.png"),
      ("?q=a:b", .relative("?q=a:b"), "?q=a:b"), ("./a:b", .relative("./a:b"), "./a:b"),
      ("#ä", .anchor("ä"), "#%C3%A4"), ("HTTPS://a", .web("HTTPS://a"), "HTTPS://a"),
      ("http:", .refused, nil), ("", .relative(""), ""),
      ("a:b", .refused, nil), (":a", .refused, nil), ("mailto:a@b", .mail("mailto:a@b"), "mailto:a@b"),
      ("C:\\a", .refused, nil),
    ] as [(String, LinkTarget, String?)])
  func classifiesAddresses(destination: String, target: LinkTarget, href: String?) {
    #expect(LinkTarget(destination) == target)
    #expect(LinkTarget(destination).href == href)
  }
}
