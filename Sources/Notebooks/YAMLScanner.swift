import Diagnostics

/// What has to be known of YAML text beside its nodes: where lines and scalars end, and what must not reach
/// the library. It looks at characters only.
struct YAMLScanner {
  let scalars: [Unicode.Scalar]
  private let text: LocatedText
  private let lineStarts: [Int]

  init(_ text: LocatedText) {
    self.text = text
    scalars = text.scalars
    // Lines as libyaml counts them. (CR does not occur: lines were joined by LF.)
    var starts = [0]
    for (offset, scalar) in scalars.enumerated() {
      switch scalar.value {
      case 0x0A, 0x85, 0x2028, 0x2029: starts.append(offset + 1)
      default: break
      }
    }
    lineStarts = starts
  }

  /// The offset of a 1-based line and column, as libyaml counts.
  func offset(line: Int, column: Int) -> Int {
    guard line >= 1 else { return 0 }
    guard line <= lineStarts.count else { return scalars.count }
    return min(lineStarts[line - 1] + max(column - 1, 0), scalars.count)
  }

  // MARK: - What must not reach the library

  /// False, with errors added, where the text cannot or must not be parsed.
  func check(collector: inout DiagnosticCollector) -> Bool {
    var isGood = true
    var depth = 0
    for (offset, scalar) in scalars.enumerated() {
      if !Self.isAllowed(scalar) {
        let code = String(scalar.value, radix: 16, uppercase: true)
        let name = "U+" + String(repeating: "0", count: max(4 - code.count, 0)) + code
        collector.error("the character \(name) is not allowed in YAML", at: text.range(offset, offset + 1))
        isGood = false
      }
      if scalar == "[" || scalar == "{" {
        depth += 1
        if depth == 2 * YAMLReader.maximumDepth {
          collector.error("this YAML is nested too deeply", at: text.range(offset, offset + 1))
          return false
        }
      } else if scalar == "]" || scalar == "}" {
        depth = max(depth - 1, 0)
      }
    }
    return isGood && checkAliases(collector: &collector)
  }

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x20...0x7E, 0x85, 0xA0...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD, 0x10000...0xEFFFF:
      true
    default: false
    }
  }

  /// The library compares keys by all that they hold, aliases written out. A few lines of aliases can so
  /// keep it busy for ever; where there are any, keys must be plain.
  private func checkAliases(collector: inout DiagnosticCollector) -> Bool {
    guard scalars.contains("&"), scalars.contains("*") else { return true }
    var anchors = 0
    var complexKey: Int?
    var previous: Unicode.Scalar = "\n"
    for (offset, scalar) in scalars.enumerated() {
      let opens = " \n\t,[{:".unicodeScalars.contains(previous)
      let next = offset + 1 < scalars.count ? scalars[offset + 1] : "\n"
      if opens, scalar == "&", next != " ", next != "\n" { anchors += 1 }
      if opens, scalar == "*", next != " ", next != "\n" {
        let end = scalars[offset...].firstIndex { " \n\t,[]{}".unicodeScalars.contains($0) } ?? scalars.count
        let behind = scalars[end...].first { $0 != " " && $0 != "\t" }
        if behind == ":" || scalars[offset..<end].last == ":" { complexKey = complexKey ?? offset }
      }
      if opens, scalar == "?", next == " " || next == "\n" { complexKey = complexKey ?? offset }
      if scalar == "]" || scalar == "}" {
        let behind = scalars[(offset + 1)...].first { $0 != " " && $0 != "\t" && $0 != "\n" }
        if behind == ":" { complexKey = complexKey ?? offset }
      }
      previous = scalar
    }
    if anchors > 1000 {
      collector.error("too many anchors", at: text.range(0, 1))
      return false
    }
    if anchors > 0, let complexKey {
      collector.error(
        "a key must be a plain word where anchors are used", at: text.range(complexKey, complexKey + 1))
      return false
    }
    return true
  }

  // MARK: - Where things end

  /// Behind anchors and tags before a value: where the value itself begins.
  func skipProperties(_ offset: Int) -> Int {
    var position = offset
    while position < scalars.count, scalars[position] == "&" || scalars[position] == "!" {
      let start = position
      while position < scalars.count, !" \t\n,[]{}".unicodeScalars.contains(scalars[position]) {
        position += 1
      }
      let behind = position
      while position < scalars.count, " \t\n".unicodeScalars.contains(scalars[position]) { position += 1 }
      if scalars[start] == "!", position >= scalars.count { return behind }
    }
    return position
  }

  /// Behind the quoted scalar that begins at `offset`, with its closing quote.
  func endOfQuoted(at offset: Int) -> Int {
    guard offset < scalars.count else { return offset }
    let quote = scalars[offset]
    var position = offset + 1
    while position < scalars.count {
      if quote == "\"", scalars[position] == "\\" {
        position += 2
      } else if scalars[position] == quote {
        if quote == "'", position + 1 < scalars.count, scalars[position + 1] == "'" {
          position += 2
        } else {
          return position + 1
        }
      } else {
        position += 1
      }
    }
    return scalars.count
  }

  /// Behind the plain scalar with that value; over several lines its line ends were folded into spaces.
  func endOfPlain(at offset: Int, value: String) -> Int {
    var position = offset
    for scalar in value.unicodeScalars {
      if scalar == " " || scalar == "\n" {
        while position < scalars.count, " \t\n".unicodeScalars.contains(scalars[position]) { position += 1 }
      } else if position < scalars.count, scalars[position] == scalar {
        position += 1
      } else if position < scalars.count, " \t".unicodeScalars.contains(scalars[position]) {
        position += 1
      }
    }
    return position
  }

  /// Behind the literal or folded scalar whose `|` or `>` is at `offset`: the lines indented deeper than its
  /// own.
  func endOfBlock(at offset: Int) -> Int {
    let line = max((lineStarts.lastIndex { $0 <= offset }) ?? 0, 0)
    let indent = indentation(ofLine: line)
    var end = lineEnd(line)
    var next = line + 1
    while next < lineStarts.count {
      let isBlank = scalars[lineStarts[next]..<lineEnd(next)].allSatisfy { $0 == " " }
      if !isBlank {
        guard indentation(ofLine: next) > indent else { break }
        end = lineEnd(next)
      }
      next += 1
    }
    return end
  }

  /// Behind the flow collection whose bracket is at `offset`.
  func endOfFlow(at offset: Int) -> Int {
    var depth = 0
    var position = offset
    var opensValue = true
    while position < scalars.count {
      let scalar = scalars[position]
      switch scalar {
      case "[", "{":
        depth += 1
        opensValue = true
      case "]", "}":
        depth -= 1
        if depth == 0 { return position + 1 }
        opensValue = false
      case ",", ":":
        opensValue = true
      case "\"" where opensValue, "'" where opensValue:
        position = endOfQuoted(at: position)
        opensValue = false
        continue
      case "#" where position > 0 && " \t\n".unicodeScalars.contains(scalars[position - 1]):
        while position < scalars.count, scalars[position] != "\n" { position += 1 }
        continue
      case " ", "\t", "\n": break
      default: opensValue = false
      }
      position += 1
    }
    return scalars.count
  }

  /// Behind the scalar key at `offset`.
  func endOfScalar(at offset: Int) -> Int {
    let start = skipProperties(offset)
    guard start < scalars.count else { return start }
    if scalars[start] == "\"" || scalars[start] == "'" { return endOfQuoted(at: start) }
    var position = start
    while position < scalars.count, scalars[position] != "\n" {
      let next = position + 1 < scalars.count ? scalars[position + 1] : "\n"
      if scalars[position] == ":", " \t\n,[]{}".unicodeScalars.contains(next) { break }
      if ",[]{}".unicodeScalars.contains(scalars[position]), isInFlow(start) { break }
      position += 1
    }
    while position > start, " \t".unicodeScalars.contains(scalars[position - 1]) { position -= 1 }
    return position
  }

  /// The last letter or digit between two offsets.
  func lastOrdinaryScalar(_ start: Int, _ end: Int) -> Int? {
    scalars[start..<max(start, end)].lastIndex {
      $0.properties.isAlphabetic || $0.properties.numericType != nil
    }
  }

  /// The text's line that holds `offset`, without its end.
  func line(at offset: Int) -> (start: Int, end: Int) {
    let line = lineStarts.lastIndex { $0 <= offset } ?? 0
    return (lineStarts[line], lineEnd(line))
  }

  private func isInFlow(_ offset: Int) -> Bool {
    var position = offset - 1
    while position >= 0, scalars[position] == " " { position -= 1 }
    return position >= 0 && ",[{".unicodeScalars.contains(scalars[position])
  }

  private func indentation(ofLine line: Int) -> Int {
    scalars[lineStarts[line]..<lineEnd(line)].prefix { $0 == " " }.count
  }

  private func lineEnd(_ line: Int) -> Int {
    line + 1 < lineStarts.count ? lineStarts[line + 1] - 1 : scalars.count
  }
}

