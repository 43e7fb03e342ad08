import Diagnostics
import Tensors

extension DatasetRow {
  /// A CSV file of the user's. Columns of numbers are inputs as they stand; a text column needs `one_hot` (or
  /// `drop`). Missing cells (empty, NA, NaN, ?) need `impute` or `drop_missing`.
  ///
  /// The task is taken from the target unless `task` names it: texts, or at most 20 distinct whole numbers,
  /// are classes (`binary` where there are two), other numbers `regression`. Classes are sorted, numbers as
  /// numbers.
  static let csv = DatasetRow(
    name: "csv",
    summary: "A table in a CSV file with a header line.",
    options: [
      OptionSpec(
        "path", aliases: ["file"], .path, default: nil,
        help: "the file, relative to the experiment file; gzip will do"),
      OptionSpec(
        "target", aliases: ["targets"], .oneOf([.string, .list(of: .string, count: 1...10_000)]),
        default: .automatic,
        help: "the column to be predicted, or several of numbers; needed unless the task is generation"),
      OptionSpec(
        "task", .choice(["classification", "binary", "regression", "generation"]), default: .automatic,
        help: "what is to be learned; by default told from the target"),
      OptionSpec(
        "drop", .list(of: .string, count: 0...100_000), default: .list([]), help: "columns to leave out"),
      OptionSpec(
        "delimiter", .choice(CSVTable.delimiters.map(\.name)), default: .string(","),
        help: "what stands between cells"),
    ],
    dependsOnSeed: false,
    task: {
      switch $0.string("task") {
      case "binary": .binary
      case "regression": .regression
      case "generation": .generation
      default: nil
      }
    },
    files: { data, context in data.string("path").map { [context.resolve($0)] } ?? [] },
    load: loadCSV)

  /// Most distinct whole numbers that are taken for classes.
  private static let mostInferredClasses = 20
  /// 1 GiB of text.
  private static let largestFile = 1 << 30

  private static func loadCSV(_ data: Component, _ context: DataContext) throws(DataError) -> Dataset {
    guard let path = data.string("path") else { throw DataError("csv needs a path", option: "path") }
    let resolved = context.resolve(path)
    let bytes: [UInt8]
    do {
      let file = try CompressedFile(path: resolved)
      bytes = try file.readAll(limit: largestFile)
    } catch {
      throw DataError(error, path: path, resolved: resolved, option: "path")
    }
    let delimiter = CSVTable.delimiters.first { $0.name == data.string("delimiter") }?.character ?? ","
    let table = try CSVTable(bytes: bytes, delimiter: delimiter, name: path)
    return try dataset(of: table, data, path: path)
  }

  private static func dataset(of table: CSVTable, _ data: Component, path: String) throws(DataError)
    -> Dataset
  {
    guard !table.rows.isEmpty else {
      throw DataError("'\(path)' has a header and no rows", option: "path")
    }
    let targets = try targetColumns(table, data, path: path)
    var dropped = Set<Int>()
    for case .string(let name) in data.list("drop") ?? [] {
      guard let index = table.header.firstIndex(of: name) else {
        throw unknownColumn(name, table, path: path, option: "drop")
      }
      if targets.contains(index) {
        throw DataError("column '\(name)' is the target and cannot be dropped", option: "drop")
      }
      dropped.insert(index)
    }

    var columns: [Column] = []
    var inputs: [[Float]] = []
    for index in table.header.indices where !targets.contains(index) && !dropped.contains(index) {
      switch try CSVColumn(table, index, file: path) {
      case .numbers(let numbers):
        columns.append(Column(table.header[index]))
        inputs.append(numbers.map { Float($0) })
      case .texts(let texts, let example):
        let (names, indices) = CSVColumn.categories(texts)
        columns.append(
          Column(
            table.header[index], categories: names, textExample: "'\(example.text)' in line \(example.line)"))
        inputs.append(indices.map { $0.map { Float($0) } ?? .nan })
      }
    }
    guard !columns.isEmpty else {
      throw DataError("'\(path)' has no column left to learn from", option: dropped.isEmpty ? "path" : "drop")
    }

    var values = [Float](repeating: 0, count: table.rows.count * columns.count)
    for (j, column) in inputs.enumerated() {
      for (i, value) in column.enumerated() { values[i * columns.count + j] = value }
    }
    var set = Dataset(
      task: .generation, samples: Samples(inputs: Tensor([table.rows.count, columns.count], values)),
      columns: columns,
      provenance: Provenance(source: path))
    set.lines = table.lines
    if targets.count == 1 {
      try addTarget(CSVColumn(table, targets[0], file: path), targets[0], table, data, to: &set)
    } else if targets.count > 1 {
      var columns: [(index: Int, column: CSVColumn)] = []
      for index in targets { columns.append((index, try CSVColumn(table, index, file: path))) }
      try addTargets(columns, table, data, to: &set)
    }
    return set
  }

