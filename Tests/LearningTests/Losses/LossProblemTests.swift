import Datasets
import Diagnostics
import Learning
import Tensors
import Testing

/// Class weights, and what keeps losses from data.
@Suite struct LossProblemTests {
  struct Misfit: Sendable, CustomTestStringConvertible {
    let loss: String
    var options: [String: OptionValue] = [:]
    let data: LossData
    var classWeights: ClassWeights?
    var batch: Int? = 16
    let problem: String
    var testDescription: String { "\(loss) on \(data): \(problem)" }
  }

  private static func list(_ weights: [Double]) -> OptionValue { ClassWeights.list(weights).optionValue }

  static let misfits = [
    Misfit(
      loss: "cross_entropy", data: .values,
      problem: "the loss 'cross_entropy' does not fit the data's task, regression"),
    Misfit(
      loss: "triplet", data: .columns, problem: "the loss 'triplet' does not fit the data's task, regression"),
    Misfit(
      loss: "poisson", data: .classes,
      problem: "the loss 'poisson' does not fit the data's task, classification"),
    Misfit(
      loss: "poisson", data: .values, problem: "the loss 'poisson' takes counts as targets, and one is -"),
    Misfit(
      loss: "cross_entropy", data: .columns,
      problem: "the loss 'cross_entropy' takes shares of classes as targets, and a row holds -"),
    Misfit(
      loss: "kl_divergence", data: .columns,
      problem: "the loss 'kl_divergence' takes shares of classes as targets, and a row holds -"),
    Misfit(
      loss: "cross_entropy", options: ["class_weights": list([1, 2])], data: .classes,
      problem: "2 class weights for 3 classes"),
    Misfit(
      loss: "cross_entropy", options: ["class_weights": list([0, 0, 0])], data: .classes,
      problem: "all class weights are 0"),
    Misfit(
      loss: "cross_entropy", options: ["class_weights": .string("balanced")], data: .shares,
      problem: "class_weights are for classes, and the targets are shares of classes"),
    Misfit(
      loss: "hinge", data: .classes, classWeights: .list([1, 2]), problem: "2 class weights for 3 classes"),
    Misfit(loss: "mse", data: .binary, classWeights: .list([0, 0]), problem: "all class weights are 0"),
    Misfit(
      loss: "mse", data: .values, classWeights: .balanced,
      problem: "class_weights are for classes, and the data's task is regression"),
    Misfit(
      loss: "cross_entropy", options: ["class_weights": list([1, 2, 3])], data: .classes,
      classWeights: .balanced, problem: "the loss 'cross_entropy' has class_weights of its own"),
    Misfit(
      loss: "triplet", options: ["mining": .string("all")], data: .classes, batch: nil,
      problem: "the loss 'triplet' compares the rows of a batch with one another and takes at most 256, "
        + "not 280; give a smaller batch_size"),
  ]

  @Test(arguments: misfits)
  func isToldBeforeTheRun(_ misfit: Misfit) throws {
    let data = try misfit.data.prepared(rows: 400)
    var configuration = LossTrainingTests.configuration(
      Losses.catalog[misfit.loss]!.component(misfit.options), data, batch: misfit.batch)
    configuration.training.classWeights = misfit.classWeights
    let problems = configuration.problems(with: data)
    #expect(problems.count == 1 && problems[0].contains(misfit.problem), "\(problems)")
  }

