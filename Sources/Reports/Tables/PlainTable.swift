import Diagnostics

/// A table as aligned text: with pipes for Markdown, or with spaces for terminals; or as plain HTML. Cells come escaped.
struct PlainTable {
  var heads: [String]
  /// Of each column: numbers go to the right.
  var isNumeric: [Bool]
  var rows: [[String]]

  init(heads: [String], isNumeric: [Bool], rows: [[String]]) {
    precondition(heads.count == isNumeric.count, "\(heads.count) heads, \(isNumeric.count) alignments")
    self.heads = heads
    self.isNumeric = isNumeric
    // Every row as long as the head.
    self.rows = rows.map { row in
      Array(row.prefix(heads.count)) + Array(repeating: "", count: max(0, heads.count - row.count))
    }
  }

  private func widths(_ least: Int) -> [Int] {
    heads.indices.map { column in
      max(least, heads[column].displayWidth, rows.map { $0[column].displayWidth }.max() ?? 0)
    }
  }

  private func padded(_ text: String, _ width: Int, _ isRight: Bool) -> String {
    let space = String(repeating: " ", count: max(0, width - text.displayWidth))
    return isRight ? space + text : text + space
  }

  /// GitHub's pipes, padded so that the raw text reads as a table.
  var pipes: String {
    let widths = widths(3)
    func line(_ cells: [String]) -> String {
      "| " + cells.indices.map { padded(cells[$0], widths[$0], isNumeric[$0]) }.joined(separator: " | ")
        + " |\n"
    }
    let rule = widths.indices.map { column in
      let dashes = String(repeating: "-", count: widths[column] + 1)
      return isNumeric[column] ? dashes + ":" : ":" + dashes
    }
    return line(heads) + "|" + rule.joined(separator: "|") + "|\n" + rows.map(line).joined()
  }

  /// Columns with two spaces between, a rule under the head, no trailing spaces.
  var columns: String {
    let widths = widths(1)
    func line(_ cells: [String]) -> String {
      var text = cells.indices.map { padded(cells[$0], widths[$0], isNumeric[$0]) }.joined(separator: "  ")
      while text.last == " " { text.removeLast() }
      return text + "\n"
    }
    let rule = widths.map { String(repeating: "-", count: $0) }.joined(separator: "  ") + "\n"
    return line(heads) + rule + rows.map(line).joined()
  }

  /// Without classes, for pages that have their own look.
  var html: String {
    func line(_ cells: [String], _ tag: String) -> String {
      let content = cells.indices.map { column in
        "<\(tag) style=\"text-align: \(isNumeric[column] ? "right" : "left")\">\(cells[column])</\(tag)>"
      }
      return "<tr>\(content.joined())</tr>\n"
    }
    return "<table>\n<thead>\n\(line(heads, "th"))</thead>\n<tbody>\n\(rows.map { line($0, "td") }.joined())"
      + "</tbody>\n</table>\n"
  }

  /// The width of `columns`.
  var width: Int { widths(1).reduce(0, +) + 2 * max(0, heads.count - 1) }
}
