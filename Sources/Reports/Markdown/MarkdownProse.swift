import Diagnostics
import Notebooks

/// The author's own Markdown of a report with values, links and results put in: everything else stays as it was written.
struct MarkdownProse {
  let report: Report
  /// What a link has in place of a path relative to the experiment file.
  let link: (String) -> String
  /// What an image has in place of such a path.
  let image: (String) -> String
  /// What stands in place of a parameter block; nil leaves it as it is.
  let parameters: (ParameterBlock) -> String?
  /// For hosts that know formulas between dollar signs only and let raw HTML act, and where a paragraph may be torn from
  /// the definitions of its links.
  var isForNotebook = false
  /// Of the whole document, for those that know no footnotes.
  var footnotes = FootnoteNumbers([])

  private var words: Words { report.words }

  func replacements(in blocks: [Block]) -> [(SourceRange, String)] {
    blocks.flatMap { block -> [(SourceRange, String)] in
      switch block.kind {
      case .heading(_, let content, _), .paragraph(let content): return replacements(in: content)
      case .blockQuote(let children): return replacements(in: children)
      case .list(_, let items): return items.flatMap { replacements(in: $0) }
      case .footnote(let note): return replacements(in: note, of: block)
      case .table(let table):
        return (table.header + table.rows.flatMap(\.self)).flatMap { replacements(in: $0) }
      case .parameters(let block):
        return parameters(block).map {
          [(block.range, parted(indented($0, like: block.range.start), at: block.range))]
        } ?? []
      case .codeBlock("math", let text) where isForNotebook:
        return [
          (block.range, indented("$$\n\(text)\(text.hasSuffix("\n") ? "" : "\n")$$", like: block.range.start))
        ]
      case .htmlBlock where isForNotebook: return [(block.range, "")]
      case .codeBlock, .thematicBreak, .htmlBlock: return []
      }
    }
  }

  /// With empty lines around it where the source has none, which a fence does not need: the prose beside it would be
  /// read as part of a list, a quotation or the HTML that stands in the fence's place.
  private func parted(_ text: String, at range: SourceRange) -> String {
    let source = report.document.source
    // Within a list or a quotation its mark would have to be repeated.
    guard range.start.column == 1, !text.isEmpty else { return text }
    func isBlank(_ line: Int) -> Bool {
      !(1...source.lines.count).contains(line) || source.line(line).allSatisfy(\.isWhitespace)
    }
    return (isBlank(range.start.line - 1) ? "" : "\n") + text + (isBlank(range.end.line + 1) ? "" : "\n")
  }

  private func replacements(in inlines: [Inline]) -> [(SourceRange, String)] {
    inlines.flatMap { inline -> [(SourceRange, String)] in
      switch inline.kind {
      case .result(let result):
        guard let value = report.inline[result] else { return [(result.spanRange, "**\(words.noValue)**")] }
        let text = MarkdownText.escaped(value.text)
        return [(result.spanRange, value.isMissing ? "**\(text)**" : text)]
      case .reference(let id):
        guard let target = report.targets[id] else { return [] }
        return [(inline.range, "[\(target.label)](#\(MarkdownText.address(target.anchor)))")]
      case .emphasis(let children), .strong(let children): return replacements(in: children)
      case .link(let destination, let title, let children):
        guard let address = address(destination, link), let first = children.first, let last = children.last
        else { return replacements(in: children) }
        let inner = report.document.markdown(
          of: SourceRange(first.range.start, last.range.end), replacing: replacements(in: children))
        return [(inline.range, "[\(inner)](\(MarkdownText.address(address))\(titled(title)))")]
      case .image(let destination, let title, let children):
        guard let address = address(destination, image) else { return [] }
        let alternative = MarkdownText.escaped(plainText(of: children))
        return [(inline.range, "![\(alternative)](\(MarkdownText.address(address))\(titled(title)))")]
      case .math(let tex, let isDisplay) where isForNotebook:
        let sign = isDisplay ? "$$" : "$"
        return [(inline.range, sign + tex + sign)]
      case .html where isForNotebook: return [(inline.range, "")]
      case .footnote(let key) where isForNotebook:
        return footnotes.number(of: key).map { [(inline.range, "<sup>\($0)</sup>")] } ?? []
      case .text, .code, .softBreak, .lineBreak, .html, .math, .footnote: return []
      }
    }
  }

  /// Jupyter knows no footnotes: they become paragraphs with their numbers where they are defined, and their lines lose
  /// the indentation that would make them code.
  private func replacements(in note: Footnote, of block: Block) -> [(SourceRange, String)] {
    let inside = replacements(in: note.content)
    guard isForNotebook else { return inside }
    guard let number = footnotes.number(of: note.key), let first = note.content.first else {
      return [(block.range, "")]
    }
    let text = report.document.markdown(
      of: SourceRange(first.range.start, block.range.end), replacing: inside)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map {
      index, line in
      index == 0 ? line : line.dropFirst(min(line.prefix { $0 == " " }.count, 4))
    }
    return [(block.range, "<sup>\(number)</sup> " + lines.joined(separator: "\n"))]
  }

  /// Nil where what is written stays.
  private func address(_ destination: String, _ relative: (String) -> String) -> String? {
    switch LinkTarget(destination) {
    case .relative(let path) where !path.isEmpty && !path.hasPrefix("/"): relative(path)
    case .web where isForNotebook, .anchor where isForNotebook: destination
    default: nil
    }
  }

  private func titled(_ title: String) -> String {
    title.isEmpty ? "" : " \"\(MarkdownText.escaped(title).replacing("\"", with: "\\\""))\""
  }

  /// Further lines of what replaces a block within a list or quotation keep that one's indentation.
  private func indented(_ text: String, like start: SourceLocation) -> String {
    let before = report.document.source.line(start.line).prefix(start.column - 1)
    guard !before.isEmpty else { return text }
    let indent = String(before.map { $0 == ">" ? $0 : " " })
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.enumerated().map { index, line in
      index == 0 ? String(line) : line.isEmpty ? indent.trimmedRight : indent + line
    }.joined(separator: "\n")
  }
}

extension String {
  var trimmedRight: String {
    var text = self
    while text.last == " " || text.last == "\t" { text.removeLast() }
    return text
  }
}
