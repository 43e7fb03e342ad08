import Diagnostics
import Experiments
import Notebooks

/// Looks up every name that a document's inline results, claims, tables and plots use, before anything is run.
///
/// - Returns: an error for each that is wrong, with its place in the file.
package func checkExpressions(document: Document, plan: FilePlan) -> [Diagnostic] {
  let names = PlannedNames(plan, document: document)
  let file = document.source.name
  var diagnostics: [Diagnostic] = []
  for result in document.results {
    do {
      let parsed = try Experiments.InlineResult(parsing: result.expression, experiments: names.experiments)
      _ = try parsed.checked(names: names)
    } catch {
      diagnostics.append(error.diagnostic(expressionAt: result.range.start, file: file))
    }
  }
  for block in document.parameterBlocks where block.kind == .claims {
    for claim in WrittenClaim.claims(of: block) {
      do throws(ExpressionError) {
        let checked = try claim.checked(names: names)
        switch checked.type {
        case .verdict, .truth: break
        case .number, .sample, .seedwiseTruth:
          throw ExpressionError(
            "a claim is something that can be true or false, and this is \(checked.type.description)",
            at: checked.expression.root.range, hint: "compare it: \(checked.expression.text) > 0.95")
        }
      } catch {
        diagnostics.append(claim.diagnostic(error, file: file))
      }
    }
  }
  diagnostics += checkMetrics(document: document, plan: plan, names: names)
  diagnostics += checkReferences(document: document, plan: plan)
  return diagnostics
}

/// Metrics that tables and plots ask for.
private func checkMetrics(document: Document, plan: FilePlan, names: PlannedNames) -> [Diagnostic] {
  var diagnostics: [Diagnostic] = []
  func check(_ metric: String, from experiment: String, block range: SourceRange) {
    let known = names.metrics(of: experiment)
    guard !known.isEmpty, !known.contains(metric) else { return }
    let block = document.parameterBlocks.first { $0.range == range }
    diagnostics.append(
      Diagnostic(
        .error, "unknown metric '\(metric)'", file: document.source.name,
        range: block.flatMap { place(of: metric, in: $0.root) } ?? range,
        hints: [Suggestion.hintOrList(for: metric, in: known)]))
  }
  for table in plan.tables {
    switch table.columns {
    case .metrics(let metrics):
      for metric in metrics { check(metric, from: table.from, block: table.range) }
    case .factor(_, let cell): check(cell, from: table.from, block: table.range)
    }
    if let sort = table.sort { check(sort.metric, from: table.from, block: table.range) }
  }
  for plot in plan.plots {
    for metric in plot.y { check(metric, from: plot.from, block: plot.range) }
  }
  return diagnostics
}

/// The first scalar of a block with this text, behind a sign for descending order too.
private func place(of text: String, in node: YAMLNode) -> SourceRange? {
  switch node.value {
  case .sequence(let nodes): nodes.lazy.compactMap { place(of: text, in: $0) }.first
  case .mapping(let entries): entries.lazy.compactMap { place(of: text, in: $0.value) }.first
  default: node.scalarText == text || node.scalarText == "-" + text ? node.range : nil
  }
}

/// `@fig-…` and `@tbl-…` lead to a figure or table of the file, or to those that an experiment gets by itself.
private func checkReferences(document: Document, plan: FilePlan) -> [Diagnostic] {
  let known = ReportIDs.known(in: plan)
  return document.references.filter { !known.contains($0.id) }.map { reference in
    Diagnostic(
      .error, "no figure or table '\(reference.id)'", file: document.source.name, range: reference.range,
      hints: known.isEmpty ? [] : [Suggestion.hintOrList(for: reference.id, in: known)])
  }
}
