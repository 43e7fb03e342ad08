import Diagnostics
import Notebooks
import Plots

/// The report as Markdown that reads well raw and on any Markdown host, with its figures as SVG files beside it.
package struct MarkdownReport {
  private let report: Report
  private let words: Words
  /// The reports' folder, relative to where the experiment file's path starts: `reports`.
  private let root: String

  package init(_ report: Report, root: String = "reports") {
    self.report = report
    words = report.words
    self.root = root
  }

  /// `a/b.md`, then each figure in light and dark.
  package var files: [OutputFile] {
    [OutputFile(path: report.name + ".md", text: markdown)]
      + report.figures.flatMap { figure -> [OutputFile] in
        guard let picture = figure.picture else { return [] }
        return [(SVGSkin.light, "light"), (.dark, "dark")].map { skin, name in
          OutputFile(path: "\(report.name)/\(figure.slug)-\(name).svg", text: picture.svg.svg(skin))
        }
      }
  }

  package var markdown: String {
    var text = "# \(MarkdownText.escaped(report.title))\n\n"
    if let description = report.description { text += MarkdownText.escaped(description) + "\n\n" }
    let metadata = report.document.metadata
    let byline = [metadata.authors.joined(separator: ", "), metadata.date ?? ""].filter { !$0.isEmpty }
    if !byline.isEmpty { text += "*\(byline.map(MarkdownText.escaped).joined(separator: " · "))*\n\n" }
    if !report.facts.isEmpty {
      text +=
        report.facts.map { "\(MarkdownText.escaped($0.name)): **\(MarkdownText.escaped($0.value))**" }
        .joined(separator: " · ") + "\n\n"
    }
    text += verdicts + body + "\n---\n\n"
    if report.command == nil {
      let source = MarkdownText.address(rebased(String(report.source.split(separator: "/").last ?? "")))
      text += "\(words.source): [\(MarkdownText.escaped(report.source))](\(source)) · "
    }
    text += "\(words.reproduce): \(MarkdownText.code(report.reproduction))\n"
    if report.tables.contains(where: { if case .results = $0.body { true } else { false } }) {
      text += "\n\(MarkdownText.escaped(words.statisticsExplained))\n"
    }
    return text
  }

  // MARK: Prose

  /// The author's own text after the front matter, with values, links and results put in.
  private var body: String {
    let source = report.document.source
    let start = SourceLocation(line: firstLine(of: source), column: 1)
    let end = SourceLocation(
      line: max(source.lines.count, start.line), column: source.line(source.lines.count).count + 1)
    var replacements: [(SourceRange, String)] = []
    let shown = report.blocks
    for block in report.document.blocks where !shown.contains(where: { $0.range == block.range }) {
      replacements.append((block.range, ""))
    }
    replacements += self.replacements(in: shown)
    var text = report.document.markdown(of: SourceRange(start, end), replacing: replacements)
    while text.first?.isNewline == true { text.removeFirst() }
    while text.last?.isNewline == true { text.removeLast() }
    return text + "\n"
  }

  /// The first line behind the front matter.
  private func firstLine(of source: SourceText) -> Int {
    guard report.document.frontMatter != nil, source.line(1).isFence else { return 1 }
    let closing = source.lines.indices.dropFirst().first {
      source.lines[$0].isFence || source.lines[$0] == "..."
    }
    return closing.map { $0 + 2 } ?? 1
  }

  private func replacements(in blocks: [Block]) -> [(SourceRange, String)] {
    blocks.flatMap { block -> [(SourceRange, String)] in
      switch block.kind {
      case .heading(_, let content, _), .paragraph(let content): return replacements(in: content)
      case .blockQuote(let children): return replacements(in: children)
      case .list(_, let items): return items.flatMap { replacements(in: $0) }
      case .table(let table):
        return (table.header + table.rows.flatMap(\.self)).flatMap { replacements(in: $0) }
      case .parameters(let block): return [(block.range, indented(text(of: block), like: block.range.start))]
      case .codeBlock, .thematicBreak, .htmlBlock: return []
      }
    }
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
        guard case .relative(let path) = LinkTarget(destination), !path.isEmpty, !path.hasPrefix("/"),
          let first = children.first, let last = children.last
        else { return replacements(in: children) }
        let inner = report.document.markdown(
          of: SourceRange(first.range.start, last.range.end), replacing: replacements(in: children))
        return [(inline.range, "[\(inner)](\(MarkdownText.address(rebased(path)))\(titled(title)))")]
      case .image(let destination, let title, let children):
        guard case .relative(let path) = LinkTarget(destination), !path.isEmpty, !path.hasPrefix("/") else {
          return []
        }
        let alternative = MarkdownText.escaped(plainText(of: children))
        return [(inline.range, "![\(alternative)](\(MarkdownText.address(rebased(path)))\(titled(title)))")]
      case .text, .code, .softBreak, .lineBreak, .html, .math: return []
      }
    }
  }

  private func titled(_ title: String) -> String {
    title.isEmpty ? "" : " \"\(MarkdownText.escaped(title).replacing("\"", with: "\\\""))\""
  }

  /// A path relative to the experiment file, made relative to the report.
  private func rebased(_ path: String) -> String {
    let up = root.split(separator: "/").count + report.name.split(separator: "/").count - 1
    let folder = report.source.split(separator: "/").dropLast()
    var parts = Array(repeating: Substring(".."), count: up) + folder
    for part in path.split(separator: "/", omittingEmptySubsequences: true) where part != "." {
      if part == "..", let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(part) }
    }
    return parts.joined(separator: "/")
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

  // MARK: Sections

  private func text(of block: ParameterBlock) -> String {
    var joined = report.sections(of: block).map { text(of: $0) }.joined(separator: "\n")
    while joined.last == "\n" { joined.removeLast() }
    return joined
  }

  private func text(of section: Report.Section) -> String {
    switch section {
    case .experiment(let experiment): text(of: experiment)
    case .table(let table): text(of: table)
    case .figure(let figure): text(of: figure)
    case .claims(let claims): text(of: claims)
    case .comparison(let comparison): text(of: comparison)
    }
  }

  private func text(of experiment: ExperimentSection) -> String {
    var text = MarkdownText.codeBlock(experiment.source, info: "yaml") + "\n"
    let outcome = ([experiment.size] + experiment.outcome).map(MarkdownText.escaped).joined(separator: " · ")
    text += "*\(words.experiment)* \(MarkdownText.code(experiment.id)): \(outcome)\n"
    if let skipped = experiment.skipped {
      text += "\n> **\(MarkdownText.escaped(words.notRun(skipped)))** \(words.notRunElsewhere)\n"
    }
    if !experiment.defaults.isEmpty {
      let defaults = experiment.defaults.map { MarkdownText.code("\($0.path): \($0.value ?? "")") }
      text += "\n\(words.defaults(experiment.defaults.count)): \(defaults.joined(separator: ", "))\n"
    }
    if !experiment.notes.isEmpty {
      text += "\n\(words.notes): \(experiment.notes.map(MarkdownText.escaped).joined(separator: "; ")).\n"
    }
    if !experiment.divergences.isEmpty {
      let lines = experiment.divergences.map { "- \(MarkdownText.escaped($0))\n" }
      text += "\n\(words.firstNonFinite):\n\n\(lines.joined())"
    }
    return text
  }

  private func text(of table: ReportTable) -> String {
    let caption = table.caption.isEmpty ? words.defaultCaption(table.experiment) : table.caption
    func head(_ meaning: String) -> String {
      let anchor = "<a id=\"\(HTMLText.escaped(table.anchor))\"></a>"
      return
        "\(anchor)**\(words.table(table.number)).** \(MarkdownText.escaped(caption)) \(MarkdownText.escaped(meaning))\n"
    }
    let plain = PlainResults(words: words, escape: MarkdownText.escaped, emphasize: { "**\($0)**" })
    switch table.body {
    case .missing(let reason): return head(reason)
    case .results(let results):
      let said = TableText(results, words: words)
      return head(said.meaning) + "\n" + plain.table(results).pipes + notes(said.notes)
    case .cross(let cross):
      let said = TableText(cross, words: words)
      return head(said.meaning) + "\n" + plain.table(cross).pipes + notes(said.notes)
    case .confusion(let confusion):
      return head(words.confusionMeaning(confusion)) + "\n" + plain.table(confusion).pipes
    }
  }

  private func notes(_ notes: [String]) -> String {
    notes.isEmpty ? "" : "\n" + notes.map(MarkdownText.escaped).joined(separator: "\n") + "\n"
  }

  private func text(of figure: ReportFigure) -> String {
    let caption =
      "<a id=\"\(HTMLText.escaped(figure.anchor))\"></a>**\(words.figure(figure.number)).**"
      + " \(MarkdownText.escaped(figure.heading)) \(MarkdownText.escaped(figure.drawing.meaning))\n"
    guard let drawing = figure.drawing.figure, let picture = figure.picture else { return caption }
    let folder = MarkdownText.address(String(report.name.split(separator: "/").last ?? ""))
    let stem = "\(folder)/\(figure.slug)"
    let alternative = HTMLText.escaped("\(drawing.title). \(drawing.description)").split(
      whereSeparator: \.isNewline
    )
    .joined(separator: " ")
    return """
      <picture>
        <source media="(prefers-color-scheme: dark)" srcset="\(stem)-dark.svg">
        <img src="\(stem)-light.svg" alt="\(alternative)">
      </picture>

      \(caption)
      \(MarkdownText.codeBlock(picture.text, info: "text"))
      """
  }

  private func text(of comparison: ComparisonSection) -> String {
    let sentences = comparison.sentences.map { "> \(MarkdownText.escaped($0))\n" }.joined(separator: ">\n")
    let content = comparison.sections.map { text(of: $0) }.joined(separator: "\n")
    guard comparison.isFolded, !content.isEmpty else {
      return [sentences, content].filter { !$0.isEmpty }.joined(separator: "\n")
    }
    return sentences + "\n<details>\n<summary>\(words.comparisonInFull)</summary>\n\n\(content)\n</details>\n"
  }

  private func text(of section: ClaimSection) -> String {
    "<a id=\"\(HTMLText.escaped(section.anchor))\"></a>\n\n" + section.claims.map(text).joined()
  }

  private func text(of claim: JudgedClaim) -> String {
    var lines = [
      "- <a id=\"\(HTMLText.escaped(claim.anchor))\"></a>**\(words.badge(claim.verdict))**: "
        + "\(MarkdownText.escaped(claim.sentence)) (\(MarkdownText.code(claim.expression)))"
    ]
    for evidence in claim.evidence {
      let numbers = evidence.numbers.map { number in
        (number.isExpression ? MarkdownText.code(number.name) : MarkdownText.escaped(number.name)) + ": "
          + MarkdownText.escaped(number.value)
      }
      let parts =
        [evidence.heading.map { "\(MarkdownText.code($0)) \(words.verdict(evidence.verdict))" }].compactMap(
          \.self) + numbers
      if !parts.isEmpty { lines.append("  - " + parts.joined(separator: "; ")) }
    }
    return (lines + claim.reasons.map { "  - " + MarkdownText.escaped($0) }).joined(separator: "\n") + "\n"
  }

  /// How many claims hold, and a link to each that does not.
  private var verdicts: String {
    let count = report.claimCount
    guard let worst = count.worst else { return "" }
    let failed = report.claims.filter { $0.verdict != .holds }
    return "**\(Words.mark(worst)) \(words.claimCount(count))\(words.fullStop)**\n\n"
      + failed.map { claim in
        "- \(words.badge(claim.verdict)): [\(MarkdownText.escaped(claim.sentence))]"
          + "(#\(MarkdownText.address(claim.anchor)))\n"
      }.joined() + (failed.isEmpty ? "" : "\n")
  }
}

extension String {
  fileprivate var isFence: Bool { trimmedRight == "---" }

  fileprivate var trimmedRight: String {
    var text = self
    while text.last == " " || text.last == "\t" { text.removeLast() }
    return text
  }
}
