import Diagnostics

/// Turns a tree of parsed YAML into located nodes: decides what plain scalars are, finds where values end,
/// and refuses what the format does not know.
struct YAMLConverter {
  enum Style {
    case plain, quoted, block
  }

  /// A parsed node: where it starts, its tag (empty, or a name), and what it holds. Children are asked for
  /// one by one, so that aliases are never written out beyond the limit.
  struct Raw {
    enum Content {
      case scalar(String, Style)
      case sequence(count: Int, (Int) -> Raw)
      case mapping(count: Int, (Int) -> (key: Raw, value: Raw))
    }

    let offset: Int
    let tag: String
    let content: Content
  }

  private static let tagPrefix = "tag:yaml.org,2002:"

  let text: LocatedText
  let scanner: YAMLScanner
  /// Scalars that stand in for others in keys given twice.
  let renamed: [String: String]
  /// False once a limit was exceeded.
  private(set) var isComplete = true
  private var nodes = 0

  init(text: LocatedText, scanner: YAMLScanner, renamed: [String: String]) {
    self.text = text
    self.scanner = scanner
    self.renamed = renamed
  }

  mutating func convert(_ raw: Raw, depth: Int, collector: inout DiagnosticCollector) -> YAMLNode {
    convertEnding(raw, depth: depth, collector: &collector).node
  }

  /// The node and the offset behind it.
  private mutating func convertEnding(
    _ raw: Raw, depth: Int, collector: inout DiagnosticCollector
  ) -> (node: YAMLNode, end: Int) {
    let start = scanner.skipProperties(raw.offset)
    nodes += 1
    guard isComplete, depth <= YAMLReader.maximumDepth, nodes <= YAMLReader.maximumNodes else {
      if isComplete {
        isComplete = false
        collector.error(
          depth > YAMLReader.maximumDepth
            ? "this YAML is nested too deeply"
            : "this YAML has too many values, aliases counted as written out",
          at: text.range(start, start + 1))
      }
      return (YAMLNode(.null, range: text.range(start, start)), start)
    }
    // The library forgets a collection's style.
    let isFlow =
      start < scanner.scalars.count && (scanner.scalars[start] == "[" || scanner.scalars[start] == "{")
    switch raw.content {
    case .scalar(let string, let style):
      return scalar(string, style, tag: raw.tag, start: start, properties: raw.offset, collector: &collector)
    case .sequence(let count, let child):
      checkTag(raw.tag, core: ["seq"], what: "a list", at: raw.offset, collector: &collector)
      var end = start
      var children: [YAMLNode] = []
      for index in 0..<count where isComplete {
        let (node, behind) = convertEnding(child(index), depth: depth + 1, collector: &collector)
        children.append(node)
        end = max(end, behind)
      }
      if isFlow { end = scanner.endOfFlow(at: start) }
      return (YAMLNode(.sequence(children), range: text.range(start, end)), end)
    case .mapping(let count, let pair):
      checkTag(raw.tag, core: ["map"], what: "a mapping", at: raw.offset, collector: &collector)
      var end = start
      var entries: [YAMLEntry] = []
      var lines: [String: Int] = [:]
      for index in 0..<count where isComplete {
        let (keyNode, valueNode) = pair(index)
        guard let key = key(keyNode, collector: &collector) else { continue }
        let (value, behind) = convertEnding(valueNode, depth: depth + 1, collector: &collector)
        end = max(end, behind)
        if isFlow { checkColon(key: key.text, range: key.range, value: value, collector: &collector) }
        if let line = lines[key.text] {
          collector.error(
            "key '\(key.text)' stands twice", at: key.range, hints: ["it stands first in line \(line)"])
        } else {
          lines[key.text] = key.range.start.line
          entries.append(YAMLEntry(key: key.text, keyRange: key.range, value: value))
        }
      }
      if isFlow { end = scanner.endOfFlow(at: start) }
      return (YAMLNode(.mapping(entries), range: text.range(start, end)), end)
    }
  }

  // MARK: - Scalars

