import Diagnostics

/// Makes parameter blocks of fenced code blocks whose info string is `yaml {#id .kind}`.
struct ParameterBlockReader {
  enum Outcome {
    /// A code block for people.
    case prose
    case parameters(ParameterBlock)
    /// Meant as parameters, but wrong; errors were added.
    case invalid
  }

  let source: SourceLines
  let parameters: OrderedParameters

  private static let kinds = ParameterBlock.Kind.allCases.map(\.rawValue)

  func read(
    _ node: MarkdownNode, text: String, quotes: Int, isNested: Bool, range: SourceRange,
    collector: inout DiagnosticCollector
  ) -> Outcome {
    guard let info = info(node) else { return .prose }
    guard info.text.contains("{") else {
      let word = info.text.split(separator: " ").dropFirst().first {
        $0.first == "." && Self.kinds.contains(String($0.dropFirst()))
      }
      if let word, info.text.hasPrefix("yaml") {
        collector.warning(
          "this block is shown as code, not read", at: info.range,
          hints: ["for a parameter block write: yaml {\(word)}"])
      }
      return .prose
    }
    // Complaints about attributes count only where the block is meant for us.
    var inner = DiagnosticCollector(file: collector.file)
    guard
      let (language, attributes) = BlockAttributes.read(
        info: info.text, at: info.range.start, collector: &inner)
    else { return .prose }
    let known = attributes.classes.first { Self.kinds.contains($0.text) }
    guard language == "yaml" else {
      guard let known else { return .prose }
      let hint = "write: yaml {… .\(known.text)}"
      collector.error("a parameter block's language is 'yaml'", at: info.range, hints: [hint])
      return .invalid
    }
    for diagnostic in inner.diagnostics { collector.add(diagnostic) }
    let isClosed = checkClosed(
      node, text: text, quotes: quotes, isNested: isNested, info: info.range, &collector)
    guard let kind = kind(attributes, &collector), !inner.hasErrors, checkIDs(attributes, &collector),
      isClosed
    else { return .invalid }

    for pair in attributes.pairs {
      collector.warning("attribute '\(pair.key)' has no effect", at: pair.keyRange)
    }
    let content = located(text, node: node).substituting(parameters, collector: &collector)
    guard let read = YAMLReader.read(content, collector: &collector),
      let root = mapping(read, kind: kind.kind, info: info.range, &collector)
    else { return .invalid }
    let id = attributes.ids.first
    return .parameters(
      ParameterBlock(
        kind: kind.kind, kindRange: kind.range, id: id?.text, idRange: id?.range ?? kind.range,
        attributes: attributes.pairs, root: root, text: text, range: range))
  }

  // MARK: - Info string

  /// The info string of a fenced block as it stands in the file; nil where there is none.
  private func info(_ node: MarkdownNode) -> (text: String, range: SourceRange)? {
    let bytes = source[node.startLine].bytes
    var start = node.startColumn - 1
    guard bytes.indices.contains(start),
      bytes[start] == UInt8(ascii: "`") || bytes[start] == UInt8(ascii: "~")
    else { return nil }
    let fence = bytes[start]
    while start < bytes.count, bytes[start] == fence || bytes[start] == 0x20 || bytes[start] == 0x09 {
      start += 1
    }
    var end = bytes.count
    while end > start, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
    guard start < end else { return nil }
    let range = SourceRange(
      source.location(line: node.startLine, byte: start), source.location(line: node.startLine, byte: end))
    return (String(decoding: bytes[start..<end], as: UTF8.self), range)
  }

