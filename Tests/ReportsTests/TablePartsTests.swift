import Learning
import Testing

@testable import Reports

/// Tables of more than eight columns are split, and nothing of them is lost.
@Suite struct TablePartsTests {
  private func table(_ metrics: Int, seeds: Int = 6) -> ResultTable {
    var results = ResultTableTests.results([
      ("a", (0..<seeds).map { 0.9 + 0.001 * Double($0) }),
      ("b", (0..<seeds).map { 0.8 + 0.001 * Double($0) }),
    ])
    let names = ["test.accuracy"] + (1..<max(metrics, 1)).map { "test.other\($0)" }
    results = .init(
      plan: results.plan,
      runs: results.runs.map { runs in
        runs.map { run in
          var run = run
          for (index, name) in names.enumerated().dropFirst() {
            run?.curves.append((name, Curve(epochs: [1], values: [Double(index)])))
          }
          return run
        }
      })
    return ResultTable(results, metrics: names, alpha: 0.05)
  }

  @Test func comparisonsStayWithTheirMetric() {
    #expect(table(1).parts.count == 1)
    let parts = table(3).parts
    #expect(
      parts.map { $0.columns.map(\.metric.text) } == [["test.accuracy"], ["test.other1", "test.other2"]])
    #expect(parts.map(\.baseline) == ["a", nil])
    #expect(parts[0].rows[1].comparison?.verdict == .lower && parts[1].rows[1].comparison == nil)
    // The best is so by the metric that is compared.
    #expect(parts[0].marksBest && !parts[1].marksBest)
    #expect(parts[1].rows[1].cells.map(\.present) == [[1, 1, 1, 1, 1, 1], [2, 2, 2, 2, 2, 2]])
  }

  @Test func partsAreNeverWiderThanEight() {
    for metrics in 1...20 {
      let parts = table(metrics).parts
      #expect(parts.flatMap(\.columns).count == metrics)
      for part in parts {
        let plain = PlainResults(words: Words(.en), escape: { $0 }, emphasize: { $0 }).table(part)
        #expect(plain.heads.count <= 8, "\(plain.heads)")
      }
    }
  }

  @Test(arguments: [(0, []), (1, [1]), (7, [7]), (8, [4, 4]), (9, [5, 4]), (15, [5, 5, 5])])
  func sizesAreEven(count: Int, sizes: [Int]) {
    #expect(TableParts.sizes(of: count, most: 7) == sizes)
  }

  @Test func dataBehindFiguresKeepTheirNames() {
    let data = FigureData(
      heads: ["name"] + (1...9).map { "c\($0)" }, rows: [["a"] + (1...9).map(String.init)])
    let parts = data.parts
    #expect(
      parts.map(\.heads) == [["name", "c1", "c2", "c3", "c4", "c5"], ["name", "c6", "c7", "c8", "c9"]])
    #expect(parts.map(\.rows) == [[["a", "1", "2", "3", "4", "5"]], [["a", "6", "7", "8", "9"]]])
  }

  /// A column of words is set as one.
  @Test func columnsOfNumbersAreTold() {
    let data = FigureData(
      heads: ["layer", "components", "inputs", "change"],
      rows: [["hidden1", "dense 8, relu", "2", "–"], ["output", "dense 1", "8", "-0.5 … 1"]])
    #expect(data.isNumeric == [false, false, true, true])
  }

  /// A bound that rounds to 0 must not seem to lie there, where the verdict says that it does not.
  @Test func boundsAreTellingWhereTheyExcludeZero() throws {
    let base = [0.50, 0.52, 0.55, 0.51, 0.56, 0.58]
    let table = ResultTable(
      ResultTableTests.results([
        ("a", base), ("b", zip(base, [0.03, 0.002, 0.05, 0.09, 0.04, 0.01]).map { $0 + $1 }),
      ]),
      metrics: ["test.accuracy"], alpha: 0.05)
    let comparison = try #require(table.rows[1].comparison)
    #expect(comparison.verdict == .higher && comparison.paired.interval.low > 0)
    #expect(table.differencePrecision.text(comparison.paired.interval.low) == "0.00")
    #expect(TableText.bounds(comparison, table, Words(.en)) == "+0.002 to +0.090")
  }
}
