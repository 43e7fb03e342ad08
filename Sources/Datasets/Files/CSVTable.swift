import SwiftCSV

/// The cells of a CSV file with a header (RFC 4180: quoted cells may hold delimiters, line ends and doubled
/// quotes; LF or CR LF; a byte order mark is skipped). Cells are trimmed of white space, blank lines are
/// skipped.
struct CSVTable: Sendable {
  var header: [String]
  var rows: [[String]]
  /// The line on which each row begins.
  var lines: [Int]

  /// Delimiters by the name of the option's choice.
  static let delimiters: [(name: String, character: Character)] = [
    (",", ","), (";", ";"), ("tab", "\t"), ("|", "|"),
  ]

  /// `name` is the file's, for messages.
  init(bytes: [UInt8], delimiter: Character, name: String) throws(DataError) {
    var text = try Self.decode(bytes, name: name)
    // SwiftCSV takes an unclosed quote for one that the end of the file closes, and drops an empty last cell
    // there. A last row of our own shows the one and prevents the other.
    let sentinel = "\u{1}end\u{1}"
    text += "\n" + sentinel

    var header: [String]?
    var headerLine = 1
    var rows: [[String]] = []
    var lines: [Int] = []
    var line = 1
    var start = 1
    var isClosed = false
    do {
      let csv = try EnumeratedCSV(
        string: text, delimiter: CSVDelimiter(unicodeScalarLiteral: delimiter), loadColumns: false,
        rowLimit: 0)
      // Not `csv.rows`, which fills short rows up: they are to be told.
      try csv.enumerateAsArray(startAt: 0, rowLimit: nil) { cells in
        if cells == [sentinel] {
          isClosed = true
          return
        }
        start = line
        line += 1
        for cell in cells { line += cell.lineEnds }
        let trimmed = cells.map { $0.trimmed }
        if trimmed == [""] { return }
        if header == nil {
          header = trimmed
          headerLine = start
        } else {
          rows.append(trimmed)
          lines.append(start)
        }
      }
    } catch {
      throw DataError(
        "'\(name)', line \(line): a quotation mark where none may stand",
        hints: ["a cell that holds a quotation mark is quoted as a whole, and the mark in it doubled"],
        option: "path")
    }
    guard isClosed else {
      throw DataError("'\(name)', line \(start): a quotation mark is opened and never closed", option: "path")
    }
    guard let header else { throw DataError("'\(name)' is empty", option: "path") }
    for (number, title) in header.enumerated() {
      if title.isEmpty {
        throw DataError(
          "'\(name)', line \(headerLine): column \(number + 1) has no name",
          hints: ["the first line names the columns; a column of row numbers can be named and then dropped"],
          option: "path")
      }
      if header[..<number].contains(title) {
        throw DataError("'\(name)', line \(headerLine): two columns are named '\(title)'", option: "path")
      }
    }
    for (row, line) in zip(rows, lines) where row.count != header.count {
      var hints: [String] = []
      if header.count == 1, let other = Self.delimiters.first(where: { header[0].contains($0.character) }) {
        hints.append("is the delimiter '\(other.name)'? Then set delimiter: \"\(other.name)\"")
      }
      throw DataError(
        "'\(name)', line \(line): \(row.count) \(row.count == 1 ? "cell" : "cells"), "
          + "but the header names \(header.count) columns",
        hints: hints, option: "path")
    }
    self.header = header
    self.rows = rows
    self.lines = lines
  }

  private static func decode(_ bytes: [UInt8], name: String) throws(DataError) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw DataError("'\(name)' is not UTF-8", hint: "save it as UTF-8", option: "path")
    }
    return text.first == "\u{FEFF}" ? String(text.dropFirst()) : text
  }
}

extension String {
  /// How many lines end in the text: LF, CR LF or CR.
  fileprivate var lineEnds: Int {
    var count = 0
    var previous: UInt8 = 0
    for byte in utf8 {
      if byte == 0x0D || (byte == 0x0A && previous != 0x0D) { count += 1 }
      previous = byte
    }
    return count
  }

  /// Without spaces, tabs and line ends at both ends.
  fileprivate var trimmed: String {
    func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
    guard utf8.first.map(isSpace) == true || utf8.last.map(isSpace) == true else { return self }
    guard let start = utf8.firstIndex(where: { !isSpace($0) }),
      let last = utf8.lastIndex(where: { !isSpace($0) })
    else { return "" }
    return String(self[start..<utf8.index(after: last)])
  }
}
