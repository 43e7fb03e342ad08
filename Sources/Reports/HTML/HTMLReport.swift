import Diagnostics
import Notebooks
import Plots

/// The report as one HTML file: no scripts, nothing fetched.
package struct HTMLReport {
  private let report: Report
  private let words: Words
  /// The bytes of an image by its path relative to the experiment file, to be put into the page.
  private let image: (String) -> [UInt8]?

  package init(_ report: Report, image: @escaping (String) -> [UInt8]? = { _ in nil }) {
    self.report = report
    words = report.words
    self.image = image
  }

  package var file: OutputFile { OutputFile(path: report.name + ".html", text: html) }

  package var html: String {
    let metadata = report.document.metadata
    let byline = [words.listed(metadata.authors), metadata.date ?? ""].filter { !$0.isEmpty }
    let page = Page(
      language: words.language.rawValue, title: report.title, description: report.description,
      style: Theme.current.style, skip: words.skipToContent,
      home: report.command == nil ? report.toRoot + "index.html" : nil,
      homeLabel: words.allReports,
      kicker: words.report, source: report.command == nil ? report.source : nil,
      byline: byline.isEmpty ? nil : byline.joined(separator: " · "),
      verdicts: ClaimsHTML(words: words).summary(report),
      hasFacts: !report.facts.isEmpty, facts: report.facts.map { Page.Entry(name: $0.name, value: $0.value) },
      hasContents: report.contents.count > 1, contentsLabel: words.contents,
      contents: report.contents.map { Page.Anchor(anchor: $0.anchor, title: $0.title) },
      body: prose.html(report.blocks), hasFooter: true, footerTitle: words.provenance, footer: footer)
    return page.html
  }

  private var footer: [Page.Entry] {
    var entries =
      report.command == nil ? [Page.Entry(name: words.source, value: report.source, isCode: true)] : []
    let metadata = report.document.metadata
    if !metadata.tags.isEmpty {
      entries.append(Page.Entry(name: words.tags, value: words.listed(metadata.tags)))
    }
    let seeds = report.results.experiments.map { words.seedList($0.plan.seeds) }
    if let first = seeds.first {
      let same = seeds.allSatisfy { $0 == first }
      let text = words.semicolons(
        zip(report.results.experiments, seeds).map { words.labelled($0.plan.id, $1) })
      entries.append(Page.Entry(name: words.seeds, value: same ? first : text))
    }
    if report.tables.contains(where: { if case .results = $0.body { true } else { false } }) {
      entries.append(Page.Entry(name: words.statistics, value: words.statisticsExplained))
    }
    entries.append(
      Page.Entry(name: words.reproduce, value: report.reproduction, isCode: true))
    return entries
  }

  // MARK: Prose

  private var prose: ProseHTML {
    var prose = ProseHTML()
    let top =
      report.blocks.compactMap { block -> Int? in
        if case .heading(let level, _, _) = block.kind { level } else { nil }
      }.min() ?? 2
    // The page's own title is the only one of the first level.
    prose.headingLevel = { $0 - top + 2 }
    prose.footnotesTitle = words.footnotes
    prose.backToReference = { [words] in words.backToReference($0) }
    let inline = report.inline
    prose.result = { result in
      let value = inline[result]
      let text = HTMLText.escaped(ValueText.typographic(value?.text ?? words.noValue))
      let style = value?.isMissing == false ? "result" : "result missing"
      return "<span class=\"\(style)\" title=\"\(HTMLText.escaped(result.expression))\">\(text)</span>"
    }
    let targets = report.targets
    prose.reference = { id in
      guard let target = targets[id] else {
        return "<span class=\"reference missing\">\(HTMLText.escaped("@" + id))</span>"
      }
      return "<a href=\"#\(HTMLText.escaped(target.anchor))\">\(HTMLText.escaped(target.label))</a>"
    }
    prose.parameters = { block in report.sections(of: block).map(html).joined() }
    var chartCount = 0
    prose.codeBlock = { [words] info, text in
      guard MermaidChart.isMermaid(info: info) else { return nil }
      // No heading's anchor holds a full stop.
      guard let chart = FlowChart(mermaid: text, id: "chart.\(chartCount + 1)", words: words) else {
        return nil
      }
      chartCount += 1
      return "<figure class=\"chart\">\n\(chart.responsiveSVG())</figure>\n"
    }
    let image = image
    prose.image = { path, alternative, title in
      guard let bytes = image(path), let type = ImageType.of(path) else { return nil }
      let titled = title.isEmpty ? "" : " title=\"\(HTMLText.escaped(title))\""
      return
        "<img src=\"data:\(type);base64,\(Base64.text(bytes))\" alt=\"\(HTMLText.escaped(alternative))\"\(titled)>"
    }
    return prose
  }

  // MARK: Sections

  private func html(_ section: Report.Section) -> String {
    switch section {
    case .experiment(let experiment): html(experiment)
    case .table(let table): HTMLTable(words: words).html(table)
    case .figure(let figure): html(figure)
    case .comparison(let comparison): html(comparison)
    case .claims(let claims): ClaimsHTML(words: words).html(claims)
    }
  }

  private struct Text {
    var text: String
    var isBaseline = false
  }

  private struct ExperimentView {
    struct Varied {
      var path: String
      var levels: [Text]
    }
    struct Value {
      var path: String
      var value: String
    }
    var anchor: String
    var id: String
    var label: String
    var size: String
    var outcome: [Text]
    var skipped: String?
    var skippedGap: String
    var skippedMeaning: String
    var variedLabel: String
    var varied: [Varied]
    var nothingVaried: String
    var baselineLabel: String
    var baseline: String?
    var seedsLabel: String
    var seeds: String
    var fixedLabel: String
    var given: [Value]
    var hasDefaults: Bool
    var defaultsLabel: String
    var defaults: [Value]
    var hasNotes: Bool
    var notesLabel: String
    var notesGap: String
    var notes: String
    var hasDivergences: Bool
    var divergencesLabel: String
    var divergences: [Text]
    var writtenLabel: String
    /// As HTML.
    var source: String
  }

  /// A path as HTML that may be broken between its names, not within one.
  private static func breakable(_ path: String) -> String {
    HTMLText.escaped(path).replacing(".", with: ".<wbr>").replacing("_", with: "_<wbr>")
  }

  private func html(_ experiment: ExperimentSection) -> String {
    let seeds = report.results[experiment.id]?.plan.seeds ?? []
    return Templates.render(
      .experiment,
      ExperimentView(
        anchor: experiment.anchor, id: experiment.id, label: words.experiment, size: experiment.size,
        outcome: experiment.outcome.map { Text(text: $0) },
        skipped: experiment.skipped,
        skippedGap: words.gap(after: experiment.skipped ?? ""), skippedMeaning: words.notRunElsewhere,
        variedLabel: words.varied,
        varied: experiment.varied.map { varied in
          ExperimentView.Varied(
            path: Self.breakable(varied.path), levels: varied.levels.map { Text(text: $0) })
        },
        nothingVaried: words.nothingVaried, baselineLabel: words.baseline, baseline: experiment.baseline,
        seedsLabel: words.seeds, seeds: words.seedList(seeds), fixedLabel: words.heldFixed,
        given: experiment.given.map { .init(path: Self.breakable($0.path), value: $0.value ?? "") },
        hasDefaults: !experiment.defaults.isEmpty, defaultsLabel: words.defaults(experiment.defaults.count),
        defaults: experiment.defaults.map { .init(path: Self.breakable($0.path), value: $0.value ?? "") },
        hasNotes: !experiment.notes.isEmpty, notesLabel: words.head(experiment.notesLabel),
        notesGap: words.gap(after: words.head(experiment.notesLabel)),
        notes: words.sentence(words.semicolons(experiment.notes)),
        hasDivergences: !experiment.divergences.isEmpty, divergencesLabel: words.head(words.firstNonFinite),
        divergences: experiment.divergences.map { Text(text: $0) }, writtenLabel: words.asWritten,
        source: YAMLHighlighter.html(experiment.source)))
  }

  private struct ComparisonView {
    var anchor: String
    var sentences: [Text]
    var isFolded: Bool
    var foldLabel: String
    var content: String
  }

  private func html(_ comparison: ComparisonSection) -> String {
    Templates.render(
      .comparison,
      ComparisonView(
        anchor: comparison.anchor,
        sentences: comparison.sentences.map { Text(text: ValueText.typographic($0)) },
        isFolded: comparison.isFolded && !comparison.sections.isEmpty, foldLabel: words.comparisonInFull,
        content: comparison.sections.map(html).joined()))
  }

  private struct FigureView {
    var anchor: String
    var label: String
    var labelGap: String
    var caption: String
    var captionGap: String
    var meaning: String
    var hasPicture: Bool
    var picture: String
    var hasData: Bool
    var dataLabel: String
    var data: String
    var textLabel: String
    /// As HTML.
    var text: String
  }

  private func html(_ figure: ReportFigure) -> String {
    let drawing = figure.drawing
    let dataLabel = words.dataBehind(figure.number)
    let label = words.captionHead(words.figure(figure.number))
    return Templates.render(
      .figure,
      FigureView(
        anchor: figure.anchor, label: label, labelGap: words.gap(after: label), caption: figure.heading,
        captionGap: words.gap(after: figure.heading), meaning: drawing.meaning,
        hasPicture: figure.picture != nil, picture: figure.picture?.svg(.inline) ?? "",
        hasData: drawing.data != nil,
        dataLabel: dataLabel,
        data: drawing.data.map { HTMLTable(words: words).html($0, label: dataLabel) } ?? "",
        textLabel: words.textVersion(figure.number), text: TextPlotHTML.escaped(figure.picture?.text ?? "")))
  }
}