  private func scalar(
    _ string: String, _ style: Style, tag: String, start: Int, properties: Int,
    collector: inout DiagnosticCollector
  ) -> (node: YAMLNode, end: Int) {
    let end: Int
    switch style {
    case .plain: end = string.isEmpty ? start : scanner.endOfPlain(at: start, value: string)
    case .quoted: end = scanner.endOfQuoted(at: start)
    case .block: end = scanner.endOfBlock(at: start)
    }
    var value = style == .plain ? YAMLScalar.value(ofPlain: string) : .string(string)
    let isExplicit = start > properties && scanner.scalars[properties..<start].contains("!")
    if isExplicit, !tag.isEmpty {
      switch (tag, YAMLScalar.value(ofPlain: string)) {
      case ("!", _), (Self.tagPrefix + "str", _): value = .string(string)
      case (Self.tagPrefix + "null", .null): value = .null
      case (Self.tagPrefix + "bool", .boolean(let boolean)): value = .boolean(boolean)
      case (Self.tagPrefix + "int", .integer(let integer)): value = .integer(integer)
      case (Self.tagPrefix + "float", .integer(let integer)): value = .number(Double(integer))
      case (Self.tagPrefix + "float", .number(let number)): value = .number(number)
      default: refuse(tag, what: "'\(string)'", at: properties, collector: &collector)
      }
    }
    let node = YAMLNode(
      value, range: text.range(start, end), scalarText: string,
      places: places(of: string, style, start: start, end: end))
    return (node, end)
  }

  private func places(of string: String, _ style: Style, start: Int, end: Int) -> YAMLNode.Places {
    guard style != .block, let offsets = scanner.offsets(of: string, style, at: start, end: end) else {
      return .unknown
    }
    guard let first = offsets.first, let last = offsets.last else {
      return .verbatim(text.location(at: start))
    }
    if last.upperBound - first.lowerBound == offsets.count,
      text.isVerbatim(first.lowerBound, last.upperBound)
    {
      return .verbatim(text.location(at: first.lowerBound))
    }
    // From scalars to characters.
    var ranges: [SourceRange] = []
    var position = 0
    for character in string {
      let next = position + character.unicodeScalars.count
      ranges.append(text.range(offsets[position].lowerBound, offsets[next - 1].upperBound))
      position = next
    }
    return .mapped(ranges)
  }

  // MARK: - Keys

  private func key(_ raw: Raw, collector: inout DiagnosticCollector) -> (text: String, range: SourceRange)? {
    let start = scanner.skipProperties(raw.offset)
    guard case .scalar(let string, let style) = raw.content else {
      collector.error("a key must be a word, not a list or mapping", at: text.range(start, start + 1))
      return nil
    }
    var key = ""
    for scalar in string.unicodeScalars { key += renamed[String(scalar)] ?? String(scalar) }
    let end =
      style == .plain
      ? scanner.endOfPlain(at: start, value: key)
      : style == .quoted ? scanner.endOfQuoted(at: start) : scanner.endOfBlock(at: start)
    if key.isEmpty {
      collector.error("a key is missing here", at: text.range(start, max(end, start + 1)))
      return nil
    }
    return (key, text.range(start, end))
  }

  /// `{name:adam}` is, for YAML, a key without a value; never meant.
  private func checkColon(
    key: String, range: SourceRange, value: YAMLNode, collector: inout DiagnosticCollector
  ) {
    guard value.isNull, value.scalarText.isEmpty, let colon = key.firstIndex(of: ":"), colon != key.startIndex
    else {
      return
    }
    let behind = key[key.index(after: colon)...]
    guard !behind.isEmpty else { return }
    collector.error(
      "'\(key)' has no value", at: range,
      hints: ["a space is missing after the colon: '\(key[..<colon]): \(behind)'"])
  }

  // MARK: - Tags

  private func checkTag(
    _ tag: String, core: [String], what: String, at offset: Int, collector: inout DiagnosticCollector
  ) {
    guard !tag.isEmpty, tag != "!", !core.contains(where: { tag == Self.tagPrefix + $0 }) else { return }
    refuse(tag, what: what, at: offset, collector: &collector)
  }

  private func refuse(_ tag: String, what: String, at offset: Int, collector: inout DiagnosticCollector) {
    let place = scanner.tag(at: offset)
    let isCore = ["str", "int", "float", "bool", "null", "seq", "map"].contains { tag == Self.tagPrefix + $0 }
    let written = String(String.UnicodeScalarView(scanner.scalars[place]))
    collector.error(
      isCore ? "\(what) is not what its tag '\(written)' says" : "unknown tag '\(written)'",
      at: text.range(place.lowerBound, max(place.upperBound, place.lowerBound + 1)),
      hints: isCore ? [] : ["values need no tags here"])
  }
}
