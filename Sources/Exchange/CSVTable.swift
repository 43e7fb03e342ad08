import Diagnostics

/// A table as comma-separated values: a head and records of as many fields, in UTF-8, lines that end with CR LF; a field
/// with a comma, a quotation mark or a line's end stands in quotation marks, those in it doubled. Numbers have a point, no
/// groups, and as few digits as read back the same; what is missing is an empty field.
///
/// Source: RFC 4180.
package struct CSVTable {
  package enum Field: Hashable, Sendable {
    case text(String)
    case integer(Int)
    /// Missing where it is not finite.
    case number(Double)
    case missing
  }

  package let head: [String]
  /// Who takes text for formulas.
  package var isForSpreadsheets = false
  private(set) package var records: [[Field]] = []

  package init(head: [String]) {
    self.head = head
  }

  package mutating func append(_ record: [Field]) {
    precondition(record.count == head.count, "a record of \(record.count) fields under \(head.count) heads")
    records.append(record)
  }

  /// Texts that a spreadsheet would take for a formula, each once.
  package var formulas: [String] {
    var formulas: [String] = []
    var known: Set<String> = []
    func look(_ text: String) {
      if Self.isFormula(text), known.insert(text).inserted { formulas.append(text) }
    }
    head.forEach(look)
    for case .text(let text) in records.joined() { look(text) }
    return formulas
  }

  /// What begins with one of these is computed when a spreadsheet opens the file, and can reach into the web.
  ///
  /// Source: OWASP, CSV Injection.
  static func isFormula(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first else { return false }
    return "=+-@\t\r\n＝＋－＠".unicodeScalars.contains(first)
  }

  /// For spreadsheets, a mark in front says that it is UTF-8, and an apostrophe makes a formula text.
  package var bytes: [UInt8] {
    var bytes: [UInt8] = isForSpreadsheets ? [0xEF, 0xBB, 0xBF] : []
    bytes.reserveCapacity(16 * head.count * (records.count + 1))
    append(head.map { .text($0) }, to: &bytes)
    for record in records { append(record, to: &bytes) }
    return bytes
  }

  private func append(_ record: [Field], to bytes: inout [UInt8]) {
    for (index, field) in record.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      switch field {
      case .text(let text): append(text, to: &bytes)
      case .integer(let value): Format.appendWhole(value, to: &bytes)
      case .number(let value): if value.isFinite { Format.appendShortest(value, to: &bytes) }
      case .missing: break
      }
    }
    bytes += [UInt8(ascii: "\r"), UInt8(ascii: "\n")]
  }

  private func append(_ text: String, to bytes: inout [UInt8]) {
    let text = isForSpreadsheets && Self.isFormula(text) ? "'" + text : text
    let quote = UInt8(ascii: "\"")
    // An empty text in quotation marks is told from what is missing, by those who can.
    let isQuoted =
      text.isEmpty
      || text.utf8.contains { byte in
        byte == quote || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
      }
    guard isQuoted else {
      bytes += text.utf8
      return
    }
    bytes.append(quote)
    for byte in text.utf8 {
      if byte == quote { bytes.append(quote) }
      bytes.append(byte)
    }
    bytes.append(quote)
  }
}