  /// Rows that miss 1 by more than a thousandth.
  @Test func sharesSumToOne() throws {
    let row = try #require(Losses.catalog["cross_entropy"])
    let loss = try #require(row.supervised)
    func problem(_ shares: [Float]) -> String? {
      loss.targetProblem(Tensor([1, 3], shares), row.defaultComponent)
    }
    #expect(problem([0.5, 0.25, 0.25]) == nil)
    #expect(problem([0.5, 0.25, 0.2505]) == nil)
    #expect(
      problem([0.5, 0.25, 0.5])
        == "the loss 'cross_entropy' takes shares of classes as targets, and a row sums to 1.25, not to 1")
    #expect(problem([1.5, -0.5, 0])?.hasSuffix("a row holds -0.5") == true)
  }

  // MARK: - Class weights

  /// n / (classes · n_c), counted on the training part; the same as the list, and as the loss's own option.
  @Test func balancedWeightsAreCounted() throws {
    let data = try LossData.classes.prepared()
    let counts = (0..<3).map { label in data.train.labels!.count { $0 == label } }
    let weights = counts.map { Double(data.train.count) / Double(3 * $0) }
    #expect(Set(weights).count > 1)
    for name in ["hinge", "info_nce"] {
      var configuration = LossTrainingTests.configuration(Losses.catalog[name]!.defaultComponent, data)
      let plain = try LossTrainingTests.run(configuration, data)
      configuration.training.classWeights = .list(weights)
      let listed = try LossTrainingTests.run(configuration, data)
      configuration.training.classWeights = .balanced
      #expect(try LossTrainingTests.run(configuration, data) == listed)
      #expect(listed["train.loss"] != plain["train.loss"])
    }

    let row = try #require(Losses.catalog["cross_entropy"])
    let own = LossTrainingTests.configuration(row.component(["class_weights": .string("balanced")]), data)
    var other = LossTrainingTests.configuration(row.defaultComponent, data)
    other.training.classWeights = .balanced
    let ownLosses = try #require(try LossTrainingTests.run(own, data)["test.loss"]?.values)
    let otherLosses = try #require(try LossTrainingTests.run(other, data)["test.loss"]?.values)
    for (a, b) in zip(ownLosses, otherLosses) { #expect((a - b).magnitude < 1e-5) }
  }

  /// Classes may be told by target columns of 0 and 1.
  @Test func balancedWeightsOfTargetColumns() throws {
    let row = try #require(Losses.catalog["cross_entropy"])
    let balanced = row.component(["class_weights": .string("balanced")])
    let (columns, classes) = (try LossData.indicators.prepared(), try LossData.classes.prepared())
    let ofColumns = LossTrainingTests.configuration(balanced, columns)
    #expect(columns.train.count == classes.train.count)
    let values = try #require(columns.train.values)
    let weights = (0..<3).map { column in
      Double(values.rows) / (0..<values.rows).reduce(0.0) { $0 + 3 * Double(values[$1, column]) }
    }
    let listed = LossTrainingTests.configuration(
      row.component(["class_weights": Self.list(weights)]), columns)
    #expect(try LossTrainingTests.run(ofColumns, columns) == LossTrainingTests.run(listed, columns))
  }

  /// A batch of rows that weigh nothing teaches nothing, and the run goes on.
  @Test(arguments: ["cross_entropy", "mse", "triplet"])
  func batchesWithoutWeight(_ name: String) throws {
    let data = try LossData.classes.prepared()
    var configuration = LossTrainingTests.configuration(
      Losses.catalog[name]!.defaultComponent, data, steps: 100, batch: 1)
    configuration.training.classWeights = .list([0, 0, 1])
    let result = try LossTrainingTests.run(configuration, data)
    #expect(result.status == .completed && result.steps == 100)
    #expect(result.parameters.allSatisfy { $0.value.values.allSatisfy(\.isFinite) })
  }

  @Test func rangeTestCountsBalancedWeights() throws {
    let data = try LossData.classes.prepared()
    var configuration = LossTrainingTests.configuration(Losses.catalog["mse"]!.defaultComponent, data)
    let finder = LearningRateFinder(steps: 5)
    let plain = finder.run(configuration, data: data, seed: 1)
    configuration.training.classWeights = .balanced
    let weighed = finder.run(configuration, data: data, seed: 1)
    #expect(weighed.points.count == 5 && weighed.points != plain.points)
  }
}