extension YAMLScanner {
  /// Where each scalar of a value stands in the text; nil where the value cannot be traced.
  func offsets(of value: String, _ style: YAMLConverter.Style, at start: Int, end: Int) -> [Range<Int>]? {
    var offsets: [Range<Int>] = []
    var position = style == .quoted ? start + 1 : start
    let isDouble = style == .quoted && start < scalars.count && scalars[start] == "\""
    for scalar in value.unicodeScalars {
      guard position < end else { return nil }
      let begin = position
      if isDouble, scalars[position] == "\\" {
        let kind = position + 1 < end ? scalars[position + 1] : " "
        guard kind != "\n" else { return nil }
        position += kind == "x" ? 4 : kind == "u" ? 6 : kind == "U" ? 10 : 2
      } else if scalars[position] == scalar {
        position += style == .quoted && !isDouble && scalar == "'" ? 2 : 1
        if scalar == " ", style == .plain, skipsLine(from: position) { position = endOfSpaces(position) }
      } else if scalar == " " || scalar == "\n" {
        position = endOfSpaces(position)
      } else {
        return nil
      }
      guard position > begin else { return nil }
      offsets.append(begin..<position)
    }
    return offsets
  }

  /// A word of letters, digits, `_` and `-` that goes on from `offset`, with its first character.
  func wordEnd(at offset: Int) -> Int {
    var end = min(offset + 1, scalars.count)
    while end < scalars.count, !" \t\n,[]{}".unicodeScalars.contains(scalars[end]) { end += 1 }
    return end
  }

