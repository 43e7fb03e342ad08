import Diagnostics
import Plots
import Statistics

/// Tables of results as HTML: means and half-widths in cells of their own, so that decimals line up.
struct HTMLTable {
  let words: Words

  /// From here on the rest is folded away.
  private static let mostRows = 12
  private static let rowsBeforeFold = 10

  private struct View {
    var anchor: String
    var label: String
    var labelGap: String
    var caption: String
    var captionGap: String
    var meaning: String?
    var grid: String
    var hasMore: Bool
    var moreLabel: String
    var more: String
    var hasNotes: Bool
    var notes: [Note]
    /// As HTML; nil where nothing is compared.
    var effects: String?
    var effectsLabel: String
  }

  private struct Note {
    var text: String
  }

  func html(_ table: ReportTable) -> String {
    let label = words.captionHead(words.table(table.number))
    let caption = table.caption.isEmpty ? words.defaultCaption(table.experiment) : table.caption
    var view = View(
      anchor: table.anchor, label: label, labelGap: words.gap(after: label), caption: caption,
      captionGap: words.gap(after: caption), meaning: nil,
      grid: "",
      hasMore: false, moreLabel: "", more: "", hasNotes: false, notes: [], effects: nil,
      effectsLabel: words.effectSizes)
    switch table.body {
    case .missing(let reason):
      view.meaning = reason
    case .results(let results):
      let text = TableText(results, words: words)
      view.meaning = text.meaning
      view.notes = text.notes.map { Note(text: ValueText.typographic($0)) }
      let isLong = results.rows.count > Self.mostRows
      let shown = isLong ? Self.rowsBeforeFold : results.rows.count
      view.grid = grids(results.parts, label: caption) {
        grid($0, rows: Array($0.rows.prefix(shown)), label: $1)
      }
      if isLong {
        view.hasMore = true
        view.moreLabel = words.moreRows(results.rows.count - shown)
        view.more = grids(results.parts, label: view.moreLabel) {
          grid($0, rows: Array($0.rows.dropFirst(shown)), label: $1)
        }
      }
      view.effects = effects(results, number: table.number)
    case .cross(let cross):
      let text = TableText(cross, words: words)
      view.meaning = text.meaning
      view.notes = text.notes.map { Note(text: $0) }
      view.grid = grids(cross.parts, label: caption) { grid($0, label: $1) }
    case .confusion(let confusion):
      view.meaning = words.confusionMeaning(confusion)
      view.grid = grid(confusion, label: view.caption).html
    }
    view.hasNotes = !view.notes.isEmpty
    return Templates.render(.table, view)
  }

  /// The numbers behind a figure.
  func html(_ data: FigureData, label: String) -> String {
    grids(data.parts, label: label) { grid($0, label: $1) }
  }

  /// The parts of a table beneath each other. Each scrolls by itself, so each has a name of its own.
  private func grids<Part>(_ parts: [Part], label: String, _ grid: (Part, String) -> Grid) -> String {
    parts.enumerated().map { index, part in
      let place = words.bracketed(words.seedCount(index + 1, of: parts.count))
      return grid(part, parts.count > 1 ? label + place : label).html
    }.joined()
  }

  private func grid(_ data: FigureData, label: String) -> Grid {
    Grid(
      label: label, kind: "data",
      heads: [
        Grid.HeadRow(
          cells: zip(data.heads, data.isNumeric).map { Grid.Head(text: $0, style: $1 ? "n" : nil) })
      ],
      rows: data.rows.map { row in
        Grid.Row(
          cells: row.enumerated().map { index, text in
            index == 0
              ? Grid.Cell(text, scope: "row")
              : data.isNumeric[index] ? Grid.Cell(ValueText.typographic(text), "n") : Grid.Cell(text)
          })
      }
    )
  }

  /// How often a row is above the baseline, whatever the size of the difference.
  private func effects(_ table: ResultTable, number: Int) -> String? {
    let rows = table.rows.compactMap { row in
      row.comparison.map { comparison in
        [
          row.label, Format.fixed(comparison.a12, 2), Format.fixed(comparison.cliffsDelta, 2),
          comparison.correlation.map { Format.fixed($0, 2) } ?? "–",
          table.columns[0].precision.text(Descriptive.interquartileMean(row.cells[0].present)),
        ]
      }
    }
    guard !rows.isEmpty else { return nil }
    let data = FigureData(
      heads: [
        words.variant, words.probabilityOfSuperiority, words.cliffsDelta, words.pairedR,
        words.interquartileMean,
      ], rows: rows)
    return html(data, label: words.labelled(words.table(number), words.effectSizes))
  }

