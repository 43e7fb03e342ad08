/// A table in GitHub's Markdown, its columns as wide as they need to be.
struct MarkdownTable {
  enum Alignment { case left, right }

  private let columns: [(title: String, alignment: Alignment)]
  private var rows: [[String]] = []

  init(_ columns: [(title: String, alignment: Alignment)]) { self.columns = columns }

  mutating func add(_ cells: [String]) {
    precondition(cells.count == columns.count, "\(cells.count) cells for \(columns.count) columns")
    rows.append(cells.map { $0.replacing("|", with: "\\|") })
  }

  /// Empty without rows.
  var text: String {
    if rows.isEmpty { return "" }
    let titles = columns.map(\.title)
    let widths = columns.indices.map { column in
      max(3, ([titles] + rows).map { $0[column].count }.max() ?? 0)
    }
    func line(_ cells: [String]) -> String {
      let padded = cells.indices.map { column in
        let padding = String(repeating: " ", count: widths[column] - cells[column].count)
        return columns[column].alignment == .left ? cells[column] + padding : padding + cells[column]
      }
      return "| \(padded.joined(separator: " | ")) |\n"
    }
    let rule = columns.indices.map { column in
      let dashes = String(repeating: "-", count: widths[column] - 1)
      return columns[column].alignment == .left ? dashes + "-" : dashes + ":"
    }
    return line(titles) + line(rule) + rows.map(line).joined()
  }
}
