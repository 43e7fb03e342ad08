import Diagnostics
import Experiments
import Learning
import Notebooks
import Plots

extension Report {
  /// Computes a report from a document and its results, and from nothing else.
  ///
  /// - Parameters:
  ///   - name: where it lies among all reports: `a/b`.
  ///   - source: the experiment file's path as people write it, relative: `experiments/a/b.md`.
  ///   - command: that makes it again; `ablate run` of the source if left out.
  ///   - probe: for figures that ask more than the stored results; without it these say that they could not be drawn.
  package init(
    name: String, source: String, document: Document, results: FileResults, command: String? = nil,
    probe: (any ModelProbe)? = nil
  ) {
    var builder = ReportBuilder(document: document, results: results, probe: probe)
    let replacements = document.parameterBlocks.map { block in
      Replacement(block: block, sections: builder.sections(of: block))
    }
    let stored = StoredResults(results)
    let inline = InlineValues(
      document, source: stored, words: builder.words, diagnostics: &builder.diagnostics)
    let known = builder.targets
    for reference in document.references where known[reference.id] == nil {
      builder.diagnostics.append(
        Diagnostic(
          .warning, "no figure or table '\(reference.id)'", file: document.source.name, range: reference.range
        ))
    }

    self.name = name
    self.source = source
    self.command = command
    self.document = document
    self.results = results
    title = document.metadata.title ?? name.split(separator: "/").last.map(String.init) ?? name
    description = document.metadata.description
    words = builder.words
    facts = ReportBuilder.facts(results, words: builder.words)
    self.replacements = replacements
    targets = known
    self.inline = inline
    diagnostics = builder.diagnostics
    contents = ReportBuilder.contents(of: self)
  }
}

/// Numbers and names what stands in place of each block, in the order of the file.
struct ReportBuilder {
  let document: Document
  let results: FileResults
  let probe: (any ModelProbe)?
  let words: Words
  /// Of all claims of the file, which share one correction for many comparisons.
  private let judgements: [ClaimJudgement]
  var diagnostics: [Diagnostic] = []
  private(set) var targets: [String: Report.Target] = [:]

  private var figureCount = 0
  private var tableCount = 0
  private var claimCount = 0
  private var anchors: UniqueNames
  /// The ids that the author gave; what is automatic leaves them alone.
  private let written: Set<String>
  private var slugs = UniqueNames()

  init(document: Document, results: FileResults, probe: (any ModelProbe)?) {
    self.document = document
    self.results = results
    self.probe = probe
    words = Words(document.metadata.language)
    judgements = ClaimJudge(source: StoredResults(results), alpha: document.metadata.alpha)
      .judge(results.plan.claims.map(\.expression))
    let headings = document.blocks.compactMap { block -> String? in
      if case .heading(_, _, let anchor) = block.kind { anchor } else { nil }
    }
    anchors = UniqueNames(taken: headings + ["content", "contents", "provenance"])
    written = Set((results.plan.tables.compactMap(\.id) + results.plan.plots.compactMap(\.id)))
  }

  mutating func sections(of block: ParameterBlock) -> [Report.Section] {
    switch block.kind {
    case .experiment:
      guard let experiment = results.experiments.first(where: { $0.plan.range == block.range }) else {
        return []
      }
      return experimentSections(experiment, block)
    case .table:
      guard let plan = results.plan.tables.first(where: { $0.range == block.range }) else { return [] }
      return [.table(table(plan))]
    case .plot:
      guard let plan = results.plan.plots.first(where: { $0.range == block.range }) else { return [] }
      let figure = figure(plan, wish: plan.id)
      if figure.drawing.graphic == nil, figure.drawing.data == nil, results[plan.from]?.skipped == nil {
        warn(of: plan, block)
      }
      return [.figure(figure)]
    case .claims:
      return [.claims(claims(block))]
    }
  }

  // MARK: Experiments

  private mutating func experimentSections(_ results: ExperimentResults, _ block: ParameterBlock) -> [Report
    .Section]
  {
    let id = results.plan.id
    var sections: [Report.Section] = [
      .experiment(
        ExperimentSection(results, block: block, anchor: anchors.name("experiment-" + id), words: words))
    ]
    guard results.skipped == nil else { return sections }
    let isShown = ReportIDs.hasOwn(id, in: self.results.plan)
    var usual: [Report.Section] = []
    if !isShown {
      usual.append(.table(table(resultsPlan(results), wish: automatic(ReportIDs.automaticTable(id)))))
      let plot = PlotPlan(id: nil, range: block.range, type: CurveFigure.self, from: id)
      usual.append(.figure(figure(plot, wish: automatic(ReportIDs.automaticFigure(id)))))
    }
    // The answer in words, then what it rests on.
    if let comparison = comparison(results, after: usual, isShown: isShown) {
      sections.append(.comparison(comparison))
    } else {
      sections += usual
    }
    return sections + confusion(results)
  }