  // MARK: Results

  private func grid(_ table: ResultTable, rows: [ResultTable.Row], label: String) -> Grid {
    let range = stripRange(table)
    let hasStrip = table.seeds > 1 && range != nil
    let compares = table.baseline != nil
    var top: [Grid.Head] = []
    var bottom: [Grid.Head] = []
    let heads = table.heads.isEmpty ? [words.variant] : table.heads
    for head in heads {
      top.append(Grid.Head(text: "", scope: nil))
      bottom.append(Grid.Head(text: head))
    }
    for (index, column) in table.columns.enumerated() {
      let isFirst = index == 0
      top.append(
        Grid.Head(
          text: TableText.title(column.metric), scope: "colgroup", span: isFirst && hasStrip ? 3 : 2,
          hasRule: true))
      bottom.append(Grid.Head(text: words.mean, style: "v"))
      bottom.append(Grid.Head(text: table.seeds > 1 ? "±" : "", style: "pm"))
      guard isFirst else { continue }
      if hasStrip { bottom.append(Grid.Head(text: words.eachSeed)) }
      if compares {
        top.append(
          Grid.Head(
            text: words.against(table.baseline ?? ""), scope: "colgroup", span: comparisonColumns(table) + 1,
            hasRule: true))
        bottom.append(Grid.Head(text: words.differenceSign, style: "v"))
        if table.seeds > 1 {
          bottom.append(Grid.Head(text: table.isExploratory ? words.range : words.interval))
          bottom.append(Grid.Head(text: words.wonSeeds(table.columns.first?.metric), style: "n"))
        }
        if !table.isExploratory { bottom.append(Grid.Head(text: words.adjustedP, style: "n")) }
        // Before further metrics, so that it is in sight where the table is wider than the page.
        bottom.append(Grid.Head(text: words.verdict))
      }
    }
    top.append(Grid.Head(text: "", scope: nil))
    bottom.append(Grid.Head(text: words.count, style: "n"))
    return Grid(
      label: label, kind: "results", heads: [Grid.HeadRow(cells: top), Grid.HeadRow(cells: bottom)],
      rows: rows.map { row in
        Grid.Row(
          cells: cells(
            row, table, labelCount: heads.count, hasStrip: hasStrip, compares: compares, range: range),
          rowStyle: row.isBest ? "best" : nil)
      })
  }

  /// All that strips have to show; nil where it is one value or none.
  private func stripRange(_ table: ResultTable) -> ClosedRange<Double>? {
    let values = table.rows.flatMap { row -> [Double] in
      let cell = row.cells[0]
      guard let interval = cell.interval, interval.isBounded else { return cell.present }
      return cell.present + [interval.low, interval.high]
    }
    guard let low = values.min(), let high = values.max(), low < high else { return nil }
    return low...high
  }

  private func cells(
    _ row: ResultTable.Row, _ table: ResultTable, labelCount: Int, hasStrip: Bool, compares: Bool,
    range: ClosedRange<Double>?
  ) -> [Grid.Cell] {
    let series = Series(row.label, row.order)
    var cells: [Grid.Cell] = []
    for index in 0..<labelCount {
      let text = row.group.labels.indices.contains(index) ? row.group.labels[index] : ""
      cells.append(Grid.Cell(text, scope: "row", mark: index == 0 ? Marker.html(series) : nil))
    }
    for (index, column) in table.columns.enumerated() {
      let value = row.cells[index]
      if let interval = value.interval {
        let style = index == 0 ? "v primary" : "v"
        cells.append(Grid.Cell(ValueText.typographic(column.precision.text(interval.mean)), style))
        let half = interval.halfWidth.map { "± " + ValueText.halfWidth($0, column.precision) }
        // Of the first metric the column n tells.
        let present =
          index == 0 || value.isComplete
          ? "" : words.bracketed(words.seedCount(value.present.count, of: table.seeds))
        cells.append(Grid.Cell((half ?? "") + present, "pm"))
        if index == 0, hasStrip, let range {
          let strip = Marker.strip(
            value.present, mean: interval.mean, low: interval.isBounded ? interval.low : nil,
            high: interval.isBounded ? interval.high : nil, in: range, series: series)
          cells.append(Grid.Cell("", "strips", mark: strip))
        }
      } else {
        let span = index == 0 && hasStrip ? 3 : 2
        cells.append(
          Grid.Cell(TableText.absence(value, words, runs: table.runs(in: row)), "fail", span: span))
      }
      if index == 0, compares {
        cells += comparison(row, table)
        let (tag, word) = verdict(row)
        cells.append(Grid.Cell(word, tag: tag))
      }
    }
    let text = TableText.count(row, table, words)
    cells.append(Grid.Cell(text, row.cells[0].isComplete ? "n soft" : "n fail"))
    return cells
  }

