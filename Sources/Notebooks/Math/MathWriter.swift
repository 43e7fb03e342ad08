/// Writes a formula's tree as MathML Core.
///
/// A browser takes the space around a sign from the dictionary of MathML Core by the sign and its place in
/// the row. Attributes are written where that differs from what TeX would do.
struct MathWriter {
  private(set) var text = ""
  /// Within scripts TeX sets signs without space.
  private var isScript = false

  // MARK: - Rows

  /// - Parameters:
  ///   - isAlwaysGrouped: an `mrow` even around one element.
  ///   - isContinued: something stands before the row, so that a minus at its head is no sign.
  mutating func row(_ nodes: [MathNode], isAlwaysGrouped: Bool = false, isContinued: Bool = false) {
    let isGrouped = isAlwaysGrouped || nodes.count != 1
    if isGrouped { text += "<mrow>" }
    let areUnary = MathSpacing.unaryOperators(in: nodes, isContinued: isContinued)
    for (index, node) in nodes.enumerated() {
      if index > 0, MathSpacing.needsGap(nodes[index - 1], node) { space("0.1667") }
      if case .symbol(let sign, .binary) = node {
        let attributes: String
        if areUnary[index] {
          let isSign = index + 1 < nodes.count && "+−±∓".contains(sign)
          attributes = isSign ? " form=\"prefix\"" : Self.noSpace
        } else {
          // The operator dictionary has signs only.
          let isWord = sign.count > 1
          attributes =
            isScript
            ? Self.noSpace
            : isWord ? " lspace=\"0.2222em\" rspace=\"0.2222em\"" : index == 0 ? " form=\"infix\"" : ""
        }
        element("mo", attributes, sign)
      } else {
        self.node(node)
      }
    }
    if isGrouped { text += "</mrow>" }
  }

  private mutating func node(_ node: MathNode) {
    switch node {
    case .row(let nodes): row(nodes)
    case .identifier(let name, let isUpright): identifier(name, isUpright: isUpright)
    case .number(let digits): element("mn", "", digits)
    case .symbol(let sign, let kind): symbol(sign, kind)
    case .function(let name, _): identifier(name, isUpright: true)
    case .text(let words): element("mtext", "", words.replacingSpaces)
    case .space(let width): space(width)
    case .sized(let sign, let size, let kind):
      let form = kind == .opening ? "prefix" : kind == .closing ? "postfix" : "infix"
      let space = kind == .ordinary ? Self.noSpace : ""
      element(
        "mo", " form=\"\(form)\" stretchy=\"true\" minsize=\"\(size)em\" maxsize=\"\(size)em\"\(space)", sign)
    case .fraction(let upper, let lower, let hasLine):
      text += hasLine ? "<mfrac>" : "<mfrac linethickness=\"0\">"
      self.node(upper)
      self.node(lower)
      text += "</mfrac>"
    case .root(let radicand, let index):
      text += index == nil ? "<msqrt>" : "<mroot>"
      self.node(radicand)
      if let index { script(index) }
      text += index == nil ? "</msqrt>" : "</mroot>"
    case .scripts(let base, let lower, let upper, let areLimits):
      scripts(base, lower, upper, areLimits: areLimits)
    case .accent(let base, let mark, let isUnder, let stretches):
      text += isUnder ? "<munder accentunder=\"true\">" : "<mover accent=\"true\">"
      self.node(base)
      element("mo", " stretchy=\"\(stretches)\"", mark)
      text += isUnder ? "</munder>" : "</mover>"
    case .fenced(let left, let body, let right): fenced(left, right) { $0.node(body) }
    case .middle(let sign): element("mo", " form=\"infix\" stretchy=\"true\"" + Self.noSpace, sign)
    case .style(let isDisplay, let content):
      text += "<mstyle displaystyle=\"\(isDisplay)\" scriptlevel=\"0\">"
      self.node(content)
      text += "</mstyle>"
    case .table(let rows, let environment):
      if environment.opening.isEmpty {
        table(rows, environment)
      } else {
        fenced(environment.opening, environment.closing) { $0.table(rows, environment) }
      }
    }
  }

  // MARK: - Letters and signs

  private static let noSpace = " lspace=\"0\" rspace=\"0\""