  /// The name of an automatic table or figure, unless the author has given it to another.
  private func automatic(_ name: String) -> String { written.contains(name) ? name + "-results" : name }

  // MARK: Comparison

  /// All variants against the baseline.
  private func resultsPlan(_ results: ExperimentResults) -> TablePlan {
    TablePlan(
      id: nil, range: results.plan.range, from: results.plan.id, rows: [], columns: .metrics([]), sort: nil,
      caption: nil)
  }

  /// Nil where there is nothing to compare.
  private mutating func comparison(
    _ results: ExperimentResults, after usual: [Report.Section], isShown: Bool
  ) -> ComparisonSection? {
    let plan = results.plan
    let views = ComparisonViews(results: results, file: self.results.plan)
    guard plan.variants.count > 1, let metric = views.metric else { return nil }
    let alpha = document.metadata.alpha
    let text = ComparisonText(words: words, of: plan)
    var sentences: [String] = []
    if let sentence = text.sentence(ResultTable(results, metrics: [metric], alpha: alpha)) {
      sentences.append(sentence)
    }
    var sections = usual
    if isShown, !views.hasOwnResults {
      var table = resultsPlan(results)
      table.columns = .metrics([metric])
      sections.append(.table(self.table(table, wish: automatic(ReportIDs.automaticTable(plan.id)))))
    }
    func plot(_ type: any FigureType.Type) -> PlotPlan {
      var plot = PlotPlan(id: nil, range: plan.range, type: type, from: plan.id)
      plot.y = [metric]
      return plot
    }
    if views.needsDifferences {
      sections.append(
        .figure(figure(plot(DotFigure.self), wish: automatic(ReportIDs.automaticDifferences(plan.id)))))
    }
    if let factor = views.curveFactor {
      var curve = plot(CurveFigure.self)
      curve.x = factor.path
      sections.append(.figure(figure(curve, wish: automatic(ReportIDs.automaticFactorCurve(plan.id)))))
    }
    if let (rows, columns) = views.crossFactors {
      let effects = FactorEffects(results, rows: rows, columns: columns, metric: metric, alpha: alpha)
      sentences += text.sentences(effects)
      if let ranks = DataSetRanks(results, metric: metric, alpha: alpha) {
        sentences.append(text.sentence(ranks))
      }
      if views.needsCrossTable {
        var cross = resultsPlan(results)
        cross.rows = [rows.path]
        cross.columns = .factor(columns.path, cell: metric)
        sections.append(.table(table(cross, wish: automatic(ReportIDs.automaticCrossTable(plan.id)))))
      }
      if views.needsHeatMap {
        var map = plot(HeatMapFigure.self)
        map.x = columns.path
        map.rows = rows.path
        sections.append(.figure(figure(map, wish: automatic(ReportIDs.automaticHeatMap(plan.id)))))
      }
    }
    guard !sentences.isEmpty || !sections.isEmpty else { return nil }
    return ComparisonSection(
      anchor: anchors.name("comparison-" + plan.id), experiment: plan.id, sentences: sentences,
      sections: sections,
      isFolded: isShown)
  }

  /// The confusion matrix, where the experiment asks for that metric.
  private mutating func confusion(_ results: ExperimentResults) -> [Report.Section] {
    // A plot of it has the counts behind it.
    let isPlotted = self.results.plan.plots.contains {
      $0.from == results.plan.id && $0.isOf(ConfusionFigure.self)
    }
    guard !isPlotted, let confusion = ConfusionTable(results) else { return [] }
    tableCount += 1
    let anchor = anchors.name("confusion-\(results.plan.id)")
    return [
      .table(
        ReportTable(
          number: tableCount, anchor: anchor, caption: words.confusionCaption, experiment: results.plan.id,
          body: .confusion(confusion)))
    ]
  }

  // MARK: Tables

  private mutating func table(_ plan: TablePlan, wish: String? = nil) -> ReportTable {
    tableCount += 1
    let anchor = anchors.name(plan.id ?? wish ?? "table-\(tableCount)")
    if let id = plan.id ?? wish, targets[id] == nil {
      targets[id] = Report.Target(anchor: anchor, label: words.table(tableCount))
    }
    return ReportTable(
      number: tableCount, anchor: anchor, caption: plan.caption ?? "", experiment: plan.from, body: body(plan)
    )
  }

