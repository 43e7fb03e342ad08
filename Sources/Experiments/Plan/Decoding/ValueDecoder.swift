import Diagnostics

/// Values of options by their type.
extension PlanDecoder {
  /// The value of an option; nil where it is wrong, which is then told.
  ///
  /// - Parameters:
  ///   - name: of the option, for messages
  ///   - path: of the value, for settings
  mutating func value(
    _ node: PlanNode, as kind: OptionSpec.Kind, name: String, at path: String
  ) -> DecodedValue? {
    switch kind {
    case .boolean: return boolean(node, name: name)
    case .integer(let range): return integer(node, in: range, name: name)
    case .number(let range): return number(node, in: range, name: name)
    case .string, .path: return string(node, name: name)
    case .choice(let words): return choice(node, of: words, name: name)
    case .list(let element, let count): return list(node, of: element, count: count, name: name)
    case .component(let kind):
      return component(node, of: [Vocabulary.shelf(of: kind)], at: path).map {
        DecodedValue(.component($0.component), text: $0.component.name, label: $0.label)
      }
    case .mapping(let specs):
      guard let entries = node.mapping else {
        mismatch(node, "a mapping", name, hints: [Self.example(of: name, specs)])
        return nil
      }
      guard
        let options = options(
          entries, specs: specs, owner: Owner(words: "'\(name)'", range: node.range), at: path)
      else { return nil }
      return DecodedValue(
        .component(Component(name, options: options.values)), text: options.label, label: options.label)
    case .oneOf(let kinds):
      guard let kind = kinds.first(where: { $0.hasForm(of: node) }) else {
        mismatch(node, kinds.map(\.formInWords).joined(separator: " or "), name)
        return nil
      }
      return value(node, as: kind, name: name, at: path)
    }
  }

  private mutating func boolean(_ node: PlanNode, name: String) -> DecodedValue? {
    if let value = node.scalar?.boolean { return DecodedValue(.boolean(value)) }
    var hints: [String] = []
    if let word = node.string?.lowercased() {
      if ["yes", "on", "y", "true"].contains(word) { hints = ["write true"] }
      if ["no", "off", "n", "false"].contains(word) { hints = ["write false"] }
    }
    mismatch(node, "true or false", name, hints: hints)
    return nil
  }

  private mutating func integer(_ node: PlanNode, in range: ClosedRange<Int>, name: String) -> DecodedValue? {
    guard let scalar = node.scalar, let number = scalar.number else {
      mismatch(node, "a whole number", name, hints: Self.numberHints(node))
      return nil
    }
    guard let value = scalar.integer ?? Int(exactly: number) else {
      mismatch(node, "a whole number", name)
      return nil
    }
    guard range.contains(value) else {
      collector.error(
        "'\(name)' must be \(Self.words(range, violatedBy: value)), not \(scalar.scalarText)", at: node.range)
      return nil
    }
    return DecodedValue(.integer(value), text: scalar.scalarText)
  }

  private mutating func number(_ node: PlanNode, in range: NumberRange, name: String) -> DecodedValue? {
    guard let scalar = node.scalar, let value = scalar.number else {
      mismatch(node, "a number", name, hints: Self.numberHints(node))
      return nil
    }
    guard value.isFinite else {
      collector.error("'\(name)' must be a finite number, not \(scalar.scalarText)", at: node.range)
      return nil
    }
    guard range.contains(value) else {
      collector.error("'\(name)' must be \(range), not \(scalar.scalarText)", at: node.range)
      return nil
    }
    // The engine computes in binary32.
    guard value == 0 || Float(value).isNormal else {
      collector.error(
        "'\(name)' is \(value.magnitude > 1 ? "too large" : "too near to zero") for binary32, \(scalar.scalarText)",
        at: node.range)
      return nil
    }
    return DecodedValue(.number(value), text: scalar.scalarText)
  }

  private mutating func string(_ node: PlanNode, name: String) -> DecodedValue? {
    guard let text = node.string, !text.isEmpty else {
      var hints: [String] = []
      if let scalar = node.scalar, !scalar.isNull, !scalar.scalarText.isEmpty {
        hints = ["write \"\(scalar.scalarText)\" if the text is meant"]
      }
      mismatch(node, "a text", name, hints: hints)
      return nil
    }
    return DecodedValue(.string(text))
  }

  private mutating func choice(_ node: PlanNode, of words: [String], name: String) -> DecodedValue? {
    guard let text = node.string else {
      mismatch(
        node, "a word", name, hints: ["one of: \(words.map(Self.quotedIfOdd).joined(separator: ", "))"])
      return nil
    }
    guard words.contains(text) else {
      collector.error(
        "unknown \(name) '\(text.shortened)'", at: node.range,
        hint: Suggestion.hint(for: text, in: words)
          ?? "one of: \(words.map(Self.quotedIfOdd).joined(separator: ", "))")
      return nil
    }
    return DecodedValue(.string(text))
  }

