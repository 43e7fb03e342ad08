import Foundation
import Testing

@testable import Notebooks

/// Formulas as another converter has them: math-core, https://pypi.org/project/math-core/.
@Suite struct MathOracleTests {
  private static let formulas = #"""
    x^2
    x_i
    x_i^2
    x^{n+1}_{i-1}
    {x^a}^b
    f'(x)
    f''
    f'^2
    f''^2
    \frac{a}{b}
    \frac12
    \dfrac{a}{b+c}
    \tfrac ab
    \frac{\partial L}{\partial w_{ij}}
    \binom{n}{k}
    \sqrt{x+1}
    \sqrt[3]{x}
    \sqrt x y
    \sum_{i=1}^n x_i
    \prod_{k} p_k
    \int_0^1 f(x) \, dx
    \iint f
    \oint_C f
    \bigcup_i A_i
    \bigoplus_i V_i
    \sum\limits_i x
    \sum\nolimits_i x
    \int\limits_0^1 x
    \lim_{x \to 0} f(x)
    \max_i x_i
    \min_{w} L(w)
    \limsup_n a_n
    \log x
    \ln(x)
    \exp(-x)
    2\sin^2 x
    \sin\cos x
    a \log b
    \log_2 n
    \det A
    \Pr(A)
    \gcd(a,b)
    \operatorname{softmax}(z)_i
    \operatorname{ReLU} x
    \operatorname*{argmax}_w L
    \operatorname*{arg\,min}_{\theta} J
    \left( \frac{a}{b} \right)
    \left[ x \right]
    \left\{ x \right\}
    \left| x \right|
    \left\| x \right\|
    \left\lfloor x \right\rfloor
    \left. \frac{a}{b} \right|_{x=0}
    \left( a \middle| b \right)
    \big( x \big)
    \Big[ x \Big]
    \bigg| x
    \bigl( x \bigr)
    (x)
    [x]
    \{x\}
    |x|
    \|x\|_2
    \langle x, y \rangle
    \lceil x \rceil
    \lVert x \rVert
    \hat y
    \bar{x}
    \tilde{x}
    \vec v
    \dot x
    \ddot x
    \check x
    \breve x
    \mathring x
    \overline{ab}
    \underline{ab}
    \widehat{abc}
    \widetilde{abc}
    \overbrace{a+b}^n
    \underbrace{a+b}_n
    \overset{!}{=}
    \underset{w}{\max}
    \stackrel{d}{=}
    \mathbf{x}
    \mathbf{W}^\top\mathbf{x}+\mathbf{b}
    \boldsymbol{\theta}
    \mathbb{E}[X]
    \mathbb{R}^{n \times m}
    \mathcal{N}(\mu, \sigma^2)
    \mathcal{L}
    \mathfrak{g}
    \mathsf{T}
    \mathtt{x}
    \mathit{x}
    \mathrm{d}x
    \mathrm{ReLU}(x)
    \mathit{loss}
    \mathbf{12}
    \text{if } x > 0
    \text{a b}
    \alpha\beta\gamma\delta\epsilon\zeta\eta\theta\iota\kappa\lambda\mu
    \nu\xi\omicron\pi\rho\sigma\tau\upsilon\phi\chi\psi\omega
    \varepsilon\vartheta\varpi\varrho\varsigma\varphi
    \Gamma\Delta\Theta\Lambda\Xi\Pi\Sigma\Upsilon\Phi\Psi\Omega
    \partial
    \nabla_\theta L
    \infty
    \hbar
    \ell
    \Re
    \Im
    \emptyset
    \forall x
    \exists y
    \aleph
    \top
    \bot
    \angle
    \imath
    \ldots
    \cdots
    \vdots
    \ddots
    a, \dots, b
    \prime
    50\%
    \$
    a\_b
    \#
    a \leq b
    a \le b
    a \geq b
    a \neq b
    a \ne b
    a \approx b
    a \equiv b
    a \sim b
    a \simeq b
    a \cong b
    a \propto b
    a \ll b
    a \gg b
    a \in B
    a \notin B
    a \ni b
    A \subset B
    A \subseteq B
    A \supset B
    A \supseteq B
    a \mid b
    a \nmid b
    a \parallel b
    a \perp b
    a \prec b
    a \succ b
    a \preceq b
    a \vdash b
    a \models b
    a \asymp b
    a \doteq b
    a \coloneqq b
    a \triangleq b
    a \lesssim b
    a \lt b
    a < b
    a > b
    a = b
    a := b
    a : b
    a \colon b
    x \to y
    x \rightarrow y
    x \leftarrow y
    x \gets y
    x \leftrightarrow y
    x \Rightarrow y
    x \Leftarrow y
    x \Leftrightarrow y
    x \implies y
    x \impliedby y
    x \iff y
    x \mapsto y
    x \longrightarrow y
    x \longmapsto y
    x \hookrightarrow y
    x \uparrow y
    x \downarrow y
    x \Uparrow y
    x \nearrow y
    x \searrow y
    x \rightharpoonup y
    x \leadsto y
    a \cdot b
    a \times b
    a \pm b
    a \mp b
    a \div b
    a \ast b
    a * b
    a \star b
    a \circ b
    a \bullet b
    a \oplus b
    a \ominus b
    a \otimes b
    a \odot b
    a \oslash b
    A \cap B
    A \cup B
    A \setminus B
    a \wedge b
    a \land b
    a \vee b
    a \lor b
    a \sqcup b
    a \uplus b
    a \dagger b
    a \diamond b
    \neg a
    \lnot a
    a \not= b
    a \not\in B
    a \not\subset B
    a + b - c
    -x
    a = -b
    a / b
    n!
    a; b
    a\,b
    a\:b
    a\;b
    a\!b
    a\ b
    a\quad b
    a\qquad b
    a \bmod b
    12.5x
    3.14
    1{,}000
    x.y
    \begin{cases} 1 & x > 0 \\ 0 & \text{otherwise} \end{cases}
    \begin{matrix} a & b \\ c & d \end{matrix}
    \begin{pmatrix} a & b \\ c & d \end{pmatrix}
    \begin{bmatrix} a & b \\ c & d \end{bmatrix}
    \begin{Bmatrix} a \end{Bmatrix}
    \begin{vmatrix} a & b \\ c & d \end{vmatrix}
    \begin{Vmatrix} a & b \\ c & d \end{Vmatrix}
    \begin{aligned} a &= b \\ &= c + d \end{aligned}
    \begin{gathered} a = b \\ c \end{gathered}
    \hat y_j = \sigma(z_j) = \frac{1}{1 + e^{-z_j}}
    \operatorname{softmax}(z)_i = \frac{e^{z_i}}{\sum_j e^{z_j}}
    L = -\frac1N \sum_{n=1}^N \log p_\theta(x_n)
    \theta_{t+1} = \theta_t - \eta \frac{\hat m_t}{\sqrt{\hat v_t} + \epsilon}
    \min_G \max_D \mathbb{E}_{x \sim p}[\log D(x)] + \mathbb{E}_z[\log(1 - D(G(z)))]
    W_{ij} \sim \mathcal{N}\left(0, \frac{2}{n_\text{in}}\right)
    \nabla f(x) = \left[ \frac{\partial f}{\partial x_1}, \ldots, \frac{\partial f}{\partial x_n} \right]^\top
    p(y \mid x) = \prod_{t} p(y_t \mid y_{<t}, x)
    D_{\mathrm{KL}}(p \,\|\, q) = \sum_x p(x) \log \frac{p(x)}{q(x)}
    \|w\|_2^2
    y = \max(0, x)
    """#.split(separator: "\n").map(String.init)

  /// Where the two differ, and why ours is as it is.
  private static let exceptions: [(reason: String, formulas: [String])] = [
    (
      "math-core 0.9 does not know the macro", [#"\widetilde{abc}"#]
    ),
    (
      "an arrow, line or hat over letters is the sign itself, as MathML Core's list of stretchy accents has it, not its"
        + " combining form, which fonts draw over what stands before it",
      [#"\vec v"#, #"\overline{ab}"#, #"\underline{ab}"#, #"\widehat{abc}"#]
    ),
    ("digits are a number in bold, too", [#"\mathbf{12}"#]),
    (
      "in TeX these are signs like letters, without space of an operator",
      [
        #"\forall x"#, #"\exists y"#, #"\cdots"#, #"\vdots"#, #"\ddots"#, #"\prime"#,
      ]
    ),
    (
      "an ellipsis is one character, which is read aloud as one",
      [
        #"\ldots"#, #"a, \dots, b"#,
        #"\nabla f(x) = \left[ \frac{\partial f}{\partial x_1}, \ldots, \frac{\partial f}{\partial x_n} \right]^\top"#,
      ]
    ),
    ("a colon or full stop is an operator whose space is set to TeX's", [#"a \colon b"#, "x.y"]),
    (
      "the space around the word or arrow stands in its attributes",
      [
        #"a \bmod b"#, #"x \implies y"#, #"x \impliedby y"#, #"x \iff y"#,
      ]
    ),
    ("a space is as wide as TeX has it, not as the font of text", [#"a\ b"#]),
  ]

  @Test(.enabled(if: hasMathCore, "needs the Python package math-core; ABLATE_PYTHON names the interpreter"))
  func agrees() throws {
    let theirs = try Self.converted(Self.formulas)
    #expect(theirs.count == Self.formulas.count)
    #expect(Set(Self.exceptions.flatMap(\.formulas)).isSubset(of: Self.formulas))
    for (tex, other) in zip(Self.formulas, theirs) {
      let own = try MathML.convert(tex, display: true).get()
      let (a, b) = (MathTree(own)?.description, MathTree(other)?.description)
      #expect(a != nil && b != nil, "\(tex)")
      if let exception = Self.exceptions.first(where: { $0.formulas.contains(tex) }) {
        #expect(a != b, "\(tex) is no exception any more: \(exception.reason)")
      } else {
        #expect(a == b, "\(tex)")
      }
    }
  }

  // MARK: - Python

  private static let script = """
    import json, sys, math_core
    converter = math_core.LatexToMathML()
    def convert(tex):
        try:
            return converter.convert_with_local_state(tex, displaystyle=True)
        except math_core.LatexError as error:
            return "error: " + str(error)
    print(json.dumps([convert(tex) for tex in json.loads(sys.argv[1])]))
    """

  private static func converted(_ formulas: [String]) throws -> [String] {
    let list = try JSONSerialization.data(withJSONObject: formulas)
    let output = try #require(run(["-c", script, String(decoding: list, as: UTF8.self)]))
    return try JSONDecoder().decode([String].self, from: output)
  }

  private static let hasMathCore = run(["-c", "import math_core"]) != nil

  /// What the interpreter writes; nil where it fails.
  private static func run(_ arguments: [String]) -> Data? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [ProcessInfo.processInfo.environment["ABLATE_PYTHON"] ?? "python3"] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return process.terminationStatus == 0 ? output : nil
  }
}