  /// The first tag among the anchors and tags at `offset`.
  func tag(at offset: Int) -> Range<Int> {
    let end = skipProperties(offset)
    let start = scalars[offset..<max(end, offset)].firstIndex(of: "!") ?? offset
    return start..<min(wordEnd(at: start), scalars.count)
  }

  /// The colon of a line that begins `word:text`.
  func colonWithoutSpace(in line: Range<Int>) -> Int? {
    var position = line.lowerBound
    while position < line.upperBound, " -".unicodeScalars.contains(scalars[position]) { position += 1 }
    let start = position
    while position < line.upperBound,
      scalars[position].properties.isAlphabetic || "_.".unicodeScalars.contains(scalars[position])
    {
      position += 1
    }
    guard position > start, position + 1 < line.upperBound, scalars[position] == ":" else { return nil }
    return " \t\n/".unicodeScalars.contains(scalars[position + 1]) ? nil : position
  }

  private func skipsLine(from offset: Int) -> Bool {
    let end = endOfSpaces(offset)
    return scalars[offset..<end].contains("\n")
  }

  private func endOfSpaces(_ offset: Int) -> Int {
    var position = offset
    while position < scalars.count, " \t\n".unicodeScalars.contains(scalars[position]) { position += 1 }
    return position
  }
}