  private mutating func list(
    _ node: PlanNode, of element: OptionSpec.Kind, count: ClosedRange<Int>, name: String
  ) -> DecodedValue? {
    guard let nodes = node.sequence else {
      let isOne = !node.isNull && (node.scalar != nil || node["name"] != nil)
      mismatch(node, "a list", name, hints: isOne ? ["write [\(node.written)]"] : [])
      return nil
    }
    guard count.contains(nodes.count) else {
      collector.error(
        "'\(name)' takes \(Self.words(count)) \(count == 1...1 ? "value" : "values"), not \(nodes.count)",
        at: node.range)
      return nil
    }
    let decoded = silently { decoder in
      nodes.map { decoder.value($0, as: element, name: name, at: "") }
    }
    let values = decoded.compactMap(\.self)
    guard values.count == nodes.count else { return nil }
    let label = values.isEmpty ? "none" : "[" + values.map(\.label).joined(separator: ", ") + "]"
    return DecodedValue(.list(values.map(\.value)), text: label, label: label)
  }

  // MARK: - Words

  mutating func mismatch(_ node: PlanNode, _ expected: String, _ name: String, hints: [String] = []) {
    collector.error("expected \(expected) for '\(name)', found \(node.found)", at: node.range, hints: hints)
  }

  /// Of a wide range only the bound that matters.
  private static func words(_ range: ClosedRange<Int>, violatedBy value: Int) -> String {
    if range.lowerBound > Int.min, range.upperBound < Int.max, range.count <= 1000 { return words(range) }
    return value < range.lowerBound
      ? "at least \(Format.grouped(range.lowerBound))" : "at most \(Format.grouped(range.upperBound))"
  }

  static func words(_ range: ClosedRange<Int>) -> String {
    switch (range.lowerBound, range.upperBound) {
    case (let low, let high) where low == high: "\(low)"
    case (Int.min, Int.max): "any"
    case (let low, Int.max): "at least \(low)"
    case (Int.min, let high): "at most \(high)"
    case (let low, let high): "at least \(low) and at most \(high)"
    }
  }

  /// Where text stands for a number: quoted digits, percentages, thousands.
  static func numberHints(_ node: PlanNode) -> [String] {
    guard let text = node.string else {
      if let nodes = node.sequence, nodes.count == 1, nodes[0].scalar?.number != nil {
        return ["write \(nodes[0].written), without brackets"]
      }
      return []
    }
    let plain = text.filter { !$0.isWhitespace && $0 != "_" && $0 != "," }
    if plain.hasSuffix("%"), let percent = Double(plain.dropLast()) {
      return ["write \(Format.significant(percent / 100, 12))"]
    }
    if plain.lowercased().hasSuffix("k"), let thousands = Double(plain.dropLast()) {
      return ["write \(Format.shortest(thousands * 1000))"]
    }
    guard let first = plain.first, first.isNumber || "+-.".contains(first), let number = Double(plain) else {
      return []
    }
    return [text == plain ? "write it without quotes: \(text)" : "write \(Format.shortest(number))"]
  }

  private static func quotedIfOdd(_ word: String) -> String {
    word.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" } ? word : "'\(word)'"
  }

  private static func example(of name: String, _ specs: [OptionSpec]) -> String {
    "write \(name): {\(specs.prefix(3).map { "\($0.name): …" }.joined(separator: ", "))}"
  }
}

extension OptionSpec.Kind {
  /// Whether a value has the form of this kind, right or wrong.
  fileprivate func hasForm(of node: PlanNode) -> Bool {
    switch self {
    case .boolean: node.scalar?.boolean != nil
    case .integer, .number: node.scalar?.number != nil
    case .string, .path, .choice: node.string != nil
    case .list: node.sequence != nil
    case .component: node.string != nil || node.mapping != nil
    case .mapping: node.mapping != nil
    case .oneOf(let kinds): kinds.contains { $0.hasForm(of: node) }
    }
  }

  fileprivate var formInWords: String {
    switch self {
    case .boolean: "true or false"
    case .integer: "a whole number"
    case .number: "a number"
    case .string, .path: "a text"
    case .choice(let words): words.count == 1 ? "'\(words[0])'" : "a word (\(words.joined(separator: ", ")))"
    case .list: "a list"
    case .component(let kind): kind.withArticle
    case .mapping: "a mapping"
    case .oneOf(let kinds): kinds.map(\.formInWords).joined(separator: " or ")
    }
  }
}
