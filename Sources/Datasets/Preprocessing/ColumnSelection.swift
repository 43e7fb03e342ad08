import Diagnostics
import Tensors

extension OptionSpec {
  static func columns(_ help: String) -> OptionSpec {
    OptionSpec("columns", .list(of: .string, count: 1...100_000), default: .automatic, help: help)
  }
}

extension Table {
  /// The columns that the step's option `columns` names; nil where it is left out.
  func namedColumns(_ step: Component) throws(DataError) -> [Int]? {
    guard let list = step.list("columns") else { return nil }
    var chosen: [Int] = []
    for case .string(let name) in list {
      guard let index = columns.firstIndex(where: { $0.name == name }) else {
        let names = columns.map(\.name)
        throw DataError(
          "\(step.name): no column '\(name)'",
          hint: Suggestion.hint(for: name, in: names) ?? "the columns: \(names.listed)",
          option: "preprocess")
      }
      if !chosen.contains(index) { chosen.append(index) }
    }
    return chosen
  }

  /// The named columns, all columns of numbers where none is named. A named column of text is an error.
  func numberColumns(_ step: Component) throws(DataError) -> [Int] {
    guard let named = try namedColumns(step) else {
      return columns.indices.filter { columns[$0].categories == nil }
    }
    for index in named where columns[index].categories != nil {
      throw DataError(
        "\(step.name): column '\(columns[index].name)' holds text"
          + (columns[index].textExample.map { ": \($0)" } ?? ""),
        hints: ["one_hot turns a text column into numbers"], option: "preprocess")
    }
    return named
  }

  /// The numbers of a column that are present, in the order of the rows.
  func present(_ column: Int) -> [Double] {
    samples.inputs.column(column).lazy.filter { !$0.isNaN }.map { Double($0) }
  }

  /// Replaces each number of these columns; NaN comes too.
  mutating func map(_ columns: [Int], _ change: (_ position: Int, Float) -> Float) {
    guard !columns.isEmpty else { return }
    samples.inputs.change { inputs in
      let width = inputs.columns
      for row in 0..<inputs.rows {
        for (position, column) in columns.enumerated() {
          inputs.values[row * width + column] = change(position, inputs.values[row * width + column])
        }
      }
    }
  }

  /// Keeps the rows of these indices.
  mutating func keep(_ rows: [Int]) {
    samples = samples.rows(at: rows)
    rowNames.numbers = rows.map { rowNames.numbers[$0] }
  }
}

/// Sums in binary64, in the order of the elements.
enum Moments {
  static func mean(_ values: [Double]) -> Double {
    values.reduce(0, +) / Double(values.count)
  }

  /// √(Σ(x − mean)² / n).
  static func populationStd(_ values: [Double], mean: Double) -> Double {
    (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)).squareRoot()
  }

  /// The mean of the two middle values where their number is even.
  static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }

  /// The smallest of those that come most often.
  static func mostFrequent(_ values: [Double]) -> Double {
    var best = (value: Double.nan, count: 0)
    var run = (value: Double.nan, count: 0)
    for value in values.sorted() {
      run = value == run.value ? (value, run.count + 1) : (value, 1)
      if run.count > best.count { best = run }
    }
    return best.value
  }
}
