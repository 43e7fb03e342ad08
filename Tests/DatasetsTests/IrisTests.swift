import Datasets
import Diagnostics
import Testing

@Suite struct IrisTests {
  // R: colMeans(iris[, 1:4]); scikit-learn: load_iris().data.mean(axis=0)
  @Test func columnMeans() throws {
    let set = try load("iris")
    #expect(set.samples.inputs.shape == [150, 4])
    for (j, mean) in [5.843333, 3.057333, 3.758, 1.199333].enumerated() {
      #expect(abs(set.samples.column(j).reduce(0, +) / 150 - mean) < 1e-6)
    }
    #expect(set.samples.labelCounts == [0: 50, 1: 50, 2: 50])
    #expect(set.classNames == ["setosa", "versicolor", "virginica"])
  }

  /// Rows 35 and 38, where the UCI copy has 0.1 for 0.2, and 3.1 and 1.5 for 3.6 and 1.4.
  @Test func fishersValuesNotThoseOfUCI() throws {
    let samples = try load("iris").samples
    #expect(Array(samples.inputs.row(34)) == [4.9, 3.1, 1.5, 0.2])
    #expect(Array(samples.inputs.row(37)) == [4.9, 3.6, 1.4, 0.1])
  }

  @Test func selectsFeaturesAndClassesInTheirOrder() throws {
    let options: [String: OptionValue] = [
      "features": strings("petal_width", "sepal_length"), "classes": strings("virginica", "setosa"),
    ]
    let set = try load("iris", options)
    #expect(set.task == .binary && Datasets.catalog["iris"]!.task(data("iris", options)) == .binary)
    #expect(set.columns.map(\.name) == ["petal_width", "sepal_length"])
    #expect(set.classNames == ["virginica", "setosa"])
    #expect(set.samples.count == 100)
    // The first row of the file is a setosa, class 1 here.
    #expect(Array(set.samples.inputs.row(0)) == [0.2, 5.1] && set.samples.labels![0] == 1)
  }

  @Test func mistakesInTheSelection() {
    #expect(
      dataError { try load("iris", ["features": strings("petal_length", "petal_length")]) }?.option
        == "features")
    #expect(
      dataError { try load("iris", ["classes": strings("setosa", "virginca")]) }?.hints == [
        "did you mean 'virginica'?"
      ])
  }

  @Test func saysWhereItComesFrom() throws {
    let provenance = try prepare("iris").provenance
    #expect(
      provenance.source.contains("Fisher") && provenance.licence.contains("CC BY 4.0")
        && provenance.url != nil)
  }
}
