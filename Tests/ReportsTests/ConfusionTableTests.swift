import Experiments
import Learning
import Reports
import Tensors
import Testing

/// Confusion matrices of made-up runs, averaged over seeds.
@Suite struct ConfusionTableTests {
  private static func results(
    _ matrices: [String: [[[Float]]]], names: [String], part: String = "test"
  ) -> ExperimentResults {
    let results = ResultTableTests.results(matrices.keys.sorted().map { ($0, [0.5, 0.5]) })
    let runs = results.plan.variants.map { variant -> [RunResult?] in
      (matrices[variant.label] ?? []).map { rows in
        var run = RunResult(status: .completed)
        run.classNames = names
        run.artifacts = [
          ("confusion_matrix/\(part)", Tensor([rows.count, rows.count], rows.flatMap(\.self)))
        ]
        return run
      }
    }
    return ExperimentResults(plan: results.plan, runs: runs)
  }

  @Test func countsAreMeansOverSeeds() throws {
    let results = Self.results(
      [
        "relu": [[[8, 2], [1, 9]], [[9, 1], [0, 10]]], "tanh": [[[10, 0], [0, 0]], [[10, 0], [0, 0]]],
      ],
      names: ["cat", "dog"])
    let table = try #require(ConfusionTable(results))
    #expect(table.part == "test" && table.classes == ["cat", "dog"] && table.hasVariants && table.seeds == 2)
    #expect(table.rows.map(\.variant) == ["relu", "relu", "tanh", "tanh"])
    #expect(table.rows.map(\.label) == ["cat", "dog", "cat", "dog"])
    #expect(table.rows[0].counts == [8.5, 1.5] && table.rows[0].recall == 0.85)
    #expect(table.rows[1].counts == [0.5, 9.5] && table.rows[1].recall == 0.95)
    // A class that the part has no rows of.
    #expect(table.rows[3].recall == nil)
    #expect(table.pairs.isEmpty)
    #expect(ConfusionTable.count(8.5) == "8.5" && ConfusionTable.count(1234) == "1,234")
  }

  @Test func manyClassesShowWhatIsConfusedMost() throws {
    let size = 14
    var matrix = (0..<size).map { row in (0..<size).map { $0 == row ? Float(50) : 0 } }
    matrix[3][5] = 7
    matrix[9][2] = 12
    matrix[0][1] = 7
    let table = try #require(
      ConfusionTable(Self.results(["relu": [matrix]], names: [], part: "validation")))
    #expect(table.part == "validation" && table.rows.isEmpty && !table.hasVariants)
    #expect(table.classes == (0..<size).map(String.init))
    #expect(table.pairs.map(\.truth) == ["9", "0", "3"])
    #expect(table.pairs.map(\.predicted) == ["2", "1", "5"])
    #expect(table.pairs.map(\.count) == [12, 7, 7])
  }

  @Test func noneWhereNothingWasCounted() {
    #expect(ConfusionTable(ResultTableTests.results([("relu", [0.5, 0.5])])) == nil)
  }
}