  private func kind(
    _ attributes: BlockAttributes, _ collector: inout DiagnosticCollector
  ) -> (kind: ParameterBlock.Kind, range: SourceRange)? {
    guard let first = attributes.classes.first else {
      collector.error(
        "this block has no kind", at: attributes.range,
        hints: ["one of: .\(Self.kinds.joined(separator: ", ."))"])
      return nil
    }
    if attributes.classes.count > 1 {
      collector.error(
        "a block has one kind, not '\(first.text)' and '\(attributes.classes[1].text)'",
        at: attributes.classes[1].range)
      return nil
    }
    guard let kind = ParameterBlock.Kind(rawValue: first.text) else {
      collector.error(
        "unknown kind of block '\(first.text)'", at: first.range,
        hints: [Suggestion.hintOrList(for: first.text, in: Self.kinds)])
      return nil
    }
    return (kind, first.range)
  }

  private func checkIDs(_ attributes: BlockAttributes, _ collector: inout DiagnosticCollector) -> Bool {
    guard attributes.ids.count > 1 else { return true }
    collector.error(
      "a block has one id, not '\(attributes.ids[0].text)' and '\(attributes.ids[1].text)'",
      at: attributes.ids[1].range)
    return false
  }

  // MARK: - Content

  /// A block without its closing fence goes on to the end of the file, or of the list or quote around it.
  private func checkClosed(
    _ node: MarkdownNode, text: String, quotes: Int, isNested: Bool, info: SourceRange,
    _ collector: inout DiagnosticCollector
  ) -> Bool {
    let count = text.isEmpty ? 0 : text.utf8.count { $0 == 0x0A }
    let bytes = source[node.endLine].bytes
    let prefix = InlinePlaces.prefixLength(bytes, quotes: quotes)
    let fence = source[node.startLine].bytes[node.startColumn - 1]
    let found = bytes[..<prefix].count { $0 == UInt8(ascii: ">") }
    let isFence = bytes[prefix...].prefix { $0 == fence }.count >= 3
    if node.endLine == node.startLine + count + 1, isFence, found == quotes, !isNested || prefix > 0 {
      return true
    }
    let mark = String(UnicodeScalar(fence))
    collector.error(
      "this block is never closed", at: info,
      hints: ["end it with a line of \(String(repeating: mark, count: 3)), indented like its first line"])
    return false
  }

  /// The block's lines with their places: libcmark has taken the indentation of lists and quotes off them.
  private func located(_ text: String, node: MarkdownNode) -> LocatedText {
    var located = LocatedText()
    var content = text.split(separator: "\n", omittingEmptySubsequences: false)
    if content.last?.isEmpty == true { content.removeLast() }
    for (index, line) in content.enumerated() {
      let number = node.startLine + 1 + index
      let bytes = source[number].bytes
      // A tab that was taken off in part has become spaces.
      var kept = line
      while kept.utf8.count > bytes.count || !bytes.reversed().starts(with: kept.utf8.reversed()) {
        guard kept.first == " " else { break }
        kept = kept.dropFirst()
      }
      let column = source[number].column(ofByte: max(bytes.count - kept.utf8.count, 0))
      for _ in 0..<(line.count - kept.count) { located.append(" ", line: number, from: column, to: column) }
      located.append(String(kept), line: number, column: column)
    }
    return located
  }

  private func mapping(
    _ node: YAMLNode, kind: ParameterBlock.Kind, info: SourceRange, _ collector: inout DiagnosticCollector
  ) -> YAMLNode? {
    switch node.value {
    case .mapping: return node
    case .null where node.scalarText.isEmpty: return YAMLNode(.mapping([]), range: info)
    default:
      collector.error(
        "a block of kind '\(kind.rawValue)' holds 'key: value' lines, not \(node.typeName)", at: node.range,
        hints: YAMLHints.missingSpace(in: node))
      return nil
    }
  }
}

enum YAMLHints {
  /// `lr:0.1` is a string.
  static func missingSpace(in node: YAMLNode) -> [String] {
    guard let text = node.string, let colon = text.firstIndex(of: ":"), colon != text.startIndex,
      text.index(after: colon) != text.endIndex, text[text.index(after: colon)] != " "
    else { return [] }
    return ["a colon is followed by a space: 'key: value'"]
  }
}
