/// Ids, labels and arrows.
extension MermaidParser {
  /// Letters, digits and `_`, with single `-` and `.` within.
  mutating func readID() -> String? {
    let start = position
    while let sign = current {
      if isWordPart(sign) {
        position += 1
      } else if sign == "-" || sign == ".", position > start, position + 1 < text.count,
        isWordPart(text[position + 1])
      {
        position += 1
      } else {
        break
      }
    }
    return position > start ? String(text[start..<position]) : nil
  }

  private func isWordPart(_ sign: Character) -> Bool {
    sign.isLetter || sign.isNumber || sign == "_"
  }

  // MARK: - Labels

  /// The words up to one of the closings, whose index comes with them; nil after an error.
  mutating func label(until closings: [String], opening: String, at bracket: Int) -> (
    text: String, closing: Int
  )? {
    let shown = closings.joined(separator: "' or '")
    skipLabelSpaces()
    if current == "\"" {
      let start = position
      position += 1
      var words = ""
      while let sign = current, sign != "\"" {
        words.append(sign)
        position += 1
      }
      guard take("\"") else {
        error("this quote is never closed", at: start)
        return nil
      }
      skipLabelSpaces()
      for (index, closing) in closings.enumerated() where take(closing) { return (Self.plain(words), index) }
      error(
        "'\(opening)' is not closed", at: bracket, length: opening.count, hint: "'\(shown)' closes it")
      return nil
    }
    var words = ""
    while let sign = current, !sign.isNewline {
      for (index, closing) in closings.enumerated() where take(closing) { return (Self.plain(words), index) }
      if "[](){}\"".contains(sign) {
        error(
          "'\(sign)' in a label needs quotes around the label", at: position,
          hint: "write \(opening)\"…\"\(closings[0])")
        return nil
      }
      words.append(sign)
      position += 1
    }
    error("'\(opening)' is not closed", at: bracket, length: opening.count, hint: "'\(shown)' closes it")
    return nil
  }

  private mutating func skipLabelSpaces() {
    while let sign = current, sign.isWhitespace { position += 1 }
  }

  static func unquoted(_ text: String) -> String {
    text.count >= 2
      && (text.hasPrefix("\"") && text.hasSuffix("\"") || text.hasPrefix("'") && text.hasSuffix("'"))
      ? String(text.dropFirst().dropLast()) : text
  }

  /// A label's words: `<br>` ends a line, marks of emphasis are left out, entities are what they name.
  static func plain(_ label: String) -> String {
    var text = label.trimmed
    if text.count >= 2, text.hasPrefix("`"), text.hasSuffix("`") {
      text = String(text.dropFirst().dropLast()).replacing("**", with: "")
    }
    var result = ""
    var rest = text[...]
    while let sign = rest.first {
      if sign == "<", let (name, count) = tag(rest) {
        if name == "br" { result += "\n" }
        rest = rest.dropFirst(count)
      } else if sign == "\\", rest.dropFirst().first == "n" {
        result += "\n"
        rest = rest.dropFirst(2)
      } else if sign == "#" || sign == "&", let (character, count) = entity(rest) {
        result += character
        rest = rest.dropFirst(count)
      } else if sign == "f", let count = icon(rest) {
        rest = rest.dropFirst(count)
      } else {
        result.append(sign)
        rest = rest.dropFirst()
      }
    }
    return result.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .map { String($0).trimmed }.joined(separator: "\n").trimmed
  }

  /// The name and length of a tag of text.
  private static func tag(_ text: Substring) -> (name: String, count: Int)? {
    guard let end = text.prefix(40).firstIndex(of: ">") else { return nil }
    let inner = text[text.index(after: text.startIndex)..<end].drop { $0 == "/" }
    let name = inner.prefix { $0.isLetter }.lowercased()
    let known = [
      "br", "b", "i", "em", "strong", "u", "s", "sub", "sup", "small", "code", "span", "center", "p",
    ]
    guard known.contains(name), inner.dropFirst(name.count).first.map({ !$0.isNumber }) ?? true else {
      return nil
    }
    return (name, text.distance(from: text.startIndex, to: end) + 1)
  }

  /// `#quot;`, `#35;`, `&amp;`.
  private static func entity(_ text: Substring) -> (String, Int)? {
    guard let end = text.prefix(12).firstIndex(of: ";") else { return nil }
    let name = text[text.index(after: text.startIndex)..<end].drop { $0 == "#" }
    let count = text.distance(from: text.startIndex, to: end) + 1
    if let known = ["quot": "\"", "amp": "&", "lt": "<", "gt": ">", "nbsp": "\u{A0}", "apos": "'"][
      String(name)]
    {
      return (known, count)
    }
    guard let value = UInt32(name), value >= 32, let scalar = Unicode.Scalar(value) else { return nil }
    return (String(scalar), count)
  }

