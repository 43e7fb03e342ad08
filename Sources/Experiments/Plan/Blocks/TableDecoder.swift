import Diagnostics
import Learning
import Notebooks

/// `.table` blocks.
extension ViewDecoder {
  static let tableKeys = ["from", "rows", "columns", "cell", "sort", "caption"]

  mutating func table() -> TablePlan? {
    guard entries(known: Self.tableKeys) != nil, let subject = subject() else { return nil }
    let factors = subject.plan?.factors.map(\.path) ?? []
    var rows = factors
    if let node = node("rows") {
      rows = each(node) { $0.factor($1, of: subject, key: "rows") } ?? []
    }
    guard let columns = columns(subject) else { return nil }
    if case .factor(let path, _) = columns {
      if self.node("rows") == nil {
        rows.removeAll { $0 == path }
      } else if rows.contains(path), let node = node("columns") {
        decoder.collector.error("'\(path)' is in the rows already", at: node.range)
      }
    }
    var sort: (metric: String, descending: Bool)?
    if let node = node("sort") { sort = self.sort(node, subject) }
    return TablePlan(
      id: block.id, range: block.range, from: subject.id, rows: rows, columns: columns, sort: sort,
      caption: text("caption"))
  }

  private mutating func columns(_ subject: Subject) -> TablePlan.Columns? {
    guard let node = node("columns") else {
      if let cell = block.root["cell"] {
        decoder.collector.error("'cell' goes with a factor in 'columns'", at: cell.keyRange)
      }
      return .metrics(Self.finalMetrics(subject.metrics))
    }
    let nodes = node.sequence ?? [node]
    let paths = (subject.plan?.factors.map(\.path) ?? []) + subject.writtenPaths.keys
    if let first = nodes.first?.string, nodes.count == 1,
      paths.contains(first) || (block.root["cell"] != nil && !subject.hasMetric(first))
    {
      guard let path = factor(nodes[0], of: subject, key: "columns") else { return nil }
      guard let cell = self.node("cell") else {
        decoder.collector.error(
          "a table with the factor '\(first)' in its columns needs 'cell'", at: nodes[0].range,
          hints: ["write cell: \(Self.finalMetrics(subject.metrics).first ?? "a metric")"])
        return nil
      }
      return self.cell(cell, of: subject, key: "cell").map { .factor(path, cell: $0) }
    }
    if let cell = block.root["cell"] {
      decoder.collector.error("'cell' goes with a single factor in 'columns'", at: cell.keyRange)
      return nil
    }
    guard !nodes.isEmpty else {
      decoder.collector.error(
        "'columns' is empty", at: node.range, hints: ["leave it out for the usual ones"])
      return nil
    }
    return each(node) { $0.cell($1, of: subject, key: "columns") }.map { .metrics($0) }
  }

  private mutating func sort(_ node: PlanNode, _ subject: Subject) -> (metric: String, descending: Bool)? {
    guard let text = node.string, text.hasPrefix("-"), let scalar = node.scalar else {
      return cell(node, of: subject, key: "sort").map { ($0, false) }
    }
    let name = String(text.dropFirst()).drop { $0 == " " }
    let place = scalar.range(ofCharacters: (text.count - name.count)..<text.count)
    return cell(.text(String(name), range: place), of: subject, key: "sort").map { ($0, true) }
  }

  /// What a table shows unless it is told: metrics of the test part, the loss last; of what is generated for
  /// a GAN.
  static func finalMetrics(_ metrics: [String]) -> [String] {
    for part in ["test", "samples", "validation", "train", "generator"] {
      let found = metrics.filter { $0.hasPrefix(part + ".") }
      if !found.isEmpty {
        return found.filter { !$0.hasSuffix(".loss") } + found.filter { $0.hasSuffix(".loss") }
      }
    }
    return []
  }
}
