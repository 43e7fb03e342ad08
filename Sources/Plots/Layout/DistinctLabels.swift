import Diagnostics

/// Names that have no room, made shorter such that they still differ: two variants under one name say less than none.
struct DistinctLabels {
  let width: Double
  let ellipsis: String
  let measure: (String) -> Double

  /// In characters of a text plot.
  static func columns(_ width: Int, _ glyphs: TextGlyphs) -> DistinctLabels {
    DistinctLabels(width: Double(width), ellipsis: glyphs.ellipsis) { Double($0.displayWidth) }
  }

  /// In a picture.
  static func picture(width: Double, size: Double, isBold: Bool = false) -> DistinctLabels {
    DistinctLabels(width: width, ellipsis: "…") { TextWidth.of($0, size: size, isBold: isBold) }
  }

  /// The names, each no wider than `width`; nil where no way to shorten them keeps them apart. In this order: as they
  /// are; without the parts that all have in common; with shorter numbers and words in their parts; without the words
  /// that all begin and end with; cut at their end, and in their middle.
  func shortened(_ names: [String]) -> [String]? {
    if names.allSatisfy(fits) { return names }
    let count = Set(names).count
    func isDistinct(_ short: [String]) -> Bool { short.allSatisfy(fits) && Set(short).count == count }
    if let short = byParts(names), isDistinct(short) { return short }
    let inner = withoutEnds(names)
    if isDistinct(inner) { return inner }
    // An abbreviation's point leaves more letters than an ellipsis.
    for sign in [ellipsis, "."] {
      let short = names.map { cut($0, sign) { String($0.prefix($1)) + sign } }
      if isDistinct(short) { return short }
    }
    for sign in [ellipsis, "."] {
      let short = names.map { cut($0, sign) { TextWidth.withoutMiddle($0, keeping: $1, ellipsis: sign) } }
      if isDistinct(short) { return short }
    }
    return nil
  }

  /// As `shortened`, and where that fails each name's beginning.
  func shortenedOrCut(_ names: [String]) -> [String] {
    shortened(names) ?? names.map { cut($0, ellipsis) { String($0.prefix($1)) + ellipsis } }
  }

  private func fits(_ text: String) -> Bool { measure(text) <= width }

  /// The longest form with `sign` in place of what is left out.
  private func cut(_ name: String, _ sign: String, _ form: ([Character], Int) -> String) -> String {
    if fits(name) { return name }
    let characters = Array(name)
    var kept = characters.count - 1
    while kept > 1, !fits(form(characters, kept)) { kept -= 1 }
    // No blank before an ellipsis.
    while kept > 1, characters[kept - 1] == " " || characters[kept - 1] == "," { kept -= 1 }
    return form(characters, kept)
  }

  /// Without words that all begin with and such that all end with.
  private func withoutEnds(_ names: [String]) -> [String] {
    let words = names.map { $0.split(separator: " ", omittingEmptySubsequences: false) }
    guard let first = words.first, let shortest = words.map(\.count).min(), Set(names).count > 1 else {
      return names
    }
    var start = 0
    while start < shortest - 1, words.allSatisfy({ $0[start] == first[start] }) { start += 1 }
    var end = 0
    while end < shortest - 1 - start,
      words.allSatisfy({ $0[$0.count - 1 - end] == first[first.count - 1 - end] })
    {
      end += 1
    }
    func form(_ start: Int, _ end: Int) -> [String] {
      words.map { words in
        (start > 0 ? ellipsis : "") + words[start..<(words.count - end)].joined(separator: " ")
          + (end > 0 ? ellipsis : "")
      }
    }
    // As many of them as there is room for, for what differs may be a mere number.
    while start > 0, form(start - 1, end).allSatisfy(fits) { start -= 1 }
    while end > 0, form(start, end - 1).allSatisfy(fits) { end -= 1 }
    return form(start, end)
  }

  // MARK: Parts

  private static let separator = ", "

  /// Names of as many parts each: `adam, 0.00464, 16`.
  private func byParts(_ names: [String]) -> [String]? {
    let all = names.map { name in
      name.split(separator: Self.separator, omittingEmptySubsequences: false).map(String.init)
    }
    guard let parts = all.first?.count, parts > 1, all.allSatisfy({ $0.count == parts }) else { return nil }
    // Nothing is lost that tells them apart.
    var columns = (0..<parts).map { part in all.map { $0[part] } }.filter { Set($0).count > 1 }
    guard !columns.isEmpty else { return nil }
    var separator = Self.separator
    while true {
      let joined = names.indices.map { name in columns.map { $0[name] }.joined(separator: separator) }
      if joined.allSatisfy(fits) { return joined }
      // The widest part gives way first.
      let order = columns.indices.sorted { a, b in
        let (first, second) = (widest(columns[a]), widest(columns[b]))
        return first == second ? a < b : first > second
      }
      if let next = order.lazy.compactMap({ index in shorter(columns[index]).map { (index, $0) } }).first {
        columns[next.0] = next.1
      } else if separator == Self.separator, columns.count > 1 {
        separator = ","
      } else {
        return nil
      }
    }
  }

  private func widest(_ texts: [String]) -> Double { texts.map(measure).max() ?? 0 }

  /// The same part of all names with a digit or a letter less, as long as those that differ do; nil where that is not
  /// possible.
  private func shorter(_ column: [String]) -> [String]? {
    let length = column.map(\.count).max() ?? 0
    let count = Set(column).count
    if column.allSatisfy({ Double($0) != nil }) {
      for digits in stride(from: 4, through: 1, by: -1) {
        let short = column.map { text in
          let rounded = Double(text).map { Format.significant($0, digits) } ?? text
          return rounded.count < text.count ? rounded : text
        }
        if Set(short).count == count, widest(short) < widest(column) { return short }
      }
      return nil
    }
    // Three letters and a point say what a word is; less does not.
    guard length > 4 else { return nil }
    let short = column.map { text in
      text.count < length ? text : text.dropLast(2) + "."
    }
    return Set(short).count == count && widest(short) < widest(column) ? short : nil
  }
}
