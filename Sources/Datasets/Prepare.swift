import Diagnostics
import Tensors

extension Datasets {
  /// Loads a data set, splits it, fits the preprocessing on the training part alone and applies it to all
  /// parts.
  ///
  /// `data` is a component of `catalog`, checked against its row. Throws for files that are missing or wrong,
  /// for a split that cannot be, for text and missing values that no step has dealt with.
  package static func prepare(_ data: Component, context: DataContext) throws(DataError) -> PreparedData {
    guard let row = catalog[data.name] else {
      preconditionFailure("no data set '\(data.name)', only \(catalog.names)")
    }
    var set = try row.load(data, context)
    return try prepare(&set, data, seed: context.seed)
  }

  /// The same for a set that is loaded already: one that does not depend on the seed need be loaded but once.
  package static func prepare(_ set: Dataset, _ data: Component, seed: UInt64) throws(DataError)
    -> PreparedData
  {
    var set = set
    return try prepare(&set, data, seed: seed)
  }

  /// Puts the set's rows in the order of the parts.
  private static func prepare(_ set: inout Dataset, _ data: Component, seed: UInt64) throws(DataError)
    -> PreparedData
  {
    var notes = set.notes
    var parts = try split(&set, data, seed: seed, notes: &notes)
    var targetScale: TargetScale?
    var changesInputs = false
    for step in data.list("preprocess") ?? [] {
      guard case .component(let step) = step, let row = preprocessing[step.name] else {
        preconditionFailure("no preprocessing step: \(step)")
      }
      let fitted = try row.fit(step, parts[0], set.task)
      notes += fitted.notes
      targetScale = targetScale?.followed(by: fitted.targetScale) ?? fitted.targetScale
      changesInputs = changesInputs || fitted.changesInputs
      for part in parts.indices {
        let before = parts[part].samples.count
        notes += try fitted.apply(&parts[part]).map { DataNote($0, part: DataNote.Part.allCases[part]) }
        if before > 0, parts[part].samples.count == 0 {
          throw DataError(
            "\(step.name) leaves no row of the \(DataNote.Part.allCases[part].rawValue) part",
            option: "preprocess")
        }
      }
    }
    for part in parts { try check(part, set) }

    var mixture = set.mixture
    if changesInputs, mixture != nil {
      mixture = nil
      notes.append(DataNote(.lostModes))
    }
    return PreparedData(
      task: set.task, train: parts[0].samples, validation: parts[1].samples, test: parts[2].samples,
      featureNames: parts[0].columns.map(\.name), classNames: set.classNames, targetName: set.targetName,
      imageShape: parts[0].columns.count == set.columns.count ? set.imageShape : nil, mixture: mixture,
      targetScale: targetScale, provenance: set.provenance, notes: notes)
  }

  /// Train, validation and test, not yet preprocessed. The set's rows are put in their order, so that large data
  /// which nobody else holds are held but once.
  private static func split(
    _ set: inout Dataset, _ data: Component, seed: UInt64, notes: inout [DataNote]
  ) throws(DataError) -> [Table] {
    let asked = try Split.shares(of: data)
    let (columns, lines) = (set.columns, set.lines)
    func table(_ samples: Samples, _ rows: [Int]) -> Table {
      let numbers = rows.map { lines?[$0] ?? $0 + 1 }
      return Table(
        columns: columns, samples: samples,
        rowNames: Table.RowNames(numbers: numbers, word: lines == nil ? "row" : "line", suffix: ""))
    }
    let count = set.samples.count
    if set.isTooSmallToSplit, asked == nil {
      notes.append(DataNote(.samePoints(count)))
      let all = table(set.samples, Array(0..<count))
      return [all, all, all]
    }

    var shares = asked ?? (set.testSamples == nil ? .standard : .withGivenTest)
    if set.testSamples != nil {
      if shares.test > 0 { notes.append(DataNote(.givenTestSet)) }
      let rest = shares.train + shares.validation
      shares = Split.Shares(train: shares.train / rest, validation: shares.validation / rest, test: 0)
    }
    let split = try Split(count: count, labels: set.samples.labels, shares: shares, seed: seed)
    set.samples.arrange(split.train + split.validation + split.test)
    var parts: [Table] = []
    var start = 0
    for rows in [split.train, split.validation, split.test] {
      parts.append(table(set.samples.rows(start..<start + rows.count), rows))
      start += rows.count
    }
    if let given = set.testSamples {
      parts[2] = Table(
        columns: set.columns, samples: given,
        rowNames: Table.RowNames(numbers: Array(1...given.count), word: "row", suffix: " of the test set"))
    }
    return parts
  }

  /// Text, missing values and what binary32 cannot hold must not reach the training.
  private static func check(_ part: Table, _ set: Dataset) throws(DataError) {
    for column in part.columns where column.categories != nil {
      throw DataError(
        "column '\(column.name)' holds text" + (column.textExample.map { ": \($0)" } ?? ""),
        hints: [
          "preprocess: [one_hot] turns text columns into numbers",
          "drop: [\(column.name)] leaves the column out",
        ], option: "preprocess")
    }
    if let place = part.samples.inputs.firstNonFinite {
      let (row, column) = (part.rowNames[place.row], part.columns[place.column].name)
      if part.samples.inputs[place.row, place.column].isNaN { throw .missingValue(in: column, row: row) }
      throw DataError("column '\(column)' is not finite in \(row)")
    }
    let missingTarget =
      part.samples.labels?.firstIndex { $0 < 0 }
      ?? part.samples.values.flatMap { values in
        values.values.firstIndex { !$0.isFinite }.map { $0 / values.columns }
      }
    if let row = missingTarget {
      throw DataError(
        "the target\(set.targetName.map { " '\($0)'" } ?? "") is missing in \(part.rowNames[row])",
        hints: ["preprocess: [drop_missing] leaves such rows out"], option: "preprocess")
    }
  }
}

extension TargetScale {
  /// Two standardizations one after the other as one: y = (y″ · std₂ + mean₂) · std₁ + mean₁.
  fileprivate func followed(by next: TargetScale?) -> TargetScale {
    guard let next else { return self }
    return TargetScale(
      mean: mean.indices.map { next.mean[$0] * std[$0] + mean[$0] },
      std: std.indices.map { next.std[$0] * std[$0] })
  }
}
