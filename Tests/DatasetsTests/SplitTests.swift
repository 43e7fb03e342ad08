import Datasets
import Diagnostics
import Tensors
import Testing

@Suite struct SplitTests {
  @Test func defaultShares() throws {
    #expect(try prepare("two_moons").sizes == [700, 150, 150])
    #expect(try prepare("iris").sizes == [105, 23, 22])
    #expect(try prepare("sine").sizes == [140, 30, 30])
  }

  @Test(arguments: [
    (split(train: 0.8, validation: 0.1, test: 0.1), [80, 10, 10]),
    (split(train: 0.8), [80, 10, 10]),
    (split(train: 0.8, test: 0.2), [80, 0, 20]),
    (split(train: 0.5, validation: 0.2), [50, 20, 30]),
    (split(test: 0.25), [75, 0, 25]),
    (split(train: 1), [100, 0, 0]),
    (split(train: 1.0 / 3, validation: 1.0 / 3, test: 1.0 / 3), [34, 33, 33]),
    (split(train: 0.998, validation: 0.001, test: 0.001), [98, 1, 1]),
  ])
  func shares(of option: OptionValue, sizes expected: [Int]) throws {
    #expect(try prepare("sine", ["samples": .integer(100), "split": option]).sizes == expected)
  }

  @Test(arguments: [
    split(train: 0.7, validation: 0.2, test: 0.2), split(train: 0.5, validation: 0.2, test: 0.2),
    split(train: 0, validation: 0.5, test: 0.5), split(validation: 0.5, test: 0.5),
    split(train: 0.9, test: 0.2),
    split(train: -0.1),
  ])
  func wrongShares(option: OptionValue) {
    #expect(dataError { try prepare("iris", ["split": option]) }?.option == "split")
  }

  @Test func tooFewRows() {
    let error = dataError { try prepare("sine", ["samples": .integer(2)]) }
    #expect(error?.option == "split" && error?.message == "2 rows cannot be split into 3 parts")
  }

  @Test(arguments: UInt64(0)..<5)
  func partsAreDisjointAndComplete(seed: UInt64) throws {
    let data = try prepare("sine", ["noise": .number(0)], seed: seed)
    let all = [data.train, data.validation, data.test].flatMap { $0.inputs.tensor.values }
    #expect(all.sorted() == (try load("sine", ["noise": .number(0)]).samples.inputs.tensor.values))
    #expect(
      data.train.inputs.tensor.values != data.train.inputs.tensor.values.sorted(), "rows are in random order")
  }

  @Test(arguments: UInt64(0)..<5)
  func everyClassHasItsShareOfEveryPart(seed: UInt64) throws {
    // 52, 13 and 260 rows a class, far from equal.
    let folder = try TemporaryFolder()
    var text = "x,y\n"
    for (name, count) in [("a", 52), ("b", 13), ("c", 260)] {
      for i in 0..<count { text += "\(i),\(name)\n" }
    }
    try folder.write("t.csv", text)
    let data = try Datasets.prepare(
      data("csv", ["path": .string("t.csv"), "target": .string("y")]),
      context: DataContext(seed: seed, baseDirectory: folder.path))
    for (part, share) in [(data.train, 0.7), (data.validation, 0.15), (data.test, 0.15)] {
      for (label, count) in [52, 13, 260].enumerated() {
        #expect(abs(Double(part.labelCounts[Int32(label)]!) - share * Double(count)) < 1.5)
      }
    }
  }

  @Test func seedsDecide() throws {
    let options: [String: OptionValue] = ["noise": .number(0)]
    let first = try prepare("sine", options, seed: 1)
    #expect(first.train == (try prepare("sine", options, seed: 1)).train)
    #expect(first.train != (try prepare("sine", options, seed: 2)).train)
    // Preprocessing does not draw.
    let standardized = try prepare(
      "sine", ["noise": .number(0), "preprocess": steps(("standardize_target", [:]))], seed: 1)
    #expect(standardized.train.inputs == first.train.inputs)
  }

  // The independent program of SyntheticTests: Stream(7, "split").permutation(10) is 2 3 9 5 8 0 4 1 7 6.
  @Test func numbersOfAnIndependentProgram() throws {
    let data = try prepare(
      "sine",
      ["samples": .integer(10), "noise": .number(0), "split": split(train: 0.6, validation: 0.2, test: 0.2)],
      seed: 7)
    let x = try load("sine", ["samples": .integer(10), "noise": .number(0)]).samples.inputs
    #expect(data.train.inputs == x.rows(at: [2, 3, 9, 5, 8, 0]))
    #expect(data.validation.inputs == x.rows(at: [4, 1]))
    #expect(data.test.inputs == x.rows(at: [7, 6]))
  }
}
