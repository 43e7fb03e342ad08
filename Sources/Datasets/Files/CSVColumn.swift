import Diagnostics
import Tensors

/// One column of a CSV file as numbers or, where a cell is none, as texts.
enum CSVColumn {
  /// NaN where a cell is missing. `shown` are the cells.
  case numbers([Double])
  /// Nil where a cell is missing, with the first cell that is no number.
  case texts([String?], example: (text: String, line: Int))

  /// How a missing value is written.
  static let missing = ["", "NA", "NaN", "?"]

  /// Column `index` of the table. Throws for a number that binary32 cannot hold.
  init(_ table: CSVTable, _ index: Int, file: String) throws(DataError) {
    var numbers: [Double] = []
    numbers.reserveCapacity(table.rows.count)
    for (row, line) in zip(table.rows, table.lines) {
      let cell = row[index]
      if Self.missing.contains(cell) {
        numbers.append(.nan)
      } else if let number = Self.number(cell) {
        guard Float(number).isFinite else {
          throw DataError(
            "'\(file)', line \(line), column '\(table.header[index])': \(cell) is beyond binary32",
            option: "path")
        }
        numbers.append(number)
      } else {
        let texts = table.rows.map { Self.missing.contains($0[index]) ? nil : $0[index] }
        self = .texts(texts, example: (cell, line))
        return
      }
    }
    self = .numbers(numbers)
  }

  /// A decimal number: digits, one point, an exponent. Not `inf`, not hexadecimal, no comma.
  static func number(_ text: String) -> Double? {
    let allowed = text.utf8.allSatisfy {
      switch $0 {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "e"),
        UInt8(ascii: "E"):
        true
      default: false
      }
    }
    return allowed ? Double(text) : nil
  }

  /// Classes and the class of each row, −1 where it is missing. Classes are in order of the numbers, or of
  /// the texts by their code points.
  var classes: (names: [String], labels: [Int32]) {
    switch self {
    case .numbers(let numbers):
      let distinct = Self.distinct(numbers.filter { !$0.isNaN })
      let index = Dictionary(uniqueKeysWithValues: zip(distinct, Int32(0)...))
      return (distinct.map { Format.shortest($0) }, numbers.map { $0.isNaN ? -1 : index[$0]! })
    case .texts(let texts, _):
      let (names, indices) = Self.categories(texts)
      return (names, indices.map { Int32($0 ?? -1) })
    }
  }

  /// Distinct texts in order, and which of them each is.
  static func categories(_ texts: [String?]) -> (names: [String], indices: [Int?]) {
    let names = Set(texts.compactMap { $0 }).sorted {
      $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars)
    }
    let index = Dictionary(uniqueKeysWithValues: zip(names, 0...))
    return (names, texts.map { $0.map { index[$0]! } })
  }

  static func distinct(_ numbers: [Double]) -> [Double] {
    Set(numbers).sorted()
  }
}
