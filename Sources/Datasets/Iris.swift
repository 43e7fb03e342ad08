import Diagnostics
import Tensors

extension DatasetRow {
  /// Fisher's irises, 150 rows, from `Resources/iris.csv`. Columns and classes come in the order in which the
  /// options list them.
  static let iris = DatasetRow(
    name: "iris",
    summary: "Fisher's irises: 150 flowers of three species, told apart by four lengths.",
    options: [
      OptionSpec(
        "features", .list(of: .choice(irisFeatures), count: 1...4), default: .automatic,
        help: "columns to use; all four"),
      OptionSpec(
        "classes", .list(of: .choice(irisClasses), count: 2...3), default: .automatic,
        help: "species to use; all three"),
    ],
    source: irisSource,
    dependsOnSeed: false,
    task: { .telling($0.list("classes")?.count ?? 3) },
    load: loadIris)

  private static let irisFeatures = ["sepal_length", "sepal_width", "petal_length", "petal_width"]
  private static let irisClasses = ["setosa", "versicolor", "virginica"]
  private static let irisSource =
    "R. A. Fisher, The use of multiple measurements in taxonomic problems, 1936; the UCI copy is CC BY 4.0"

  private static func loadIris(_ data: Component, _ context: DataContext) throws(DataError) -> Dataset {
    let features = try selection("features", of: irisFeatures, data)
    let classes = try selection("classes", of: irisClasses, data)
    let table = try CSVTable(bytes: PackageResources.iris_csv, delimiter: ",", name: "iris.csv")
    var inputs: [Float] = []
    var labels: [Int32] = []
    for row in table.rows {
      guard let label = classes.firstIndex(where: { irisClasses[$0] == row[4] }) else { continue }
      labels.append(Int32(label))
      inputs += features.map { Float(row[$0]) ?? .nan }
    }
    return Dataset(
      task: .telling(classes.count),
      samples: Samples(inputs: Tensor([labels.count, features.count], inputs), labels: labels),
      columns: features.map { Column(irisFeatures[$0]) }, classNames: classes.map { irisClasses[$0] },
      provenance: Provenance(
        source:
          "R. A. Fisher, The use of multiple measurements in taxonomic problems, 1936 (data of E. Anderson)",
        licence: "CC BY 4.0 (the UCI copy, its two mistakes corrected)",
        url: "https://doi.org/10.1111/j.1469-1809.1936.tb02137.x"))
  }

  /// The places in `names` of what a list option names; all where it is left out.
  private static func selection(_ option: String, of names: [String], _ data: Component) throws(DataError)
    -> [Int]
  {
    guard let list = data.list(option) else { return Array(names.indices) }
    var chosen: [Int] = []
    for case .string(let name) in list {
      guard let index = names.firstIndex(of: name) else {
        throw DataError(
          "iris has no '\(name)' among its \(option)", hint: Suggestion.hintOrList(for: name, in: names),
          option: option)
      }
      if chosen.contains(index) { throw DataError("'\(name)' stands twice in \(option)", option: option) }
      chosen.append(index)
    }
    return chosen
  }
}
