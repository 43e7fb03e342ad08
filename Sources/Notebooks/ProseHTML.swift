/// Renders prose as HTML in which nothing of the author's can act: all text is escaped, raw HTML left out,
/// links lead to the web, to mail, to neighbouring files or within the report only, and no image is fetched.
///
/// What depends on results is asked of closures; each gives HTML that is put in as it is.
package struct ProseHTML {
  /// The value of an inline result. Default: its expression as code.
  package var result: (InlineResult) -> String = { "<code>\(HTMLText.escaped($0.expression))</code>" }
  /// The link of `@fig-id` or `@tbl-id`; nil leaves the text. Default: nil.
  package var reference: (String) -> String? = { _ in nil }
  /// A formula. Default: MathML, or its TeX as code where that is wrong.
  package var math: (_ tex: String, _ isDisplay: Bool) -> String = { tex, isDisplay in
    switch MathML.convert(tex, display: isDisplay) {
    case .success(let element): element
    case .failure: "<code>\(HTMLText.escaped(tex))</code>"
    }
  }
  /// An image by a path relative to the experiment file, as written; nil leaves its alternative text.
  /// Default: nil.
  package var image: (_ path: String, _ alternative: String, _ title: String) -> String? = { _, _, _ in nil }
  /// A code block, by its whole info string; nil leaves the usual: a formula for `math`, else `<pre>`.
  /// Default: nil.
  package var codeBlock: (_ info: String, _ text: String) -> String? = { _, _ in nil }
  /// A parameter block. Default: its YAML as code.
  package var parameters: (ParameterBlock) -> String = {
    "<pre tabindex=\"0\"><code class=\"language-yaml\">\(YAMLHighlighter.html($0.text))</code></pre>\n"
  }
  /// The level that a heading of a level gets, from 1 to 6. Default: the same.
  package var headingLevel: (Int) -> Int = { $0 }
  /// What the list of footnotes is called. Default: in English.
  package var footnotesTitle = "Footnotes"
  /// What leads from a footnote back to a reference, `2` or, for the third one to it, `2-3`. Default: in English.
  package var backToReference: (String) -> String = { "Back to reference \($0)" }

  var numbers = FootnoteNumbers([])

  package init() {}

  /// All blocks of a page, with the footnotes behind them.
  package func html(_ blocks: [Block]) -> String {
    var prose = self
    prose.numbers = FootnoteNumbers(blocks)
    return prose.inner(blocks) + prose.footnotes
  }

  func inner(_ blocks: some Sequence<Block>) -> String {
    blocks.map(html).joined()
  }

  /// One block, with a line end behind it.
  private func html(_ block: Block) -> String {
    switch block.kind {
    case .heading(let level, let content, let anchor):
      let level = min(max(headingLevel(level), 1), 6)
      return "<h\(level) id=\"\(HTMLText.escaped(anchor))\">\(html(content))</h\(level)>\n"
    case .paragraph(let content):
      return "<p>\(html(content))</p>\n"
    case .blockQuote(let children):
      return "<blockquote>\n\(inner(children))</blockquote>\n"
    case .list(let style, let items):
      return list(style, items)
    case .codeBlock(let info, let text):
      if let html = codeBlock(info, text) { return html }
      return info == "math" ? math(text, true) + "\n" : code(info: info, text)
    case .thematicBreak:
      return "<hr>\n"
    case .htmlBlock, .footnote:
      return ""
    case .table(let content):
      return table(content)
    case .parameters(let block):
      return parameters(block)
    }
  }

  package func html(_ inlines: [Inline]) -> String {
    var text = ""
    for (index, inline) in inlines.enumerated() {
      if case .softBreak = inline.kind {
        // Between Chinese or Japanese characters a line end is no space.
        let isWide =
          index > 0 && index + 1 < inlines.count
          && plainText(of: [inlines[index - 1]]).last?.isIdeograph == true
          && plainText(of: [inlines[index + 1]]).first?.isIdeograph == true
        text += isWide ? "" : "\n"
      } else {
        text += html(inline)
      }
    }
    return text
  }

  private func html(_ inline: Inline) -> String {
    switch inline.kind {
    case .text(let text): return HTMLText.escaped(text)
    case .code(let text): return "<code>\(HTMLText.escaped(text))</code>"
    case .emphasis(let children): return "<em>\(html(children))</em>"
    case .strong(let children): return "<strong>\(html(children))</strong>"
    case .link(let destination, let title, let children):
      // A link holds no other: references to footnotes stand behind it.
      let notes = children.filter { if case .footnote = $0.kind { true } else { false } }
      let words = children.filter { if case .footnote = $0.kind { false } else { true } }
      return link(LinkTarget(destination), title: title, html(words)) + html(notes)
    case .image(let destination, let title, let children):
      return image(LinkTarget(destination), title: title, alternative: plainText(of: children))
    case .softBreak: return "\n"
    case .lineBreak: return "<br>\n"
    case .html: return ""
    case .result(let value): return result(value)
    case .reference(let id): return reference(id) ?? HTMLText.escaped("@" + id)
    case .math(let tex, let isDisplay): return math(tex, isDisplay)
    case .footnote: return reference(toFootnoteAt: inline)
    }
  }

  private func link(_ target: LinkTarget, title: String, _ content: String) -> String {
    guard let href = target.href else { return content }
    let titleAttribute = title.isEmpty ? "" : " title=\"\(HTMLText.escaped(title))\""
    return "<a href=\"\(href)\"\(titleAttribute)>\(content)</a>"
  }

  private func image(_ target: LinkTarget, title: String, alternative: String) -> String {
    switch target {
    case .relative(let path) where !path.isEmpty && !path.hasPrefix("/"):
      return image(path, alternative, title) ?? HTMLText.escaped(alternative)
    case .web(let address):
      // A link is followed when someone asks for it; an image would be fetched unasked.
      return link(target, title: title, HTMLText.escaped(alternative.isEmpty ? address : alternative))
    default:
      return HTMLText.escaped(alternative)
    }
  }

  private func code(info: String, _ text: String) -> String {
    let word = info.prefix { !$0.isWhitespace && $0 != "{" }
    let isPlain =
      !word.isEmpty && word.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "+-_#.".contains($0)) }
    let language = isPlain ? " class=\"language-\(word)\"" : ""
    let content = word == "yaml" || word == "yml" ? YAMLHighlighter.html(text) : HTMLText.escaped(text)
    return "<pre tabindex=\"0\"><code\(language)>\(content)</code></pre>\n"
  }

  /// Whether an item of a list is a task that is done, `[x]`, or not, `[ ]`, and the item without its mark; nil for an
  /// item that is none.
  private static func task(_ item: [Block]) -> (isDone: Bool?, item: [Block]) {
    guard let first = item.first, case .paragraph(let content) = first.kind, let mark = content.first,
      case .text(let text) = mark.kind
    else { return (nil, item) }
    for (prefix, isDone) in [("[ ] ", false), ("[x] ", true), ("[X] ", true)] where text.hasPrefix(prefix) {
      let rest = Inline(.text(String(text.dropFirst(prefix.count))), range: mark.range)
      return (
        isDone, [Block(.paragraph([rest] + content.dropFirst()), range: first.range)] + item.dropFirst()
      )
    }
    return (nil, item)
  }

  private func list(_ style: ListStyle, _ items: [[Block]]) -> String {
    let tag = style.isOrdered ? "ol" : "ul"
    let start = style.isOrdered && style.start != 1 ? " start=\"\(style.start)\"" : ""
    var text = "<\(tag)\(start)>\n"
    for item in items {
      let (task, item) = Self.task(item)
      text +=
        task.map {
          "<li class=\"task\"><span role=\"img\" aria-label=\"\($0 ? "done" : "to do")\">\($0 ? "☑" : "☐")</span> "
        } ?? "<li>"
      for (index, block) in item.enumerated() {
        if style.isTight, case .paragraph(let content) = block.kind {
          text += html(content)
          if index + 1 < item.count { text += "\n" }
        } else {
          text += (index == 0 ? "\n" : "") + html(block)
        }
      }
      text += "</li>\n"
    }
    return text + "</\(tag)>\n"
  }

  private func table(_ table: PipeTable) -> String {
    func row(_ cells: [[Inline]], _ tag: String) -> String {
      let content = zip(cells, table.alignments).map { cell, alignment in
        let style =
          switch alignment {
          case .none: ""
          case .left: " style=\"text-align: left\""
          case .center: " style=\"text-align: center\""
          case .right: " style=\"text-align: right\""
          }
        // An empty corner heads nothing.
        let own = cell.isEmpty ? "td" : tag
        return "<\(own)\(style)>\(html(cell))</\(own)>"
      }
      return "<tr>\(content.joined())</tr>\n"
    }
    // What is too wide scrolls by itself, by the keyboard too.
    var text =
      "<div class=\"scroll prose\" tabindex=\"0\">\n<table>\n<thead>\n\(row(table.header, "th"))</thead>\n"
    if !table.rows.isEmpty {
      text += "<tbody>\n\(table.rows.map { row($0, "td") }.joined())</tbody>\n"
    }
    return text + "</table>\n</div>\n"
  }
}

extension Character {
  fileprivate var isIdeograph: Bool {
    guard let value = unicodeScalars.first?.value else { return false }
    switch value {
    case 0x3001...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xFF01...0xFF60, 0x20000...0x3FFFD: return true
    default: return false
    }
  }
}
