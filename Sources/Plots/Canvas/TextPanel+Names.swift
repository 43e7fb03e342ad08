/// Names of rows and of lines in the room that they have.
extension TextPanel {
  typealias Names = (names: [String], legend: [InkedLine])

  private var room: Int { min(TextPanel.longestName, columns / (columns < 60 ? 4 : 3)) }

  /// Of rows: shortened such that they differ, else letters that a legend explains.
  func rowNames(_ rows: [Row]) -> Names {
    let names = rows.map { glyphs.plain($0.name) }
    if let short = DistinctLabels.columns(room, glyphs).shortened(names) { return (short, []) }
    let letters = letters(of: rows)
    return (letters, legend(zip(letters, names)))
  }

  /// Of lines, without their letters: shortened such that they differ, else empty, for the letters are enough with
  /// a legend.
  func endNames(_ labels: [EndLabel]) -> Names {
    let names = labels.map { glyphs.plain($0.name) }
    let value = labels.map { $0.value.isEmpty ? 0 : glyphs.plain($0.value).displayWidth + 1 }.max() ?? 0
    let shortener = DistinctLabels.columns(max(room - value, 4), glyphs)
    if let short = shortener.shortened(names) { return (short, []) }
    guard labels.allSatisfy({ $0.series != nil }), Set(labels.map(\.series)).count > 1 else {
      return (shortener.shortenedOrCut(names), [])
    }
    let letters = labels.map { label in label.series.flatMap { style.letters[$0] }.map(String.init) ?? "?" }
    return (names.map { _ in "" }, legend(zip(letters, names)))
  }

  /// The series' own where each row has one, else others; numbers where there are more rows than letters.
  private func letters(of rows: [Row]) -> [String] {
    let own = rows.compactMap { row in row.series.flatMap { style.letters[$0] }.map(String.init) }
    if Set(own).count == rows.count { return own }
    let named = rows.enumerated().map { Series($1.name, $0) }
    let letters = SeriesLetters(named)
    return rows.count > 26
      ? rows.indices.map { String($0 + 1) } : named.map { letters[$0].map(String.init) ?? "?" }
  }

  /// Each name with its letter, as many to a line as it has room for, and an empty line.
  private func legend(_ entries: some Sequence<(String, String)>) -> [InkedLine] {
    glyphs.flowed(entries.map { "\($0) \($1)" }, to: columns).map { InkedLine($0) } + [InkedLine()]
  }
}
