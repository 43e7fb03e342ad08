import Diagnostics
import Notebooks
import Plots

/// What stands in a Markdown report in place of parameter blocks.
struct MarkdownSections {
  private let report: Report
  private let words: Words

  init(_ report: Report) {
    self.report = report
    words = report.words
  }

  func text(of block: ParameterBlock) -> String {
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
    MarkdownText.codeBlock(experiment.source, info: "yaml") + "\n" + facts(of: experiment)
  }

  /// What became of its runs, and what it left to defaults.
  func facts(of experiment: ExperimentSection) -> String {
    let outcome = ([experiment.size] + experiment.outcome).map(MarkdownText.escaped).joined(separator: " · ")
    var text = words.labelled("*\(words.experiment)* \(MarkdownText.code(experiment.id))", outcome) + "\n"
    if let skipped = experiment.skipped {
      text += "\n> **\(MarkdownText.escaped(skipped))**\(words.space)\(words.notRunElsewhere)\n"
    }
    if !experiment.defaults.isEmpty {
      let defaults = experiment.defaults.map { MarkdownText.code("\($0.path): \($0.value ?? "")") }
      text += "\n\(words.labelled(words.defaults(experiment.defaults.count), words.listed(defaults)))\n"
    }
    if !experiment.notes.isEmpty {
      text += "\n\(words.enumeration(experiment.notesLabel, experiment.notes.map(MarkdownText.escaped)))\n"
    }
    if !experiment.divergences.isEmpty {
      let lines = experiment.divergences.map { "- \(MarkdownText.escaped($0))\n" }
      text += "\n\(words.head(words.firstNonFinite))\n\n\(lines.joined())"
    }
    return text
  }

  func text(of table: ReportTable) -> String {
    let caption = table.caption.isEmpty ? words.defaultCaption(table.experiment) : table.caption
    func head(_ meaning: String) -> String {
      let anchor = "<a id=\"\(HTMLText.escaped(table.anchor))\"></a>"
      return
        anchor + words.boldCaptionHead(words.table(table.number)) + MarkdownText.escaped(caption)
        + words.gap(after: caption) + MarkdownText.escaped(meaning) + "\n"
    }
    let plain = PlainResults(words: words, escape: MarkdownText.escaped, emphasize: { "**\($0)**" })
    switch table.body {
    case .missing(let reason): return head(reason)
    case .results(let results):
      let said = TableText(results, words: words)
      return head(said.meaning) + grids(results.parts.map { plain.table($0) }) + notes(said.notes)
    case .cross(let cross):
      let said = TableText(cross, words: words)
      return head(said.meaning) + grids(cross.parts.map { plain.table($0) }) + notes(said.notes)
    case .confusion(let confusion):
      return head(words.confusionMeaning(confusion)) + "\n" + plain.table(confusion).pipes
    }
  }

  /// Beneath each other.
  private func grids(_ tables: [PlainTable]) -> String { tables.map { "\n" + $0.pipes }.joined() }

  private func table(_ data: FigureData) -> PlainTable {
    PlainTable(
      heads: data.heads.map(MarkdownText.escaped), isNumeric: data.isNumeric,
      rows: data.rows.map { $0.map(MarkdownText.escaped) })
  }

  private func notes(_ notes: [String]) -> String {
    notes.isEmpty ? "" : "\n" + notes.map(MarkdownText.escaped).joined(separator: "\n") + "\n"
  }

  /// Its number, what it shows and how to read it.
  func caption(of figure: ReportFigure) -> String {
    "<a id=\"\(HTMLText.escaped(figure.anchor))\"></a>\(words.boldCaptionHead(words.figure(figure.number)))"
      + MarkdownText.escaped(figure.heading) + words.gap(after: figure.heading)
      + MarkdownText.escaped(figure.drawing.meaning) + "\n"
  }

  private func text(of figure: ReportFigure) -> String {
    let caption = caption(of: figure)
    guard let graphic = figure.drawing.graphic, let picture = figure.picture else {
      // What a picture would not show is told in numbers.
      return caption + (figure.drawing.data.map { "\n" + table($0).pipes } ?? "")
    }
    let folder = MarkdownText.address(String(report.name.split(separator: "/").last ?? ""))
    let stem = "\(folder)/\(figure.slug)"
    let alternative = HTMLText.escaped(
      words.alternative(title: figure.drawing.title, graphic.description)
    ).split(
      whereSeparator: \.isNewline
    )
    .joined(separator: " ")
    return """
      <picture>
        <source media="(prefers-color-scheme: dark)" srcset="\(stem)-dark.svg">
        <img src="\(stem)-light.svg" alt="\(alternative)">
      </picture>

      \(caption)
      <details>
      <summary>\(HTMLText.escaped(words.textVersion(figure.number)))</summary>

      \(MarkdownText.codeBlock(picture.text, info: "text"))
      </details>

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

  func text(of section: ClaimSection) -> String {
    "<a id=\"\(HTMLText.escaped(section.anchor))\"></a>\n\n" + section.claims.map(text).joined()
  }

  private func text(of claim: JudgedClaim) -> String {
    var lines = [
      "- <a id=\"\(HTMLText.escaped(claim.anchor))\"></a>"
        + words.labelled(
          "**\(words.badge(claim.verdict))**",
          MarkdownText.escaped(claim.sentence) + words.bracketed(MarkdownText.code(claim.expression)))
    ]
    for evidence in claim.evidence {
      let numbers = evidence.numbers.map { number in
        words.labelled(
          number.isExpression ? MarkdownText.code(number.name) : MarkdownText.escaped(number.name),
          MarkdownText.escaped(number.value))
      }
      let parts =
        [evidence.heading.map { "\(MarkdownText.code($0)) \(words.verdict(evidence.verdict))" }].compactMap(
          \.self) + numbers
      if !parts.isEmpty { lines.append("  - " + words.semicolons(parts)) }
    }
    return (lines + claim.reasons.map { "  - " + MarkdownText.escaped($0) }).joined(separator: "\n") + "\n"
  }
}
