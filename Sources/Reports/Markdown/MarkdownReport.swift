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
          OutputFile(path: "\(report.name)/\(figure.slug)-\(name).svg", text: picture.svg(skin))
        }
      }
  }

  package var markdown: String { head + body + "\n---\n\n" + foot }

  /// Title, description, facts and verdicts, with an empty line behind.
  var head: String {
    var text = "# \(MarkdownText.escaped(report.title))\n\n"
    if let description = report.description { text += MarkdownText.escaped(description) + "\n\n" }
    let metadata = report.document.metadata
    let byline = [words.listed(metadata.authors), metadata.date ?? ""].filter { !$0.isEmpty }
    if !byline.isEmpty { text += "*\(byline.map(MarkdownText.escaped).joined(separator: " · "))*\n\n" }
    if !report.facts.isEmpty {
      text +=
        report.facts.map {
          words.labelled(MarkdownText.escaped($0.name), "**\(MarkdownText.escaped($0.value))**")
        }
        .joined(separator: " · ") + "\n\n"
    }
    return text + verdicts
  }

  /// What it was made of, what makes it again, and how its numbers are meant.
  private var foot: String {
    var text = ""
    if report.command == nil {
      let source = MarkdownText.address(rebased(String(report.source.split(separator: "/").last ?? "")))
      text += words.labelled(words.source, "[\(MarkdownText.escaped(report.source))](\(source))") + " · "
    }
    return text + provenance
  }

  /// What makes it again, and how its numbers are meant.
  var provenance: String {
    var text = words.labelled(words.reproduce, MarkdownText.code(report.reproduction)) + "\n"
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
    replacements += prose.replacements(in: shown)
    var text = report.document.markdown(of: SourceRange(start, end), replacing: replacements)
    while text.first?.isNewline == true { text.removeFirst() }
    while text.last?.isNewline == true { text.removeLast() }
    return text + "\n"
  }

  private var prose: MarkdownProse {
    let sections = MarkdownSections(report)
    return MarkdownProse(report: report, link: rebased, image: rebased) { sections.text(of: $0) }
  }

  /// The first line behind the front matter.
  private func firstLine(of source: SourceText) -> Int {
    guard report.document.frontMatter != nil, source.line(1).isFence else { return 1 }
    let closing = source.lines.indices.dropFirst().first {
      source.lines[$0].isFence || source.lines[$0] == "..."
    }
    return closing.map { $0 + 2 } ?? 1
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

  /// How many claims hold, and a link to each that does not.
  private var verdicts: String {
    let count = report.claimCount
    guard let worst = count.worst else { return "" }
    let failed = report.claims.filter { $0.verdict != .holds }
    return "**\(words.sentence("\(Words.mark(worst)) \(words.claimCount(count))"))**\n\n"
      + failed.map { claim in
        "- "
          + words.labelled(
            words.badge(claim.verdict),
            "[\(MarkdownText.escaped(claim.sentence))](#\(MarkdownText.address(claim.anchor)))") + "\n"
      }.joined() + (failed.isEmpty ? "" : "\n")
  }
}

extension String {
  fileprivate var isFence: Bool { trimmedRight == "---" }
}