  private func body(_ plan: TablePlan) -> ReportTable.Body {
    guard let experiment = results[plan.from] else { return .missing(words.noData) }
    if let reason = experiment.skipped { return .missing(words.notRun(reason)) }
    let alpha = document.metadata.alpha
    switch plan.columns {
    case .metrics(let metrics):
      // Of data whose task is told from their values, the file could not know which metrics there would be.
      let measured = metrics.filter {
        ColumnExpression.isExpression($0) || experiment.metrics.contains($0)
      }
      let chosen =
        metrics.isEmpty ? MetricChoice.table(experiment.metrics) : measured.isEmpty ? metrics : measured
      guard !chosen.isEmpty else { return .missing(words.noData) }
      return .results(
        ResultTable(experiment, rows: plan.rows, metrics: chosen, sort: plan.sort, alpha: alpha))
    case .factor(let factor, let cell):
      return .cross(CrossTable(experiment, rows: plan.rows, column: factor, metric: cell, alpha: alpha))
    }
  }

  // MARK: Figures

  private mutating func figure(_ plan: PlotPlan, wish: String?) -> ReportFigure {
    figureCount += 1
    let anchor = anchors.name(wish ?? "figure-\(figureCount)")
    let slug = slugs.name(ReportIDs.slug(wish ?? ReportIDs.figure(plan)))
    if let wish, targets[wish] == nil {
      targets[wish] = Report.Target(anchor: anchor, label: words.figure(figureCount))
    }
    return ReportFigure(
      number: figureCount, anchor: anchor, slug: slug, plan: plan,
      drawing: drawing(plan, id: slug, words: words),
      words: words)
  }

  /// Of a plot that the author wrote and nobody sees.
  private mutating func warn(of plan: PlotPlan, _ block: ParameterBlock) {
    // Diagnostics are English whatever the report is.
    let drawing = drawing(plan, id: "", words: Words(.en))
    diagnostics.append(
      Diagnostic(
        .warning, "a plot of type '\(plan.type.name)' shows nothing", file: document.source.name,
        range: block.root["type"]?.value.range ?? block.idRange, hints: [drawing.meaning]))
  }

  private func drawing(_ plan: PlotPlan, id: String, words: Words) -> FigureDrawing {
    let experiment = results[plan.from]
    if experiment == nil, plan.type.needsExperiment {
      return FigureDrawing(title: plan.from, figure: nil, meaning: words.noData)
    }
    if let reason = experiment?.skipped {
      return FigureDrawing(title: plan.from, figure: nil, meaning: words.notRun(reason))
    }
    return FigureTypes.drawing(
      FigureContext(
        experiment: experiment, plan: plan, id: id, words: words, alpha: document.metadata.alpha, probe: probe
      ))
  }

  // MARK: Claims

  private mutating func claims(_ block: ParameterBlock) -> ClaimSection {
    let section = anchors.name(block.id ?? "claims")
    var claims: [JudgedClaim] = []
    for (plan, judgement) in zip(results.plan.claims, judgements) where plan.blockRange == block.range {
      claimCount += 1
      let anchor = anchors.name("claim-\(claimCount)")
      claims.append(JudgedClaim(plan, judgement, anchor: anchor, words: words))
    }
    return ClaimSection(anchor: section, claims: claims)
  }

  // MARK: Head

  static func facts(_ results: FileResults, words: Words) -> [Report.Fact] {
    let experiments = results.experiments
    guard !experiments.isEmpty else { return [] }
    var facts: [Report.Fact] = []
    if experiments.count > 1 {
      facts.append(.init(name: words.experiments, value: String(experiments.count)))
    }
    facts.append(
      .init(
        name: words.variants,
        value: experiments.map { String($0.plan.variants.count) }.joined(separator: " + ")))
    let counts = experiments.map(\.plan.seeds.count)
    let seedText =
      Set(counts).count == 1 && experiments.contains { $0.plan.variants.count > 1 }
      ? words.sharedSeeds(counts[0])
      : Set(counts).count == 1 ? String(counts[0]) : counts.map(String.init).joined(separator: " / ")
    facts.append(.init(name: words.seeds, value: seedText))
    let ran = experiments.filter { $0.skipped == nil }
    let all = ran.flatMap { $0.runs.joined() }
    let completed = all.count { $0?.status == .completed }
    facts.append(.init(name: words.runs, value: words.runsCompleted(completed, of: all.count)))
    if experiments.count > ran.count {
      facts.append(.init(name: words.notRunName, value: words.experimentCount(experiments.count - ran.count)))
    }
    if experiments.count == 1, experiments[0].plan.variants.count > 1 {
      let plan = experiments[0].plan
      facts.append(.init(name: words.baseline, value: plan.variants[plan.baseline].label))
    }
    if let metric = ran.first.flatMap({ MetricChoice.table($0.metrics).first }).map(MetricName.init),
      ran.count == 1
    {
      let arrow = metric.hasDirection ? (metric.isLowerBetter ? " ↓" : " ↑") : ""
      facts.append(.init(name: words.metric, value: metric.text + arrow))
    }
    if let text = words.groupedSpan(all.compactMap { $0?.parameterCount }.filter { $0 > 0 }) {
      facts.append(.init(name: words.parameters, value: text))
    }
    if let text = words.groupedSpan(
      all.compactMap { $0?.status == .completed ? $0?.steps : nil }.filter { $0 > 0 })
    {
      facts.append(.init(name: words.steps, value: text))
    }
    return facts
  }

