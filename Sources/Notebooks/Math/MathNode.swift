/// A piece of a formula.
indirect enum MathNode: Hashable, Sendable {
  case row([MathNode])
  /// A letter, or a name that is set upright.
  case identifier(String, isUpright: Bool)
  case number(String)
  /// A sign; its class decides on the space around it.
  case symbol(String, MathClass)
  /// `log`, `lim`: a word with space around it.
  case function(String, hasLimits: Bool)
  case text(String)
  /// A width in em.
  case space(String)
  /// A delimiter of a size in em, for `\big(`.
  case sized(String, size: String, MathClass)
  case fraction(MathNode, MathNode, hasLine: Bool)
  case root(MathNode, index: MathNode?)
  /// Scripts beside the base, or below and above it.
  case scripts(MathNode, lower: MathNode?, upper: MathNode?, areLimits: Bool)
  /// A mark over or under a base, as wide as the base if it stretches.
  case accent(MathNode, mark: String, isUnder: Bool, stretches: Bool)
  /// `\left … \right`; an empty delimiter is none. `bars` in the body are `\middle` delimiters.
  case fenced(String, MathNode, String)
  case middle(String)
  case style(isDisplay: Bool, MathNode)
  case table([[MathNode]], MathEnvironment)
}

/// TeX's classes of atoms (The TeXbook, chapter 17), as far as they matter for space.
enum MathClass: Hashable, Sendable {
  /// A sign like a letter: no space.
  case ordinary
  /// A sum: takes limits and grows in displays.
  case sum
  /// An integral: grows, with scripts beside it.
  case integral
  case binary, relation, opening, closing, punctuation
}

/// `\begin{…} … \end{…}`.
struct MathEnvironment: Hashable, Sendable {
  enum Alignment: Hashable, Sendable {
    case center, left
    /// Right, left, right, left: pairs around a relation.
    case pairs
  }

  let opening: String
  let closing: String
  let alignment: Alignment
  var isDisplay = false

  static let names = [
    "aligned", "align", "align*", "split", "gathered", "cases", "matrix", "pmatrix", "bmatrix", "Bmatrix",
    "vmatrix", "Vmatrix",
  ]

  init?(_ name: String) {
    switch name {
    case "aligned", "align", "align*", "split": self.init("", "", .pairs, isDisplay: true)
    case "gathered": self.init("", "", .center, isDisplay: true)
    case "cases": self.init("{", "", .left)
    case "matrix": self.init("", "", .center)
    case "pmatrix": self.init("(", ")", .center)
    case "bmatrix": self.init("[", "]", .center)
    case "Bmatrix": self.init("{", "}", .center)
    case "vmatrix": self.init("|", "|", .center)
    case "Vmatrix": self.init("‖", "‖", .center)
    default: return nil
    }
  }

  private init(_ opening: String, _ closing: String, _ alignment: Alignment, isDisplay: Bool = false) {
    self.opening = opening
    self.closing = closing
    self.alignment = alignment
    self.isDisplay = isDisplay
  }
}