  /// Difference, its interval or range, seeds won, p. Of a single seed there is the difference alone.
  private func comparisonColumns(_ table: ResultTable) -> Int {
    table.seeds == 1 ? 1 : table.isExploratory ? 3 : 4
  }

  private func comparison(_ row: ResultTable.Row, _ table: ResultTable) -> [Grid.Cell] {
    let columns = comparisonColumns(table)
    guard let comparison = row.comparison else {
      let text = row.isBaseline ? words.reference : words.noValue
      return columns == 1
        ? [Grid.Cell(text, "soft")] : [Grid.Cell("", "v"), Grid.Cell(text, "soft", span: columns - 1)]
    }
    let precision = table.differencePrecision
    var cells = [
      Grid.Cell(ValueText.typographic(ValueText.signed(comparison.paired.difference, precision)), "v")
    ]
    if table.seeds > 1 {
      cells += [
        Grid.Cell(ValueText.typographic(TableText.bounds(comparison, table, words)), "soft"),
        Grid.Cell(words.won(comparison.won, of: comparison.paired.count), "n"),
      ]
    }
    if !table.isExploratory { cells.append(Grid.Cell(comparison.p.map(Precision.p) ?? "–", "n")) }
    return cells
  }

  private func verdict(_ row: ResultTable.Row) -> (tag: String, word: String) {
    if row.isBaseline { return ("base", words.isBaseline) }
    guard let comparison = row.comparison else { return ("none", words.notTested) }
    let word = TableText.verdict(comparison, words)
    return switch comparison.verdict {
    case .higher: (comparison.isImprovement ? "better" : "worse", "▲ " + word)
    case .lower: (comparison.isImprovement ? "better" : "worse", "▼ " + word)
    case .noDifference: ("same", word)
    case .exploratory, .notTested, .none: ("none", word)
    }
  }

  // MARK: Confusion matrices

  private func grid(_ table: ConfusionTable, label: String) -> Grid {
    let heads = zip(table.heads(words), table.isNumeric).map { Grid.Head(text: $0, style: $1 ? "n" : nil) }
    let names = table.isNumeric.prefix { !$0 }.count
    let rows = table.cells.map { cells in
      Grid.Row(
        cells: cells.enumerated().map { index, text in
          index < names ? Grid.Cell(text, scope: "row") : Grid.Cell(text, "n")
        })
    }
    return Grid(label: label, kind: "cross", heads: [Grid.HeadRow(cells: heads)], rows: rows)
  }

  // MARK: Cross-tables

  private func grid(_ table: CrossTable, label: String) -> Grid {
    let top = [
      Grid.Head(text: "", scope: nil),
      Grid.Head(
        text: table.columnHead, scope: "colgroup", span: max(table.columnLabels.count, 1), hasRule: true),
    ]
    let bottom =
      [Grid.Head(text: table.rowHead)] + table.columnLabels.map { Grid.Head(text: $0, style: "n") }
    let rows = zip(table.rowLabels, table.cells).map { label, cells in
      Grid.Row(
        cells: [Grid.Cell(label, scope: "row")]
          + cells.map { cell in
            let text = TableText.text(cell, table.precision, words)
            guard cell.share != nil else { return Grid.Cell(text, cell.values == nil ? "n soft" : "n fail") }
            return Grid.Cell(ValueText.typographic(text), cell.isBest ? "n best" : "n")
          })
    }
    return Grid(
      label: label, kind: "cross", heads: [Grid.HeadRow(cells: top), Grid.HeadRow(cells: bottom)], rows: rows
    )
  }
}
