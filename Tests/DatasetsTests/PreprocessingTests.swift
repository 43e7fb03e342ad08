import Datasets
import Diagnostics
import Tensors
import Testing

@Suite struct PreprocessingTests {
  /// Prepares a text as the file `t.csv`; all rows are training rows unless a split is given.
  private func prepare(
    _ text: String, _ preprocess: OptionValue, split shares: OptionValue = split(train: 1),
    target: String = "y",
    seed: UInt64 = 0
  ) throws -> PreparedData {
    let folder = try TemporaryFolder()
    try folder.write("t.csv", text)
    let component = data(
      "csv", ["path": .string("t.csv"), "target": .string(target), "preprocess": preprocess, "split": shares])
    return try Datasets.prepare(component, context: DataContext(seed: seed, baseDirectory: folder.path))
  }

  private func sorted(_ data: PreparedData, _ column: Int = 0) -> [Float] {
    (0..<data.train.count).map { data.train.inputs[$0, column] }.sorted()
  }

  @Test func standardize() throws {
    // numpy: x = np.array([1., 2, 3, 6]); (x - x.mean()) / x.std()
    let data = try prepare("a,c,y\n1,0.1,.5\n2,0.1,1\n3,0.1,2\n6,0.1,3\n", steps(("standardize", [:])))
    let expected: [Float] = [-1.06904497, -0.53452248, 0, 1.60356745]
    #expect(zip(sorted(data), expected).allSatisfy { abs($0 - $1) < 1e-6 })
    #expect(sorted(data, 1) == [0, 0, 0, 0], "a constant column is 0, though 0.1 is not exact")
    #expect(
      data.notes.dropFirst() == [
        .fitted(
          "standardize",
          [
            .init(.feature("a"), .moments(mean: 3, std: 3.5.squareRoot())),
            .init(.feature("c"), .moments(mean: Double(Float(0.1)), std: 0)),
          ])
      ])
    #expect(data.train.values!.values.sorted() == [0.5, 1, 2, 3], "the target is left alone")
  }

  @Test func minMax() throws {
    let text = "a,c,y\n1,7,.5\n2,7,1\n5,7,2\n"
    #expect(sorted(try prepare(text, steps(("min_max", [:])))) == [0, 0.25, 1])
    let data = try prepare(text, steps(("min_max", ["low": .number(-1), "high": .number(3)])))
    #expect(sorted(data) == [-1, 0, 3] && sorted(data, 1) == [-1, -1, -1])
    let error = dataError { try prepare(text, steps(("min_max", ["low": .number(2)]))) }
    #expect(error?.option == "preprocess" && error?.message.contains("low is 2") == true)
  }

  @Test func oneHot() throws {
    let text = "color,a,size,y\nred,1,L,.5\ngreen,2,S,1\nred,3,S,2\n"
    let data = try prepare(text, steps(("one_hot", [:])))
    #expect(data.featureNames == ["color=green", "color=red", "a", "size=L", "size=S"])
    let rows = Set((0..<3).map { Array(data.train.inputs.row($0)) })
    #expect(rows == [[0, 1, 1, 1, 0], [1, 0, 2, 0, 1], [0, 1, 3, 0, 1]])
    let numbers = try prepare("a,y\n10,.5\n9,1\n10,2\n", steps(("one_hot", ["columns": strings("a")])))
    #expect(numbers.featureNames == ["a=9", "a=10"])
  }

  @Test func unseenCategoryIsAllZerosAndTold() throws {
    // 'rare' comes once; for some seed it is not in the training part.
    let text = "k,y\n" + (0..<9).map { "\($0 % 2 == 0 ? "u" : "v"),\($0).5\n" }.joined() + "rare,1.5\n"
    var found = false
    for seed in UInt64(0)..<30 where !found {
      let data = try prepare(text, steps(("one_hot", [:])), split: split(train: 0.5, test: 0.5), seed: seed)
      guard !data.featureNames.contains("k=rare") else { continue }
      found = true
      #expect(data.featureNames == ["k=u", "k=v"])
      #expect((0..<data.test.count).contains { data.test.inputs.row($0).allSatisfy { $0 == 0 } })
      #expect(
        data.notes.last
          == DataNote(
            .unseenCategory(step: "one_hot", column: "k", category: .text("rare")), part: .test))
    }
    #expect(found)
  }

  @Test(arguments: [
    ("mean", Float(3)), ("median", 2), ("most_frequent", 1), ("constant", -7),
  ])
  func impute(strategy: String, value: Float) throws {
    let text = "a,y\n1,.5\n3,1\n1,2\n7,3\n,4\n"
    let data = try prepare(text, steps(("impute", ["strategy": .string(strategy), "value": .number(-7)])))
    #expect(sorted(data) == [1, 1, 3, 7, value].sorted())
    #expect(
      data.notes.dropFirst() == [
        DataNote(
          .imputed(
            step: "impute", count: 1, column: "a", value: .number(Double(value)), strategy: strategy),
          part: .training)
      ])
  }

  @Test func imputesText() throws {
    let text = "k,y\nu,.5\nv,1\nv,2\n?,3\n"
    let data = try prepare(text, steps(("impute", ["strategy": .string("most_frequent")]), ("one_hot", [:])))
    #expect(sorted(data, 1) == [0, 1, 1, 1])
    #expect(
      data.notes.contains(
        DataNote(
          .imputed(
            step: "impute", count: 1, column: "k", value: .text("v"), strategy: "most_frequent"),
          part: .training)))
    let mean = dataError { try prepare(text, steps(("impute", ["columns": strings("k")]))) }
    #expect(mean?.message == "impute: column 'k' holds text, which has no mean")
    let left = dataError { try prepare(text, steps(("one_hot", [:]))) }
    #expect(left?.message == "column 'k' lacks a value in line 5")
  }

  @Test func dropMissing() throws {
    let text = "a,b,y\n1,,.5\n2,1,\n3,1,2\n4,1,3\n"
    let data = try prepare(text, steps(("drop_missing", [:])))
    #expect(sorted(data) == [3, 4] && data.train.values?.rows == 2)
    #expect(data.notes.dropFirst() == [DataNote(.dropped(step: "drop_missing", rows: 2), part: .training)])
    // Only where `a` is missing: b is still missing in line 2.
    let error = dataError { try prepare(text, steps(("drop_missing", ["columns": strings("a")]))) }
    #expect(error?.message == "column 'b' lacks a value in line 2")
  }

  @Test func standardizeTarget() throws {
    let data = try prepare("a,y\n1,10.5\n2,20.5\n3,30.5\n", steps(("standardize_target", [:])))
    let scale = try #require(data.targetScale)
    #expect(scale.mean == [20.5] && abs(scale.std[0] - 8.16496580927726) < 1e-12)
    let back = data.train.values!.values.sorted().map { Double($0) * scale.std[0] + scale.mean[0] }
    #expect(zip(back, [10.5, 20.5, 30.5]).allSatisfy { abs($0 - $1) < 1e-5 })
    let error = dataError { try prepare("a,y\n1,u\n2,v\n", steps(("standardize_target", [:]))) }
    #expect(error?.message == "standardize_target needs a regression target; the task is binary")
  }

  @Test func textThatIsLeft() {
    let error = dataError { try prepare("a,k,y\n1,x,1\n2,z,2\n", steps(("standardize", [:]))) }
    #expect(error?.message == "column 'k' holds text: 'x' in line 2" && error?.option == "preprocess")
    #expect(
      error?.hints.first?.contains("one_hot") == true && error?.hints.last?.contains("drop: [k]") == true)
  }

  @Test func missingThatIsLeft() {
    let error = dataError { try prepare("a,y\n1,.5\n?,1\n2,2\n", steps()) }
    #expect(error?.message == "column 'a' lacks a value in line 3")
    #expect(error?.hints.count == 2)
    let target = dataError { try prepare("a,y\n1,.5\n2,\n", steps()) }
    #expect(target?.message == "the target 'y' is missing in line 3")
    let label = dataError { try prepare("a,y\n1,u\n2,\n3,v\n", steps()) }
    #expect(label?.message == "the target 'y' is missing in line 3")
  }

  @Test func unknownColumn() {
    let error = dataError {
      try prepare("width,y\n1,.5\n2,1\n", steps(("standardize", ["columns": strings("widht")])))
    }
    #expect(error?.message == "standardize: no column 'widht'" && error?.hints == ["did you mean 'width'?"])
    #expect(error?.option == "preprocess")
  }

  /// What a step fits must not change with rows that are not for training.
  @Test(
    arguments: [
      ("standardize", [:]), ("min_max", [:]), ("impute", ["strategy": .string("median")]),
      ("impute", ["strategy": .string("most_frequent")]), ("one_hot", ["columns": strings("b")]),
      ("standardize_target", [:]),
    ] as [(String, [String: OptionValue])])
  func nothingLeaksFromTheOtherParts(name: String, options: [String: OptionValue]) throws {
    func table(_ change: (Int) -> Bool) -> String {
      "id,a,b,y\n"
        + (0..<40).map { i in
          change(i) ? "\(i),-999,77,1e6\n" : "\(i),\(i % 7 == 0 ? "" : "\(i * i % 23)"),\(i % 3),\(i).5\n"
        }.joined()
    }
    // The split does not look at the values, so the rows that are not for training are the same afterwards.
    let shares = split(train: 0.6, validation: 0.2, test: 0.2)
    let whole = try prepare(
      table { _ in false }, steps(("impute", ["strategy": .string("constant")])), split: shares, seed: 11)
    let training = Set((0..<whole.train.count).map { Int(whole.train.inputs[$0, 0]) })
    #expect(training.count == 24)

    let list =
      name == "impute"
      ? steps((name, options)) : steps((name, options), ("impute", ["strategy": .string("constant")]))
    let before = try prepare(table { _ in false }, list, split: shares, seed: 11)
    let after = try prepare(table { !training.contains($0) }, list, split: shares, seed: 11)
    #expect(before.train == after.train && before.featureNames == after.featureNames)
    #expect(before.targetScale == after.targetScale)
    #expect(before.test != after.test)
    // And the other way round: training rows do decide.
    let moved = try prepare(table { training.contains($0) }, list, split: shares, seed: 11)
    #expect(moved.test != before.test)
  }

  @Test func theMixtureIsForgottenWhereInputsMove() throws {
    func ring(_ list: OptionValue) throws -> PreparedData {
      try Datasets.prepare(data("gaussian_ring", ["preprocess": list]), context: DataContext(seed: 0))
    }
    #expect(try ring(steps()).mixture != nil)
    let moved = try ring(steps(("standardize", [:])))
    #expect(moved.mixture == nil && moved.notes.last == DataNote(.lostModes))
  }

  @Test func aStepThatEmptiesAPartIsAnError() {
    let error = dataError {
      try prepare(
        "a,y\n,.5\n,1\n,2\n", steps(("drop_missing", [:])),
        split: split(train: 0.4, validation: 0.3, test: 0.3))
    }
    #expect(error?.message == "drop_missing leaves no row of the training part")
  }
}
