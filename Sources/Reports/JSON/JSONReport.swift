import Diagnostics
import Experiments
import Learning
import Statistics

/// The report's numbers for programs: configuration, every run, tables and claims.
package struct JSONReport {
  private let report: Report
  private let summary: ReportSummary
  /// What programs and `ablate diff` may look for reads the same in every language of reports.
  private let english = Words(.en)

  package init(_ report: Report) {
    self.init(report, summary: report.summary)
  }

  /// - Parameter summary: the report's, for a caller that has it.
  package init(_ report: Report, summary: ReportSummary) {
    self.report = report
    self.summary = summary
  }

  package var file: OutputFile { OutputFile(path: report.name + ".json", bytes: value.bytes) }

  /// Raised whenever a reader of the format would have to change.
  static let formatVersion = 1

  var value: JSONValue {
    let metadata = report.document.metadata
    return .object([
      ("format", .integer(Self.formatVersion)),
      ("title", .string(report.title)),
      ("description", report.description.map { .string($0) } ?? .null),
      ("source", .string(report.source)),
      ("authors", .strings(metadata.authors)),
      ("tags", .strings(metadata.tags)),
      ("date", metadata.date.map { .string($0) } ?? .null),
      ("alpha", .double(metadata.alpha)),
      ("summary", summary.value),
      ("experiments", .array(report.results.experiments.map(experiment))),
      ("tables", .array(report.tables.map(table))),
      ("figures", .array(report.figures.map(figure))),
      ("comparisons", .array(report.allSections.compactMap(comparison))),
      ("claims", .array(report.claims.map(\.json))),
    ])
  }

  // MARK: Experiments

  private func experiment(_ results: ExperimentResults) -> JSONValue {
    let plan = results.plan
    // What was recorded for debugging is kept out: a record of every weight is no result.
    let shown = Set(results.metrics.filter { Metrics.row(ofCurve: $0) != nil })
    return .object([
      ("id", .string(plan.id)),
      ("skipped", results.skipped.map { .string(english.missing($0)) } ?? .null),
      ("seeds", .integers(plan.seeds)),
      ("baseline", .string(plan.variants[plan.baseline].label)),
      (
        "factors",
        .array(
          plan.factors.map { factor in
            .object([("path", .string(factor.path)), ("levels", .strings(factor.levels.map(\.label)))])
          })
      ),
      ("variants", .array(plan.variants.map { variant($0, results, curves: shown) })),
    ])
  }

  private func variant(
    _ variant: Variant, _ results: ExperimentResults, curves shown: Set<String>
  ) -> JSONValue {
    let plan = results.plan
    let levels = zip(plan.factors, variant.levels).map { factor, level -> (key: String, value: JSONValue) in
      (factor.path, level.map { .string(factor.levels[$0].label) } ?? .null)
    }
    let runs =
      results.skipped == nil ? plan.seeds.indices.map { run(variant, $0, results, curves: shown) } : []
    return .object([
      ("label", .string(variant.label)),
      ("levels", .object(levels)),
      ("configuration", JSONValue(parsing: variant.configuration.canonicalJSON) ?? .null),
      ("runs", .array(runs)),
    ])
  }

  private func run(
    _ variant: Variant, _ index: Int, _ results: ExperimentResults, curves shown: Set<String>
  ) -> JSONValue {
    var members: [(key: String, value: JSONValue)] = [("seed", .integer(results.plan.seeds[index]))]
    guard let run = results.run(variant: variant.number, seed: index) else {
      return .object(members + [("status", .string("not carried out"))])
    }
    switch run.status {
    case .completed: members.append(("status", .string("completed")))
    case .diverged(let epoch, let step):
      members.append(("status", .string("diverged")))
      members.append(("epoch", .integer(epoch)))
      members.append(("step", .integer(step)))
      if let divergence = run.divergence {
        members.append(("cause", .string(Words().divergence(divergence))))
      }
    }
    members.append(("steps", .integer(run.steps)))
    if let end = run.end {
      members.append(("epochs", .integer(end.epochs)))
      members.append(("stopped_early", .boolean(end.stoppedEarly)))
      members.append(("weights_of_epoch", .integer(end.kept)))
    }
    members.append(("parameters", .integer(run.parameterCount)))
    let curves = run.curves.filter { shown.contains($0.name) }
    members.append(("metrics", .object(curves.map { ($0.name, .double(run.finalValue(of: $0.name))) })))
    members.append(
      (
        "curves",
        .object(
          curves.map { name, curve in
            (
              name,
              .object([
                ("epochs", .integers(curve.epochs)),
                ("values", .doubles(curve.values)),
              ])
            )
          })
      ))
    if !run.notes.isEmpty { members.append(("notes", .strings(run.notes.map(english.note)))) }
    return .object(members)
  }

  private func comparison(_ section: Report.Section) -> JSONValue? {
    guard case .comparison(let comparison) = section else { return nil }
    return .object([
      ("experiment", .string(comparison.experiment)), ("findings", .strings(comparison.sentences)),
    ])
  }

  // MARK: Tables

  private func table(_ table: ReportTable) -> JSONValue {
    var members: [(key: String, value: JSONValue)] = [
      ("number", .integer(table.number)), ("id", .string(table.anchor)),
      ("experiment", .string(table.experiment)),
      ("caption", .string(table.caption)),
    ]
    switch table.body {
    case .missing(let reason): members.append(("missing", .string(reason)))
    case .results(let results):
      members.append(("metrics", .strings(results.columns.map(\.metric.text))))
      members.append(("baseline", results.baseline.map { .string($0) } ?? .null))
      members.append(("rows", .array(results.rows.map { row($0, results) })))
    case .confusion(let confusion):
      members.append(("part", .string(confusion.part)))
      members.append(("classes", .strings(confusion.classes)))
      members.append(
        (
          "rows",
          .array(
            confusion.rows.map { row in
              .object([
                ("variant", .string(row.variant)), ("class", .string(row.label)),
                ("counts", .doubles(row.counts)),
              ])
            })
        ))
      members.append(
        (
          "pairs",
          .array(
            confusion.pairs.map { pair in
              .object([
                ("variant", .string(pair.variant)), ("class", .string(pair.truth)),
                ("predicted", .string(pair.predicted)), ("count", .double(pair.count)),
              ])
            })
        ))
    case .cross(let cross):
      members.append(("metric", .string(cross.metric.text)))
      members.append(("columns", .strings(cross.columnLabels)))
      members.append(
        (
          "rows",
          .array(
            zip(cross.rowLabels, cross.cells).map { label, cells in
              .object([
                ("label", .string(label)),
                (
                  "cells",
                  .array(cells.map { $0.values.map { self.cell($0) } ?? .null })
                ),
              ])
            })
        ))
    }
    return .object(members)
  }

  private func row(_ row: ResultTable.Row, _ table: ResultTable) -> JSONValue {
    var members: [(key: String, value: JSONValue)] = [
      ("label", .string(row.label)), ("best", .boolean(row.isBest)),
      ("values", .object(zip(table.columns, row.cells).map { ($0.metric.text, cell($1)) })),
    ]
    if let comparison = row.comparison {
      let interval = comparison.paired.interval
      members.append(
        (
          "difference",
          .object([
            ("mean", .double(comparison.paired.difference)), ("low", .double(interval.low)),
            ("high", .double(interval.high)), ("count", .integer(comparison.paired.count)),
            ("won", .double(comparison.won)), ("p", .double(comparison.p)),
            ("verdict", .string(Self.word(comparison.verdict))), ("a12", .double(comparison.a12)),
            ("cliffs_delta", .double(comparison.cliffsDelta)),
            ("paired_r", .double(comparison.correlation)),
          ])
        ))
    }
    return .object(members)
  }

  private func cell(_ values: SeedValues) -> JSONValue {
    .object([
      ("mean", .double(values.interval?.mean)), ("low", .double(values.interval?.low)),
      ("high", .double(values.interval?.high)),
      (
        "interquartile_mean",
        .double(values.present.isEmpty ? nil : Descriptive.interquartileMean(values.present))
      ),
      ("count", .integer(values.present.count)),
      ("failed", .integer(values.divergedEpochs.count + values.missingRuns)),
    ])
  }

  private static func word(_ verdict: RowComparison.Verdict) -> String {
    switch verdict {
    case .higher: "higher"
    case .lower: "lower"
    case .noDifference: "no detectable difference"
    case .exploratory: "exploratory"
    case .notTested: "not tested"
    case .none: "none"
    }
  }

  private func figure(_ figure: ReportFigure) -> JSONValue {
    .object([
      ("number", .integer(figure.number)), ("id", .string(figure.anchor)),
      ("title", .string(figure.drawing.title)), ("caption", .string(figure.caption)),
      ("description", figure.drawing.graphic.map { .string($0.description) } ?? .null),
    ])
  }
}
