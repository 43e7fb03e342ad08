import Testing

@testable import Notebooks

/// What stands in the formula's outer row, or the error.
private func inner(_ tex: String, display: Bool = false) -> String {
  switch MathML.convert(tex, display: display) {
  case .failure(let error): return "\(error.offset): \(error.message)"
  case .success(let text):
    let start = "<math display=\"\(display ? "block" : "inline")\"><semantics><mrow>"
    let end =
      "</mrow><annotation encoding=\"application/x-tex\">\(HTMLText.escaped(tex))</annotation></semantics></math>"
    guard text.hasPrefix(start), text.hasSuffix(end) else { return "no frame: \(text)" }
    return String(text.dropFirst(start.count).dropLast(end.count))
  }
}

private let none = "lspace=\"0\" rspace=\"0\""
private let open = "<mo form=\"prefix\" stretchy=\"false\">(</mo>"
private let close = "<mo form=\"postfix\" stretchy=\"false\">)</mo>"
private let thin = "<mspace width=\"0.1667em\"></mspace>"
private let hatY = "<mover accent=\"true\"><mi>y</mi><mo stretchy=\"false\">ˆ</mo></mover>"

@Suite struct MathTests {
  @Test func wholeElement() throws {
    let text = try MathML.convert("x<y", display: true).get()
    #expect(
      text
        == """
        <math display="block"><semantics><mrow><mi>x</mi><mo>&lt;</mo><mi>y</mi></mrow>\
        <annotation encoding="application/x-tex">x&lt;y</annotation></semantics></math>
        """)
  }

  @Test(arguments: [
    ("", ""), ("xy", "<mi>x</mi><mi>y</mi>"), ("12.5x", "<mn>12.5</mn><mi>x</mi>"),
    ("1.", "<mn>1</mn><mo \(none)>.</mo>"), ("1{,}000", "<mn>1</mn><mo \(none)>,</mo><mn>000</mn>"),
    ("x^2", "<msup><mi>x</mi><mn>2</mn></msup>"),
    ("x_i^2", "<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>"),
    ("x^23", "<msup><mi>x</mi><mn>2</mn></msup><mn>3</mn>"),
    ("f'", "<msup><mi>f</mi><mo \(none)>′</mo></msup>"),
    ("f''^2", "<msup><mi>f</mi><mrow><mo \(none)>″</mo><mn>2</mn></mrow></msup>"),
    ("{}_a b", "<msub><mrow></mrow><mi>a</mi></msub><mi>b</mi>"),
    ("\\frac12", "<mfrac><mn>1</mn><mn>2</mn></mfrac>"),
    (
      "\\dfrac{a}b",
      "<mstyle displaystyle=\"true\" scriptlevel=\"0\"><mfrac><mi>a</mi><mi>b</mi></mfrac></mstyle>"
    ),
    (
      "\\tfrac ab",
      "<mstyle displaystyle=\"false\" scriptlevel=\"0\"><mfrac><mi>a</mi><mi>b</mi></mfrac></mstyle>"
    ),
    ("\\sqrt x", "<msqrt><mi>x</mi></msqrt>"), ("\\sqrt[3]{x}", "<mroot><mi>x</mi><mn>3</mn></mroot>"),
    ("\\hat y", hatY), ("\\vec{v}", "<mover accent=\"true\"><mi>v</mi><mo stretchy=\"false\">→</mo></mover>"),
    (
      "\\overline{ab}",
      "<mover accent=\"true\"><mrow><mi>a</mi><mi>b</mi></mrow><mo stretchy=\"true\">‾</mo></mover>"
    ),
    (
      "\\underbrace{x}_n",
      "<munder><munder accentunder=\"true\"><mi>x</mi><mo stretchy=\"true\">⏟</mo></munder><mi>n</mi></munder>"
    ),
    ("\\alpha\\Gamma\\varepsilon", "<mi>α</mi><mi mathvariant=\"normal\">Γ</mi><mi>ε</mi>"),
    ("α ≤ β", "<mi>α</mi><mo>≤</mo><mi>β</mi>"),
    (
      "\\partial\\nabla\\infty",
      "<mi>∂</mi><mi mathvariant=\"normal\">∇</mi><mi mathvariant=\"normal\">∞</mi>"
    ),
    ("a\\cdot b\\times c", "<mi>a</mi><mo>⋅</mo><mi>b</mi><mo>×</mo><mi>c</mi>"),
    ("x\\to\\infty", "<mi>x</mi><mo>→</mo><mi mathvariant=\"normal\">∞</mi>"),
    ("x \\not= y \\not\\in z", "<mi>x</mi><mo>≠</mo><mi>y</mi><mo>∉</mo><mi>z</mi>"),
    ("a\\,b\\quad c", "<mi>a</mi>\(thin)<mi>b</mi><mspace width=\"1em\"></mspace><mi>c</mi>"),
    ("\\ldots", "<mi mathvariant=\"normal\">…</mi>"),
    ("a\\!b", "<mi>a</mi><mspace style=\"margin-left: -0.1667em\"></mspace><mi>b</mi>"),
    ("a\\bmod b", "<mi>a</mi><mo lspace=\"0.2222em\" rspace=\"0.2222em\">mod</mo><mi>b</mi>"),
    ("a\\implies b", "<mi>a</mi><mo lspace=\"0.5556em\" rspace=\"0.5556em\">⟹</mo><mi>b</mi>"),
    (
      "\\{x\\}",
      "<mo form=\"prefix\" stretchy=\"false\">{</mo><mi>x</mi><mo form=\"postfix\" stretchy=\"false\">}</mo>"
    ),
    ("|x|", "<mo stretchy=\"false\" \(none)>|</mo><mi>x</mi><mo stretchy=\"false\" \(none)>|</mo>"),
    ("\\big|", "<mo form=\"infix\" stretchy=\"true\" minsize=\"1.2em\" maxsize=\"1.2em\" \(none)>|</mo>"),
  ])
  func construct(tex: String, expected: String) {
    #expect(inner(tex) == expected)
  }

  @Test(arguments: [
    ("\\mathbf{W}\\mathbf{1}", "<mi>𝐖</mi><mn>𝟏</mn>"), ("\\mathbb{R}\\mathbb E", "<mi>ℝ</mi><mi>𝔼</mi>"),
    ("\\mathcal{LN}", "<mrow><mi>ℒ</mi><mi>𝒩</mi></mrow>"), ("\\boldsymbol\\theta", "<mi>𝜽</mi>"),
    ("\\mathrm{ReLU}\\mathrm d", "<mi>ReLU</mi><mi mathvariant=\"normal\">d</mi>"),
    (
      "\\mathrm{x_ab}",
      "<mrow><msub><mi mathvariant=\"normal\">x</mi><mi mathvariant=\"normal\">a</mi></msub><mi mathvariant=\"normal\">b</mi></mrow>"
    ),
    ("\\mathit{hi}h", "<mi>ℎ𝑖</mi><mi>h</mi>"), ("\\mathfrak{gR}", "<mrow><mi>𝔤</mi><mi>ℜ</mi></mrow>"),
    ("\\text{if } x", "<mtext>if\u{A0}</mtext><mi>x</mi>"),
    ("\\text{<b> & {\\%}}", "<mtext>&lt;b&gt;\u{A0}&amp;\u{A0}%</mtext>"),
  ])
  func alphabet(tex: String, expected: String) {
    #expect(inner(tex) == expected)
  }

  @Test(arguments: [
    ("-x", "<mo form=\"prefix\">−</mo><mi>x</mi>"), ("a-b", "<mi>a</mi><mo>−</mo><mi>b</mi>"),
    ("a=-b", "<mi>a</mi><mo>=</mo><mo form=\"prefix\">−</mo><mi>b</mi>"),
    ("(-b)", "\(open)<mo form=\"prefix\">−</mo><mi>b</mi>\(close)"),
    ("\\log x", "<mi>log</mi>\(thin)<mi>x</mi>"), ("\\log(x)", "<mi>log</mi>\(open)<mi>x</mi>\(close)"),
    ("2\\sin^2 x", "<mn>2</mn>\(thin)<msup><mi>sin</mi><mn>2</mn></msup>\(thin)<mi>x</mi>"),
    ("x^+", "<msup><mi>x</mi><mo \(none)>+</mo></msup>"),
    ("x^{*}", "<msup><mi>x</mi><mo \(none)>∗</mo></msup>"),
    ("e^{-x}", "<msup><mi>e</mi><mrow><mo form=\"prefix\">−</mo><mi>x</mi></mrow></msup>"),
    ("x_{i-1}", "<msub><mi>x</mi><mrow><mi>i</mi><mo \(none)>−</mo><mn>1</mn></mrow></msub>"),
  ])
  func space(tex: String, expected: String) {
    #expect(inner(tex) == expected)
  }

  @Test(arguments: [
    (
      "\\sum_{i=1}^n x_i",
      "<munderover><mo>∑</mo><mrow><mi>i</mi><mo \(none)>=</mo><mn>1</mn></mrow><mi>n</mi></munderover><msub><mi>x</mi><mi>i</mi></msub>"
    ), ("\\sum\\nolimits_i", "<msub><mo>∑</mo><mi>i</mi></msub>"),
    ("\\sum\\limits_i", "<munder><mo movablelimits=\"false\">∑</mo><mi>i</mi></munder>"),
    ("\\int_0^1 x", "<msubsup><mo>∫</mo><mn>0</mn><mn>1</mn></msubsup><mi>x</mi>"),
    ("\\lim_n x", "<munder><mo movablelimits=\"true\" \(none)>lim</mo><mi>n</mi></munder>\(thin)<mi>x</mi>"),
    (
      "\\operatorname*{arg\\,max}_w",
      "<munder><mo movablelimits=\"true\" \(none)>arg\u{2009}max</mo><mi>w</mi></munder>"
    ),
    (
      "\\left(\\frac ab\\right]",
      "<mrow><mo form=\"prefix\" stretchy=\"true\">(</mo><mfrac><mi>a</mi><mi>b</mi></mfrac><mo form=\"postfix\" stretchy=\"true\">]</mo></mrow>"
    ),
    (
      "\\left. x \\right|_0",
      "<msub><mrow><mi>x</mi><mo form=\"postfix\" stretchy=\"true\">|</mo></mrow><mn>0</mn></msub>"
    ),
    (
      "\\begin{cases} 1 & \\text{a} \\\\ -x \\\\ \\end{cases}",
      """
      <mrow><mo form="prefix" stretchy="true">{</mo><mtable><mtr><mtd style="text-align: left"><mn>1</mn></mtd>\
      <mtd style="text-align: left"><mtext>a</mtext></mtd></mtr><mtr><mtd style="text-align: left"><mrow>\
      <mo form="prefix">−</mo><mi>x</mi></mrow></mtd></mtr></mtable></mrow>
      """
    ),
    (
      "\\begin{bmatrix} a & b \\end{bmatrix}",
      """
      <mrow><mo form="prefix" stretchy="true">[</mo><mtable><mtr><mtd><mi>a</mi></mtd><mtd><mi>b</mi></mtd>\
      </mtr></mtable><mo form="postfix" stretchy="true">]</mo></mrow>
      """
    ),
    (
      "\\begin{aligned} a & - b \\end{aligned}",
      """
      <mtable displaystyle="true"><mtr><mtd style="text-align: right; padding-right: 0"><mi>a</mi></mtd>\
      <mtd style="text-align: left; padding-left: 0"><mrow><mo form="infix">−</mo><mi>b</mi></mrow></mtd></mtr>\
      </mtable>
      """
    ),
  ])
  func limitsFencesTables(tex: String, expected: String) {
    #expect(inner(tex, display: true) == expected)
  }

  @Test func formulas() {
    #expect(
      inner("\\hat y_j = \\sigma(z_j) = \\frac{1}{1 + e^{-z_j}}")
        == """
        <msub>\(hatY)<mi>j</mi></msub><mo>=</mo><mi>σ</mi>\(open)<msub><mi>z</mi><mi>j</mi></msub>\(close)\
        <mo>=</mo><mfrac><mn>1</mn><mrow><mn>1</mn><mo>+</mo><msup><mi>e</mi><mrow><mo form="prefix">−</mo>\
        <msub><mi>z</mi><mi>j</mi></msub></mrow></msup></mrow></mfrac>
        """)
    #expect(
      inner("\\frac{\\partial L}{\\partial w} = \\operatorname{mean}((\\hat y - y)\\,x)", display: true)
        == """
        <mfrac><mrow><mi>∂</mi><mi>L</mi></mrow><mrow><mi>∂</mi><mi>w</mi></mrow></mfrac><mo>=</mo><mi>mean</mi>\
        \(open)\(open)\(hatY)<mo>−</mo><mi>y</mi>\(close)\(thin)<mi>x</mi>\(close)
        """)
  }
}
