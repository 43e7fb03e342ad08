import Experiments
import Notebooks

/// Names of recorded curves that a document's expressions, tables and plots speak of.
enum RecordedNames {
  static func spokenOf(in document: Document, plan: FilePlan) -> [String] {
    let experiments = plan.experiments.map(\.id)
    var names: [String] = []
    func add(_ name: String) {
      // An experiment's name may stand before it.
      let rest = experiments.first { name.hasPrefix($0 + ".") }.map { String(name.dropFirst($0.count + 1)) }
      let metric = rest ?? name
      if PlannedMetrics.isRecorded(metric), !names.contains(metric) { names.append(metric) }
    }
    for result in document.results {
      guard let parsed = try? Experiments.InlineResult(parsing: result.expression, experiments: experiments)
      else { continue }
      references(in: parsed.expression.root).forEach(add)
    }
    for block in document.parameterBlocks where block.kind == .claims {
      for claim in WrittenClaim.claims(of: block) {
        guard let parsed = try? Expression(parsing: claim.expression.scalarText, experiments: experiments)
        else { continue }
        references(in: parsed.root).forEach(add)
      }
    }
    for table in plan.tables {
      if case .metrics(let metrics) = table.columns { metrics.forEach(add) }
    }
    plan.plots.flatMap(\.y).forEach(add)
    return names
  }

  private static func references(in node: ExpressionNode) -> [String] {
    if case .metric(let reference) = node.kind { return [reference.name] }
    return node.children.flatMap(references)
  }
}