  private mutating func identifier(_ name: String, isUpright: Bool) {
    // One letter is slanted unless told otherwise, several are upright.
    element("mi", isUpright && name.count == 1 ? " mathvariant=\"normal\"" : "", name)
  }

  private mutating func symbol(_ sign: String, _ kind: MathClass) {
    let isStretchy = "()[]{}|‖⟨⟩⌈⌉⌊⌋/\\∣∥↑↓↕⇑⇓∖".contains(sign)
    let still = isStretchy ? " stretchy=\"false\"" : ""
    let attributes: String =
      switch kind {
      case .sum, .integral: ""
      case .opening: " form=\"prefix\"" + still
      case .closing: " form=\"postfix\"" + still
      case .ordinary: still + Self.noSpace
      case _ where isScript: still + Self.noSpace
      case .punctuation: sign == ":" ? " lspace=\"0\" rspace=\"0.2222em\"" : ""
      case .relation where ":∣∥".contains(sign): still + " lspace=\"0.2778em\" rspace=\"0.2778em\""
      // \implies and its kin bring a space of their own to that of a relation.
      case .relation where "⟹⟸⟺".contains(sign): " lspace=\"0.5556em\" rspace=\"0.5556em\""
      case .relation, .binary: still
      }
    element("mo", attributes, sign)
  }

  private mutating func space(_ width: String) {
    // MathML Core knows no negative width.
    text +=
      width.hasPrefix("-")
      ? "<mspace style=\"margin-left: \(width)em\"></mspace>" : "<mspace width=\"\(width)em\"></mspace>"
  }

  private mutating func element(_ name: String, _ attributes: String, _ content: String) {
    text += "<\(name)\(attributes)>\(HTMLText.escaped(content))</\(name)>"
  }

  // MARK: - Constructs

  private mutating func script(_ node: MathNode) {
    let outer = isScript
    isScript = true
    self.node(node)
    isScript = outer
  }

  private mutating func scripts(_ base: MathNode, _ lower: MathNode?, _ upper: MathNode?, areLimits: Bool) {
    let name =
      switch (lower != nil, upper != nil) {
      case (true, true): areLimits ? "munderover" : "msubsup"
      case (true, false): areLimits ? "munder" : "msub"
      default: areLimits ? "mover" : "msup"
      }
    text += "<\(name)>"
    switch base {
    case .symbol(let sign, .integral) where areLimits: element("mo", " movablelimits=\"false\"", sign)
    case .function(let word, hasLimits: true) where areLimits:
      // As an operator it moves its limits to the side in running text, as \sum does by itself.
      element("mo", " movablelimits=\"true\"" + Self.noSpace, word)
    default: node(base)
    }
    if let lower { script(lower) }
    if let upper { script(upper) }
    text += "</\(name)>"
  }

  private mutating func fenced(_ left: String, _ right: String, _ body: (inout MathWriter) -> Void) {
    text += "<mrow>"
    if !left.isEmpty { element("mo", " form=\"prefix\" stretchy=\"true\"", left) }
    body(&self)
    if !right.isEmpty { element("mo", " form=\"postfix\" stretchy=\"true\"", right) }
    text += "</mrow>"
  }

  private mutating func table(_ rows: [[MathNode]], _ environment: MathEnvironment) {
    text += environment.isDisplay ? "<mtable displaystyle=\"true\">" : "<mtable>"
    for cells in rows {
      text += "<mtr>"
      for (column, cell) in cells.enumerated() {
        let isRight = environment.alignment == .pairs && column % 2 == 1
        let tag =
          switch environment.alignment {
          case .center: "<mtd>"
          case .left: "<mtd style=\"text-align: left\">"
          case .pairs where isRight: "<mtd style=\"text-align: left; padding-left: 0\">"
          case .pairs: "<mtd style=\"text-align: right; padding-right: 0\">"
          }
        text += tag
        if case .row(let nodes) = cell, !nodes.isEmpty { row(nodes, isContinued: isRight) }
        text += "</mtd>"
      }
      text += "</mtr>"
    }
    text += "</mtable>"
  }
}

extension String {
  /// MathML drops spaces at the ends of an element's text and joins those within.
  fileprivate var replacingSpaces: String { String(map { $0 == " " ? "\u{A0}" : $0 }) }
}
