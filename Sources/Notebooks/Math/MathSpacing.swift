/// Which signs are signs of numbers, and where a function's name needs space: TeX's rules for neighbours
/// (The TeXbook, chapter 18 and appendix G, rule 5 and 6).
enum MathSpacing {
  /// Which binary operators of a row have nothing to bind on their left or right, like the minus of `= -x`.
  static func unaryOperators(in nodes: [MathNode], isContinued: Bool) -> [Bool] {
    var areUnary = [Bool](repeating: false, count: nodes.count)
    var previous: MathClass? = isContinued ? .ordinary : nil
    var last = 0
    for (index, node) in nodes.enumerated() {
      guard let kind = kind(of: node) else { continue }
      switch (kind, previous) {
      case (.binary, nil), (.binary, .binary), (.binary, .sum), (.binary, .integral), (.binary, .relation),
        (.binary, .opening), (.binary, .punctuation):
        areUnary[index] = true
        previous = .ordinary
      case (.relation, .binary), (.closing, .binary), (.punctuation, .binary):
        areUnary[last] = true
        previous = kind
      default: previous = kind
      }
      last = index
    }
    if previous == .binary { areUnary[last] = true }
    return areUnary
  }

  /// Whether a function's name and its neighbour would run together: `\log x`, `2 \log x`.
  static func needsGap(_ left: MathNode, _ right: MathNode) -> Bool {
    if isFunction(left) { return isFunction(right) || isOrdinary(right) }
    return isFunction(right) && (isOrdinary(left) || kind(of: left) == .closing)
  }

  /// The class of a piece of a row; nil for space, which signs look through.
  private static func kind(of node: MathNode) -> MathClass? {
    switch node {
    case .symbol(_, let kind), .sized(_, _, let kind): kind
    case .function: .sum
    case .scripts(let base, _, _, _): kind(of: base)
    case .fenced: .closing
    case .middle: .opening
    case .space: nil
    default: .ordinary
    }
  }

  private static func isFunction(_ node: MathNode) -> Bool {
    switch node {
    case .function: true
    case .scripts(let base, _, _, _): isFunction(base)
    default: false
    }
  }

  private static func isOrdinary(_ node: MathNode) -> Bool {
    kind(of: node) == .ordinary
  }
}
