import Diagnostics
import Notebooks

extension FilePlan {
  /// Decodes and checks all of a file: nothing is run, and nothing but the document is read. Everything wrong
  /// is added to `collector`, with its place and what would be right.
  ///
  /// - Parameters:
  ///   - stem: the file's name without its ending: the id of an experiment that has none
  ///   - plotTypes: what plots there are; the first is that of a block that names none
  /// - Returns: nil where there is an error, also one found before
  package static func decode(
    _ document: Document, stem: String, plotTypes: [any PlotType.Type], collector: inout DiagnosticCollector
  ) -> FilePlan? {
    // A block that could not be read may hold what others speak of.
    let isIncomplete = collector.hasErrors
    let blocks = document.parameterBlocks
    let drafts = ExtendsResolver.drafts(
      blocks.filter { $0.kind == .experiment }, stem: stem, isIncomplete: isIncomplete, collector: &collector)

    var subjects: [ViewDecoder.Subject] = []
    for draft in drafts {
      var decoder = ExperimentDecoder(draft, file: collector.file)
      let plan = decoder.decode(defaultSeeds: document.metadata.seeds)
      for diagnostic in decoder.decoder.collector.diagnostics { collector.add(diagnostic) }
      subjects.append(
        ViewDecoder.Subject(
          id: draft.id, plan: plan, metrics: plan?.metricNames ?? [], writtenPaths: plan?.writtenPaths ?? [:])
      )
    }
    let plans = subjects.compactMap(\.plan)

    var tables: [TablePlan] = []
    var plots: [PlotPlan] = []
    for block in blocks where block.kind == .table || block.kind == .plot {
      var view = ViewDecoder(
        block: block, subjects: subjects, isIncomplete: isIncomplete,
        decoder: PlanDecoder(file: collector.file))
      if block.kind == .table {
        if let table = view.table() { tables.append(table) }
      } else if let plot = view.plot(of: plotTypes) {
        plots.append(plot)
      }
      for diagnostic in view.decoder.collector.diagnostics { collector.add(diagnostic) }
    }

    let isKnown = !isIncomplete && plans.count == drafts.count
    var expressions = ExpressionsDecoder(
      experiments: drafts.map(\.id), names: isKnown ? PlanNames(plans) : nil,
      collector: DiagnosticCollector(file: collector.file))
    let claims = blocks.filter { $0.kind == .claims }.flatMap { expressions.claims($0) }
    for (index, claim) in claims.enumerated()
    where claims[..<index].contains(where: { $0.sentence == claim.sentence }) {
      expressions.collector.error(
        "this sentence is claimed twice", at: claim.sentenceRange,
        hints: ["the first stands in another block"])
    }
    for result in document.results { expressions.check(result) }
    for diagnostic in expressions.collector.diagnostics { collector.add(diagnostic) }
    if !isIncomplete { checkReferences(document, blocks, collector: &collector) }

    guard !collector.hasErrors else { return nil }
    return FilePlan(experiments: plans, tables: tables, plots: plots, claims: claims)
  }

  /// `@fig-id` and `@tbl-id` of the prose.
  private static func checkReferences(
    _ document: Document, _ blocks: [ParameterBlock], collector: inout DiagnosticCollector
  ) {
    let ids = blocks.filter { $0.kind == .table || $0.kind == .plot }.compactMap(\.id)
    for (id, range) in document.references where !ids.contains(id) {
      collector.error(
        "unknown figure or table '\(id)'", at: range,
        hint: ids.isEmpty
          ? "no table or plot of this file has an id" : Suggestion.hintOrList(for: id, in: ids))
    }
  }
}

extension ExperimentPlan {
  /// Other names of its factors, as they stand in the file, with the canonical ones.
  var writtenPaths: [String: String] {
    let factors = Set(factors.map(\.path))
    var paths: [String: String] = [:]
    for variant in variants {
      var current = ""
      for name in variant.names {
        if factors.contains(name.factor) {
          current = name.factor
        } else if !current.isEmpty {
          paths[name.factor] = current
        }
      }
    }
    return factors.contains(ExperimentDecoder.variantFactor) ? [:] : paths
  }
}
