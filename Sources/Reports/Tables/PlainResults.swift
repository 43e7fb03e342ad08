import Diagnostics
import Statistics

/// Tables of results as rows of plain text, for Markdown and terminals.
struct PlainResults {
  let words: Words
  /// Makes text inert in the form that is written.
  let escape: (String) -> String
  /// Marks the best.
  let emphasize: (String) -> String
  /// Whether all labels and the value of a best row are marked, or its first label alone.
  var marksValues = true

  /// - Parameter isShort: only the values and the verdict, for narrow places.
  func table(_ table: ResultTable, isShort: Bool = false) -> PlainTable {
    let compares = table.baseline != nil
    let labels = table.heads.isEmpty ? [words.variant] : table.heads
    var heads = labels.map(escape)
    var numeric = labels.map { _ in false }
    func add(_ head: String, _ isNumeric: Bool = true) {
      heads.append(escape(head))
      numeric.append(isNumeric)
    }
    for (index, column) in table.columns.enumerated() {
      add(TableText.title(column.metric))
      guard index == 0, compares else { continue }
      add(isShort ? words.differenceSign : words.differenceFrom(table.baseline ?? ""))
      if !isShort, table.seeds > 1 {
        add(table.isExploratory ? words.range : words.interval)
        add(words.wonSeeds(table.columns.first?.metric))
      }
      if !table.isExploratory { add(words.adjustedP) }
    }
    if !isShort || table.hasFailures { add(words.count) }
    if compares { add(words.verdict, false) }
    return PlainTable(
      heads: heads, isNumeric: numeric,
      rows: table.rows.map { row(of: $0, table, labelCount: labels.count, isShort: isShort) })
  }

  private func row(of row: ResultTable.Row, _ table: ResultTable, labelCount: Int, isShort: Bool) -> [String]
  {
    let mark = row.isBest ? emphasize : { $0 }
    var cells = (0..<labelCount).map { index in
      let text = row.group.labels.indices.contains(index) ? escape(row.group.labels[index]) : ""
      return index == 0 || marksValues ? mark(text) : text
    }
    for (index, column) in table.columns.enumerated() {
      let value = row.cells[index]
      let text =
        value.interval.map { interval in
          let text = ValueText.plain(interval, column.precision)
          // Of the first metric the column n tells.
          return index == 0 || value.isComplete
            ? text : text + words.bracketed(words.seedCount(value.present.count, of: table.seeds))
        }
        ?? (isShort && value.hasFailures
          ? words.failedWord : TableText.absence(value, words, runs: table.runs(in: row)))
      cells.append(index == 0 && marksValues ? mark(escape(text)) : escape(text))
      if index == 0, table.baseline != nil { cells += comparison(row, table, isShort: isShort) }
    }
    if !isShort || table.hasFailures { cells.append(escape(TableText.count(row, table, words))) }
    if table.baseline != nil {
      let text =
        row.isBaseline
        ? words.isBaseline : row.comparison.map { TableText.verdict($0, words) } ?? words.notTested
      cells.append(escape(text))
    }
    return cells
  }

  private func comparison(_ row: ResultTable.Row, _ table: ResultTable, isShort: Bool) -> [String] {
    let isFull = !isShort && table.seeds > 1
    let count = (isFull ? 3 : 1) + (table.isExploratory ? 0 : 1)
    guard let comparison = row.comparison else { return Array(repeating: "–", count: count) }
    // Of these characters none can act, but a minus sign would at the head of a line.
    var cells = [ValueText.signed(comparison.paired.difference, table.differencePrecision)]
    if isFull {
      cells.append(TableText.bounds(comparison, table, words))
      cells.append(words.won(comparison.won, of: comparison.paired.count))
    }
    if !table.isExploratory { cells.append(comparison.p.map { escape(Precision.p($0)) } ?? "–") }
    return cells
  }

  func table(_ table: ConfusionTable) -> PlainTable {
    PlainTable(
      heads: table.heads(words).map(escape), isNumeric: table.isNumeric,
      rows: table.cells.map { $0.map(escape) })
  }

  func table(_ table: CrossTable) -> PlainTable {
    PlainTable(
      heads: [escape("\(table.rowHead) \\ \(table.columnHead)")] + table.columnLabels.map(escape),
      isNumeric: [false] + table.columnLabels.map { _ in true },
      rows: zip(table.rowLabels, table.cells).map { label, cells in
        [escape(label)]
          + cells.map { cell in
            let text = escape(TableText.text(cell, table.precision, words))
            return cell.isBest ? emphasize(text) : text
          }
      })
  }
}