  /// The headings of the two highest levels that the prose uses.
  static func contents(of report: Report) -> [Report.ContentsEntry] {
    let headings = report.blocks.compactMap { block -> (level: Int, title: String, anchor: String)? in
      guard case .heading(let level, let content, let anchor) = block.kind else { return nil }
      return (level, plainText(of: content), anchor)
    }
    guard let top = headings.map(\.level).min() else { return [] }
    let shown = headings.filter { $0.level == top }
    return shown.map { Report.ContentsEntry(title: $0.title, anchor: $0.anchor) }
  }
}

extension ExperimentSection {
  /// More say nothing about the data that these do not.
  private static let mostNotes = 12

  init(_ results: ExperimentResults, block: ParameterBlock, anchor: String, words: Words) {
    let plan = results.plan
    id = plan.id
    self.anchor = anchor
    size = words.plan(variants: plan.variants.count, seeds: plan.seeds.count)
    baseline = plan.variants.count > 1 ? plan.variants[plan.baseline].label : nil
    varied = plan.factors.map { factor in Varied(path: factor.path, levels: factor.levels.map(\.label)) }
    given = plan.settings.filter { $0.value != nil && $0.isGiven }
    defaults = plan.settings.filter { $0.value != nil && !$0.isGiven }
    source = block.text
    skipped = results.skipped.map(words.notRun)
    guard results.skipped == nil else {
      outcome = []
      notes = []
      notesLabel = ""
      divergences = []
      return
    }
    let runs = Array(results.runs.joined())
    var outcome = [words.runsCompleted(runs.count { $0?.status == .completed }, of: runs.count)]
    for variant in plan.variants {
      let values = SeedValues("", of: VariantGroup(labels: [], variants: [variant.number]), in: results)
      if let text = values.failures(words, runs: plan.seeds.count) {
        outcome.append(words.labelled(variant.label, text))
      }
      let ends = results.runs[variant.number].compactMap { $0?.end }
      if let text = words.ended(ends, of: plan.seeds.count) {
        outcome.append(plan.variants.count > 1 ? words.labelled(variant.label, text) : text)
      }
    }
    self.outcome = outcome
    // Of each variant's first run: where every seed has its own counts, those of one are enough, and it is named.
    let first = plan.variants.flatMap { results.run(variant: $0.number, seed: 0)?.notes ?? [] }
    let isSame = runs.allSatisfy { run in run?.notes.allSatisfy(first.contains) ?? true }
    var notes: [String] = []
    for note in first.map(words.note) where !notes.contains(note) { notes.append(note) }
    let more = notes.count - Self.mostNotes
    self.notes = more > 1 ? notes.prefix(Self.mostNotes) + [words.andMore(more)] : notes
    notesLabel = isSame ? words.notes : words.notes(ofSeed: plan.seeds[0])
    divergences = results.divergences(words)
  }
}

extension ExperimentResults {
  /// `Diverged: relu, 3 of 8 seeds.`; nil where none did.
  func divergedNote(_ words: Words) -> String? {
    let failures = plan.variants.compactMap { variant -> String? in
      let count = plan.seeds.indices.count {
        if case .diverged = run(variant: variant.number, seed: $0)?.status { true } else { false }
      }
      return count == 0 ? nil : words.commas([variant.label, words.seedCountOf(count, plan.seeds.count)])
    }
    return failures.isEmpty ? nil : words.divergedRuns(words.semicolons(failures))
  }

  /// Where the first NaN or infinity of the runs arose that diverged; of many the first few.
  func divergences(_ words: Words) -> [String] {
    let lines = plan.variants.flatMap { variant in
      plan.seeds.indices.compactMap { index -> String? in
        guard let divergence = run(variant: variant.number, seed: index)?.divergence else { return nil }
        let name = plan.variants.count > 1 ? [variant.label] : []
        return words.labelled(
          words.commas(name + [words.seedTip(plan.seeds[index])]), words.divergence(divergence))
      }
    }
    return lines.count <= 4 ? lines : lines.prefix(3) + [words.andMore(lines.count - 3)]
  }
}
