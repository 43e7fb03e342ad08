import Diagnostics
import Notebooks
import Plots

/// What a parameter block came to, as the outputs of a notebook's cell: each in several forms, of which a viewer shows the
/// richest that it knows.
struct NotebookOutputs {
  private let report: Report
  private let words: Words
  private let markdown: MarkdownSections

  init(_ report: Report) {
    self.report = report
    words = report.words
    markdown = MarkdownSections(report)
  }

  func outputs(of section: Report.Section) -> [JSONValue] {
    switch section {
    case .experiment(let experiment): [output(of: experiment)]
    case .table(let table): [output(of: table)]
    case .figure(let figure): outputs(of: figure)
    case .claims(let claims): claims.claims.isEmpty ? [] : [output(of: claims)]
    case .comparison(let comparison): outputs(of: comparison)
    }
  }

  /// - Parameter forms: by media type, in alphabetical order, as Jupyter keeps them.
  private func output(_ forms: [(type: String, text: String)]) -> JSONValue {
    .object([
      ("data", .object(forms.map { ($0.type, NotebookReport.lines($0.text)) })),
      ("metadata", .object([])),
      ("output_type", .string("display_data")),
    ])
  }

  private func output(of experiment: ExperimentSection) -> JSONValue {
    var plain =
      ([words.labelled("\(words.experiment) \(experiment.id)", experiment.size)] + experiment.outcome)
      .joined(separator: " · ")
    if let skipped = experiment.skipped {
      plain += "\n" + words.sentences([skipped, words.notRunElsewhere])
    }
    plain += (experiment.notes + experiment.divergences).map { "\n\($0)" }.joined()
    return output([("text/markdown", markdown.facts(of: experiment)), ("text/plain", plain)])
  }

  // MARK: Tables

  private func output(of table: ReportTable) -> JSONValue {
    let caption = table.caption.isEmpty ? words.defaultCaption(table.experiment) : table.caption
    let meaning: String
    var notes: [String] = []
    let make: ((PlainResults) -> [PlainTable])?
    switch table.body {
    case .missing(let reason): (meaning, make) = (reason, nil)
    case .results(let results):
      let said = TableText(results, words: words)
      (meaning, notes, make) = (said.meaning, said.notes, { plain in results.parts.map { plain.table($0) } })
    case .cross(let cross):
      let said = TableText(cross, words: words)
      (meaning, notes, make) = (said.meaning, said.notes, { plain in cross.parts.map { plain.table($0) } })
    case .confusion(let confusion):
      (meaning, make) = (words.confusionMeaning(confusion), { [$0.table(confusion)] })
    }
    let escaped = HTMLText.escaped
    let html = PlainResults(words: words, escape: escaped, emphasize: { "<b>\($0)</b>" })
    let plain = PlainResults(words: words, escape: { $0 }, emphasize: { $0 + " *" }, marksValues: false)
    let label = words.table(table.number)
    let head = words.captionHead(label)
    var page = "<p id=\"\(escaped(table.anchor))\"><b>\(escaped(head))</b>\(words.gap(after: head))"
    page += "\(escaped(caption))\(words.gap(after: caption))\(escaped(meaning))</p>\n"
    var text = head + words.gap(after: head) + caption + words.gap(after: caption) + meaning + "\n"
    if let make {
      page += make(html).map(\.html).joined()
      text += make(plain).map { "\n" + $0.columns }.joined()
    }
    for note in notes {
      page += "<p>\(escaped(note))</p>\n"
      text += "\n\(note)"
    }
    return output([("text/html", page), ("text/markdown", markdown.text(of: table)), ("text/plain", text)])
  }

  // MARK: Figures

  private func outputs(of figure: ReportFigure) -> [JSONValue] {
    let head = words.captionHead(words.figure(figure.number))
    let plain =
      head + words.gap(after: head) + figure.heading + words.gap(after: figure.heading)
      + figure.drawing.meaning
    let caption = output([("text/markdown", markdown.caption(of: figure)), ("text/plain", plain)])
    guard let picture = figure.picture else { return [caption] }
    // Jupyter shows SVG of notebooks that its user trusts only, and does not shrink it; an image it shows to all.
    let svg = picture.svg(.light)
    let alternative = HTMLText.escaped(figure.drawing.title)
    let image =
      "<img alt=\"\(alternative)\" src=\"data:image/svg+xml;base64,\(Base64.text(Array(svg.utf8)))\">"
    return [output([("image/svg+xml", svg), ("text/html", image), ("text/plain", picture.text)]), caption]
  }

  private func outputs(of comparison: ComparisonSection) -> [JSONValue] {
    let sentences = comparison.sentences
    let words =
      sentences.isEmpty
      ? []
      : [
        output([
          ("text/markdown", sentences.map { "> \(MarkdownText.escaped($0))\n" }.joined(separator: ">\n")),
          ("text/plain", sentences.joined(separator: "\n")),
        ])
      ]
    return words + comparison.sections.flatMap { outputs(of: $0) }
  }

  // MARK: Claims

  private func output(of section: ClaimSection) -> JSONValue {
    let plain = section.claims.map { claim in
      let numbers = claim.evidence.map { evidence in
        words.semicolons(
          [evidence.heading.map { "\($0) \(words.verdict(evidence.verdict))" }].compactMap(\.self)
            + evidence.numbers.map { words.labelled($0.name, $0.value) })
      }
      return
        ([words.labelled(words.badge(claim.verdict), claim.sentence + words.bracketed(claim.expression))]
        + (numbers.filter { !$0.isEmpty } + claim.reasons).map { "  " + $0 }).joined(separator: "\n")
    }
    return output([
      ("text/markdown", markdown.text(of: section)), ("text/plain", plain.joined(separator: "\n")),
    ])
  }
}