  /// Empty where there is none, for generation.
  private static func targetColumns(_ table: CSVTable, _ data: Component, path: String) throws(DataError)
    -> [Int]
  {
    var names: [String] = []
    switch data["target"] {
    case .string(let name): names = [name]
    case .list(let elements):
      for case .string(let name) in elements { names.append(name) }
    default:
      if data.string("task") == "generation" { return [] }
      throw DataError(
        "csv needs a target: the column to be predicted",
        hints: [
          "columns of '\(path)': \(table.header.listed)",
          "without one the task is generation: set task: generation",
        ])
    }
    var targets: [Int] = []
    for name in names {
      guard let index = table.header.firstIndex(of: name) else {
        throw unknownColumn(name, table, path: path, option: "target")
      }
      guard !targets.contains(index) else {
        throw DataError("the target column '\(name)' stands twice", option: "target")
      }
      targets.append(index)
    }
    return targets
  }

  /// Several columns of numbers: a regression, also of shares of classes.
  private static func addTargets(
    _ columns: [(index: Int, column: CSVColumn)], _ table: CSVTable, _ data: Component, to set: inout Dataset
  ) throws(DataError) {
    if let task = data.string("task"), task != "regression" {
      throw DataError(
        "several target columns are for regression, not for \(task)",
        hint: "name one column, or leave out the task", option: "task")
    }
    let rows = table.rows.count
    var values = [Float](repeating: 0, count: rows * columns.count)
    for (j, entry) in columns.enumerated() {
      let numbers = try numbers(of: entry.column, table.header[entry.index], set.provenance.source)
      for (i, number) in numbers.enumerated() { values[i * columns.count + j] = Float(number) }
    }
    set.task = .regression
    set.samples.values = Tensor([rows, columns.count], values)
    set.targetName = columns.map { table.header[$0.index] }.joined(separator: ", ")
  }

  private static func numbers(of column: CSVColumn, _ name: String, _ file: String) throws(DataError)
    -> [Double]
  {
    switch column {
    case .numbers(let numbers): return numbers.map { Double($0) }
    case .texts(_, let example):
      throw DataError(
        "'\(file)', line \(example.line), column '\(name)': '\(example.text)' is no number",
        hint: "regression needs numbers", option: "target")
    }
  }

  private static func addTarget(
    _ column: CSVColumn, _ index: Int, _ table: CSVTable, _ data: Component, to set: inout Dataset
  ) throws(DataError) {
    let name = table.header[index]
    set.targetName = name
    let asked = data.string("task")
    let task = asked ?? inferredTask(of: column)
    defer {
      if asked == nil { set.notes.append(DataNote(.inferredTask(target: name, task: set.task.name))) }
    }
    if task == "regression" {
      let numbers = try numbers(of: column, name, set.provenance.source)
      set.task = .regression
      set.samples.values = Tensor([numbers.count, 1], numbers.map { Float($0) })
      return
    }
    let (names, labels) = column.classes
    set.classNames = names
    set.samples.labels = labels
    switch task {
    case "binary":
      guard names.count == 2 else {
        throw DataError(
          "column '\(name)' has \(names.count) classes, not the two of a binary task", hint: names.listed,
          option: "task")
      }
      set.task = .binary
    case "generation": set.task = .generation
    default:
      guard names.count > 1 else {
        throw DataError(
          names.isEmpty ? "column '\(name)' is empty" : "column '\(name)' has but one class: \(names[0])",
          option: "target")
      }
      // Whoever writes `classification` of two classes has both as outputs.
      set.task = asked == nil ? .telling(names.count) : .classification(classes: names.count)
    }
  }

  private static func inferredTask(of column: CSVColumn) -> String {
    guard case .numbers(let numbers) = column else { return "classification" }
    let present = numbers.filter { !$0.isNaN }
    let areWhole = present.allSatisfy { $0 == $0.rounded() }
    return areWhole && CSVColumn.distinct(present).count <= mostInferredClasses
      ? "classification" : "regression"
  }

  private static func unknownColumn(_ name: String, _ table: CSVTable, path: String, option: String)
    -> DataError
  {
    DataError(
      "'\(path)' has no column '\(name)'",
      hint: Suggestion.hint(for: name, in: table.header) ?? "its columns: \(table.header.listed)",
      option: option)
  }
}
