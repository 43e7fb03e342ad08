/// What the macros and the characters of a formula stand for.
enum MathSymbols {
  /// What stands for a macro without arguments.
  static func node(ofMacro name: String) -> MathNode? { macros[name] }

  /// What stands for a character that is no letter, digit or part of TeX's grammar.
  static func node(of character: Character) -> MathNode? { characters[character] }

  /// All macros, for suggestions, the usual ones first.
  static let names = entries.map(\.name)

  static let spaces = [
    ",": "0.1667", ":": "0.2222", ">": "0.2222", ";": "0.2778", "!": "-0.1667", " ": "0.3333", "quad": "1",
    "qquad": "2", "enspace": "0.5", "thinspace": "0.1667",
  ]

  /// Characters that TeX's keyboard has but that are drawn as others, or with a class of their own.
  private static let keys: [(Character, String, MathClass)] = [
    ("+", "+", .binary), ("-", "−", .binary), ("*", "∗", .binary), ("=", "=", .relation),
    ("<", "<", .relation), (">", ">", .relation), (":", ":", .relation), (",", ",", .punctuation),
    (";", ";", .punctuation), ("(", "(", .opening), (")", ")", .closing), ("[", "[", .opening),
    ("]", "]", .closing), ("!", "!", .closing), ("?", "?", .closing), ("|", "|", .ordinary),
    ("/", "/", .ordinary), (".", ".", .ordinary), ("−", "−", .binary), ("·", "⋅", .binary),
  ]

  /// Lower-case Greek, drawn slanted.
  private static let letters = """
    alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ
    lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi ϕ
    varphi φ chi χ psi ψ omega ω partial ∂ imath ı jmath ȷ
    """

  private static let uprightLetters = """
    Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω nabla ∇ infty ∞ hbar ℏ
    ell ℓ Re ℜ Im ℑ aleph ℵ emptyset ∅ varnothing ∅ forall ∀ exists ∃ nexists ∄ top ⊤ bot ⊥ angle ∠
    ldots … dots … cdots ⋯ vdots ⋮ ddots ⋱ dotsc … dotsb ⋯ prime ′ degree ° checkmark ✓ square □
    % % $ $ _ _ & & # #
    """

  private static let relations = """
    leq ≤ le ≤ geq ≥ ge ≥ neq ≠ ne ≠ approx ≈ equiv ≡ sim ∼ simeq ≃ cong ≅ propto ∝ ll ≪ gg ≫ in ∈ notin ∉
    ni ∋ subset ⊂ subseteq ⊆ supset ⊃ supseteq ⊇ nsubseteq ⊈ mid ∣ nmid ∤ parallel ∥ perp ⟂ prec ≺ succ ≻
    preceq ⪯ succeq ⪰ vdash ⊢ models ⊨ asymp ≍ doteq ≐ coloneqq ≔ triangleq ≜ lesssim ≲ gtrsim ≳ lt < gt >
    to → rightarrow → leftarrow ← gets ← leftrightarrow ↔ Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔ implies ⟹
    impliedby ⟸ iff ⟺ mapsto ↦ longrightarrow ⟶ longleftarrow ⟵ longmapsto ⟼ hookrightarrow ↪ uparrow ↑
    downarrow ↓ updownarrow ↕ Uparrow ⇑ Downarrow ⇓ rightharpoonup ⇀ nearrow ↗ searrow ↘ leadsto ⇝
    """

  private static let binaryOperators = """
    cdot ⋅ times × pm ± mp ∓ div ÷ ast ∗ star ⋆ circ ∘ bullet ∙ oplus ⊕ ominus ⊖ otimes ⊗ odot ⊙ oslash ⊘
    cap ∩ cup ∪ setminus ∖ wedge ∧ land ∧ vee ∨ lor ∨ sqcup ⊔ sqcap ⊓ uplus ⊎ dagger † ddagger ‡ diamond ⋄
    """

  private static let sums = """
    sum ∑ prod ∏ coprod ∐ bigcup ⋃ bigcap ⋂ bigvee ⋁ bigwedge ⋀ bigoplus ⨁ bigotimes ⨂ bigodot ⨀
    """

  private static let integrals = "int ∫ iint ∬ iiint ∭ oint ∮"

  private static let openings = "{ { lbrace { lbrack [ langle ⟨ lceil ⌈ lfloor ⌊ lvert | lVert ‖"
  private static let closings = "} } rbrace } rbrack ] rangle ⟩ rceil ⌉ rfloor ⌋ rvert | rVert ‖"
  private static let signs = "| ‖ Vert ‖ vert | backslash \\ neg ¬ lnot ¬"

  private static let functions = """
    log ln exp sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh coth arg deg dim hom ker lg
    """
  private static let functionsWithLimits = "max min lim sup inf limsup liminf det gcd Pr"

  private static let entries: [(name: String, node: MathNode)] =
    pairs(letters).map { ($0, .identifier($1, isUpright: false)) }
    + pairs(uprightLetters).map { ($0, .identifier($1, isUpright: true)) }
    + pairs(relations).map { ($0, .symbol($1, .relation)) }
    + pairs(binaryOperators).map { ($0, .symbol($1, .binary)) }
    + pairs(sums).map { ($0, .symbol($1, .sum)) }
    + pairs(integrals).map { ($0, .symbol($1, .integral)) }
    + pairs(openings).map { ($0, .symbol($1, .opening)) }
    + pairs(closings).map { ($0, .symbol($1, .closing)) }
    + pairs(signs).map { ($0, .symbol($1, .ordinary)) }
    + [("colon", .symbol(":", .punctuation))]
    + words(functions).map { ($0, .function($0, hasLimits: false)) }
    + words(functionsWithLimits).map { ($0, .function(spaced[$0] ?? $0, hasLimits: true)) }

  private static let spaced = ["limsup": "lim\u{2009}sup", "liminf": "lim\u{2009}inf"]

  private static let macros = Dictionary(entries.map { ($0.name, $0.node) }, uniquingKeysWith: { a, _ in a })

  /// `α` and `≤` may be typed as they are.
  private static let characters: [Character: MathNode] = {
    var result: [Character: MathNode] = [:]
    for entry in entries {
      switch entry.node {
      case .identifier(let text, _), .symbol(let text, _):
        if text.count == 1, let character = text.first, !character.isASCII, result[character] == nil {
          result[character] = entry.node
        }
      default: break
      }
    }
    for (key, text, kind) in keys { result[key] = .symbol(text, kind) }
    return result
  }()

  private static func words(_ table: String) -> [String] {
    table.split { $0.isWhitespace }.map(String.init)
  }

  private static func pairs(_ table: String) -> [(String, String)] {
    let words = words(table)
    return stride(from: 0, to: words.count - 1, by: 2).map { (words[$0], words[$0 + 1]) }
  }
}