  /// `fa:fa-database `, an icon that needs a font.
  private static func icon(_ text: Substring) -> Int? {
    let kind = text.prefix { $0 != ":" }
    guard ["fa", "fab", "fas", "far"].contains(kind), text.dropFirst(kind.count).hasPrefix(":fa-") else {
      return nil
    }
    return kind.count + 1
      + text.dropFirst(kind.count + 1).prefix { $0.isLetter || $0.isNumber || $0 == "-" }.count
  }

  // MARK: - Arrows

  struct Link {
    var line = MermaidChart.Edge.Line.solid
    var start: Character?
    var end: Character?
    var length = 1
    var label = ""
  }

  /// `-->`, `-.->`, `==>`, `~~~`, longer ones, with `<`, `o` or `x` at their ends and a label between or behind.
  mutating func readLink() -> Link? {
    let begin = position
    var link = Link()
    if let sign = current, sign == "<" || sign == "x" || sign == "o", position + 1 < text.count,
      "-=".contains(text[position + 1])
    {
      link.start = sign
      position += 1
    }
    guard let sign = current, "-=~".contains(sign) else {
      position = begin
      return nil
    }
    if sign == "~" {
      let count = run("~")
      guard count >= 3 else {
        error("'~' is no arrow", at: begin, hint: "an invisible one is written ~~~")
        position = begin
        return nil
      }
      link.line = .invisible
      link.length = count - 2
      return behind(link)
    }
    if sign == "=" { link.line = .thick }
    if sign == "-", position + 1 < text.count, text[position + 1] == "." { link.line = .dotted }
    let opening = position
    if finish(&link) { return behind(link) }
    // `-- text -->`: what opens it, then words, then what closes it.
    position = opening
    guard link.line == .dotted ? take("-.") : take(sign == "=" ? "==" : "--") else {
      error("'\(sign)' is no arrow", at: opening, hint: "arrows are written A --> B")
      position = begin
      return nil
    }
    let closing: Character = link.line == .thick ? "=" : "-"
    var words = ""
    var isQuoted = false
    while let next = current, !next.isNewline || isQuoted {
      if next == "\"" { isQuoted.toggle() }
      if !isQuoted, next == closing || (next == "." && link.line == .dotted) {
        let place = position
        if finish(&link) {
          link.label = Self.plain(Self.unquoted(words.trimmed))
          return behind(link)
        }
        position = place
      }
      words.append(next)
      position += 1
    }
    let arrow = link.line == .thick ? "==>" : link.line == .dotted ? ".->" : "-->"
    error(
      "this arrow has no end", at: opening, length: 2, hint: "with a label it ends with \(arrow)")
    return nil
  }

  /// The end of an arrow of that line: `-->`, `.->`, `==>`, or one without a tip.
  private mutating func finish(_ link: inout Link) -> Bool {
    var count: Int
    switch link.line {
    case .dotted:
      _ = take("-")
      count = run(".")
      guard count > 0, take("-") else { return false }
    case .thick, .solid:
      count = run(link.line == .thick ? "=" : "-")
      guard count >= 2 else { return false }
    case .invisible: return false
    }
    if let tip = current, tip == ">" || tip == "x" || tip == "o" {
      link.end = tip
      position += 1
      link.length = link.line == .dotted ? count : count - 1
      return true
    }
    link.length = link.line == .dotted ? count : count - 2
    return link.line == .dotted || count >= 3
  }

  private mutating func run(_ sign: Character) -> Int {
    let start = position
    while current == sign { position += 1 }
    return position - start
  }

  /// `|text|` behind an arrow.
  private mutating func behind(_ link: Link) -> Link? {
    var link = link
    // Nobody wants more layers than this between two boxes.
    link.length = min(max(link.length, 1), 20)
    let place = position
    skipSpaces()
    guard current == "|" else {
      position = place
      return link
    }
    let start = position
    position += 1
    var words = ""
    var isQuoted = false
    while let sign = current, !sign.isNewline || isQuoted, sign != "|" || isQuoted {
      if sign == "\"" { isQuoted.toggle() }
      words.append(sign)
      position += 1
    }
    guard take("|") else {
      error("this '|' is never closed", at: start, hint: "write A -->|text| B")
      return nil
    }
    link.label = Self.plain(Self.unquoted(words.trimmed))
    return link
  }
}
