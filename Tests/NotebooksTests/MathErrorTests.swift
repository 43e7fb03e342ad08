import Testing

@testable import Notebooks

private func complaint(_ tex: String) -> String {
  switch MathML.convert(tex, display: true) {
  case .success: "none"
  case .failure(let error): "\(error.offset): \(error.message)" + (error.hint.map { " | \($0)" } ?? "")
  }
}

@Suite struct MathErrorTests {
  @Test(arguments: [
    ("a + \\Gama", "4: unknown macro '\\Gama' | did you mean '\\Gamma'?"),
    ("\\fraq12", "0: unknown macro '\\fraq' | did you mean '\\frac'?"),
    ("\\zzzzzzz", "0: unknown macro '\\zzzzzzz' | write \\operatorname{zzzzzzz} for a function"),
    ("\\argmax_x", "0: unknown macro '\\argmax' | write \\operatorname*{argmax}"),
    ("x {y", "2: '{' is never closed"),
    ("é}", "1: '}' closes nothing"), ("x\\", "1: the formula ends with a backslash"),
    ("x^2^3", "3: two superscripts at one atom | write {x^a}^b or x^{a b}"),
    ("x_a_b", "3: two subscripts at one atom | write {x_a}_b or x_{a b}"),
    ("x^2'", "3: a prime stands behind the superscript"),
    ("\\frac{a}", "8: '\\frac' lacks an argument | write \\frac{…}"),
    ("x^", "2: '^' lacks an argument | write ^{…}"),
    ("\\left( x", "0: '\\left' has no '\\right' | '\\right.' closes it without a delimiter"),
    ("\\left x", "6: '\\left' needs a delimiter | like ( ] \\{ | \\rangle, or . for none"),
    ("x \\right)", "2: '\\right' has no '\\left'"), ("\\sqrt[3", "5: '[' is never closed"),
    ("\\begin{cases} a", "0: '\\begin{cases}' has no '\\end{cases}'"),
    ("\\begin{caes} a", "0: unknown environment 'caes' | did you mean 'cases'?"),
    (
      "\\begin{matrix} a \\end{cases}",
      "17: '\\end{cases}' does not close '\\begin{matrix}' | write \\end{matrix}"
    ),
    ("a & b", "2: '&' stands outside of a table | write \\& for the character itself"),
    (
      "a \\\\ b",
      "2: '\\\\' stands outside of a table | put the lines between \\begin{aligned} and \\end{aligned}"
    ), ("50%", "2: '%' has a meaning of its own in TeX | write \\% for the character itself"),
    ("\\text x", "6: '\\text' needs text in braces | write \\text{…}"),
    ("\\text{x", "5: '{' is never closed"),
    ("\\text{a \\b}", "8: '\\b' cannot stand in the text of '\\text' | close the braces before it"),
    ("\\not x", "5: '\\not' crosses out relations like = only"),
    ("\\limits", "0: '\\limits' follows an operator like \\sum"),
  ])
  func offsets(tex: String, expected: String) {
    #expect(complaint(tex) == expected)
  }

  @Test(arguments: [("{", "x", "}"), ("\\hat ", "x", ""), ("\\left(", "x", "\\right)"), ("x^{", "x", "}")])
  func nesting(open: String, middle: String, close: String) {
    func nested(_ depth: Int) -> String {
      complaint(String(repeating: open, count: depth) + middle + String(repeating: close, count: depth))
    }
    #expect(nested(90) == "none")
    #expect(nested(100_000).hasSuffix("the formula nests more than 200 deep"))
  }

  @Test(arguments: [
    "\\text{</mtext><script>\"&'}", "<b>", "\"'\u{0}", "\\operatorname{<i>}", "\\mathrm{<}",
    "\\left<x\\right>",
  ])
  func nothingActs(tex: String) throws {
    let text = try MathML.convert(tex, display: false).get()
    var depth = 0
    // Every tag is one of MathML's, and every element is closed.
    let names = ["math", "semantics", "annotation", "mrow", "mi", "mo", "mtext", "msup"]
    for tag in text.split(separator: "<", omittingEmptySubsequences: false).dropFirst() {
      let name = tag.prefix { $0 != " " && $0 != ">" }
      #expect(names.contains(String(name.drop { $0 == "/" })))
      depth += name.hasPrefix("/") ? -1 : 1
    }
    #expect(depth == 0)
    #expect(!text.contains("script>") && !text.contains("\u{0}"))
  }

  /// Pieces of TeX in any order are a formula or an error within it, never a crash.
  @Test func anyOrder() {
    let pieces = [
      "{", "}", "^", "_", "'", "&", "\\\\", "x", "12", ".", "\\frac", "\\sqrt[", "]", "\\left(", "\\right)",
      "\\middle|",
      "\\begin{cases}", "\\end{cases}", "\\text{a}", "\\text", "\\hat", "\\not", "=", "-", "\\sum",
      "\\limits", "\\log",
      "\\mathrm", "\\displaystyle", "\\big", "\\", " ", "%", "é",
    ]
    var state: UInt64 = 1
    for _ in 0..<20_000 {
      var tex = ""
      for _ in 0..<8 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        tex += pieces[Int((state >> 33) % UInt64(pieces.count))]
      }
      if case .failure(let error) = MathML.convert(tex, display: true) {
        #expect((0...tex.count).contains(error.offset), "\(tex)")
      }
    }
  }
}

@Suite struct MathCheckTests {
  @Test(arguments: [
    ("a $x + \\Gama$", "1:8-1:13"), ("é $`\\foo x`$", "1:5-1:9"),
    ("> $$\n> a\n>  + \\foo b\n> $$", "3:6-3:10"),
    ("# $x^2^3$", "1:7-1:8"), ("- a\n\n  ```math\n  x\n  \\foo\n  ```", "5:3-5:7"),
    ("a | b\n--|--\n1 | *$}$*", "3:7-3:8"), ("[$\\foo$](b)", "1:3-1:7"), ("$\\frac{a}$", "1:10-1:11"),
  ])
  func places(markdown: String, expected: String) throws {
    let parsed = Parsed(markdown)
    #expect(parsed.diagnostics.count == 1)
    let range = try #require(parsed.diagnostics.first?.range)
    #expect("\(range.start)-\(range.end)" == expected)
  }

  @Test func rightFormulasAreSilent() {
    #expect(Parsed("$\\hat y_j$ and\n\n```math\n\\frac{1}{2}\n```\n\n```python\n\\foo\n```").messages.isEmpty)
  }
}
