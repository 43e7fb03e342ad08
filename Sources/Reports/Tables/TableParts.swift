/// Tables of more columns than are read at a glance are split: parts beneath each other, each with the rows' names.
enum TableParts {
  /// Of a part, the rows' names among them.
  static let mostColumns = 8

  /// Counts as even as they can be that sum up to `count`, none above `most`: 9 of at most 7 are 5 and 4.
  static func sizes(of count: Int, most: Int) -> [Int] {
    guard count > 0 else { return [] }
    let parts = (count + max(most, 1) - 1) / max(most, 1)
    return (0..<parts).map { count / parts + ($0 < count % parts ? 1 : 0) }
  }
}

extension ResultTable {
  /// The first metric with the comparison by it, which stay together; then the others. The table itself where it is not
  /// wider than `TableParts.mostColumns`.
  package var parts: [ResultTable] {
    let names = max(heads.count, 1)
    // Difference, interval, seeds won, p, verdict; and how many seeds there are.
    let rest = (baseline == nil ? 0 : 5) + 1
    guard columns.count > 1, names + columns.count + rest > TableParts.mostColumns else { return [self] }
    let compared = baseline == nil ? 0 : 1
    var parts = compared == 1 ? [part(0..<1)] : []
    var start = compared
    let room = max(TableParts.mostColumns - names - 1, 1)
    for size in TableParts.sizes(of: columns.count - compared, most: room) {
      parts.append(part(start..<(start + size)))
      start += size
    }
    return parts
  }

  /// Some of its metrics; without the first, rows are not compared and none is marked as best.
  func part(_ range: Range<Int>) -> ResultTable {
    let isFirst = range.lowerBound == 0
    let rows = rows.map { row in
      Row(
        group: row.group, order: row.order, isBaseline: row.isBaseline, isBest: isFirst && row.isBest,
        cells: Array(row.cells[range]), comparison: isFirst ? row.comparison : nil)
    }
    return ResultTable(
      experiment: experiment, heads: heads, columns: Array(columns[range]), rows: rows, seeds: seeds,
      baseline: isFirst ? baseline : nil, differencePrecision: differencePrecision, pooled: pooled,
      alpha: alpha, comparisons: isFirst ? comparisons : 0)
  }
}

extension CrossTable {
  /// Some levels of the factor across in each.
  var parts: [CrossTable] {
    guard columnLabels.count + 1 > TableParts.mostColumns else { return [self] }
    var start = 0
    return TableParts.sizes(of: columnLabels.count, most: TableParts.mostColumns - 1).map { size in
      let range = start..<(start + size)
      start += size
      return part(range)
    }
  }
}

extension FigureData {
  /// Some columns in each, the first in all.
  var parts: [FigureData] {
    guard heads.count > TableParts.mostColumns else { return [self] }
    var start = 1
    return TableParts.sizes(of: heads.count - 1, most: TableParts.mostColumns - 1).map { size in
      let range = start..<(start + size)
      start += size
      return FigureData(
        heads: [heads[0]] + heads[range], rows: rows.map { [$0[0]] + $0[range] })
    }
  }
}
