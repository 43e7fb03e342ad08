import Datasets
import Diagnostics
import Learning
import Tensors
import Testing

/// Every supervised loss trains, end to end, on data that it fits.
@Suite struct LossTrainingTests {
  private static let losses = Losses.catalog.rows.filter { $0.supervised != nil }.map(\.name)

  @Test(arguments: losses)
  func trains(_ name: String) throws {
    let row = try #require(Losses.catalog[name])
    var trained = 0
    for (data, task) in [
      (Sample.data("iris"), LearningTask.classification(classes: 3)),
      (Sample.data("two_moons", ["samples": .integer(80)]), .binary),
      (Sample.data("sine", ["samples": .integer(80)]), .regression),
    ] where row.fits(task, targetColumns: 1...1) {
      // Counts are not what a sine gives.
      let configuration = Sample.configuration(
        data, Sample.network([6], "tanh"), loss: name, optimizer: Sample.adam(0.01), epochs: 3)
      let prepared = try Datasets.prepare(data, context: DataContext(seed: 0))
      guard configuration.problems(with: prepared).isEmpty else { continue }
      let result = try Sample.run(configuration, seed: 0)
      #expect(result.status == .completed, "\(name) on \(data.name)")
      let loss = try #require(result["train.loss"])
      #expect(loss.values.count == 4 && loss.values.allSatisfy(\.isFinite))
      let later = try #require(loss.values.dropFirst().min())
      #expect(later < loss.values[0], "\(name) on \(data.name): \(loss.values)")
      trained += 1
    }
    // What takes several target columns or counts has no data set here that fits.
    #expect(trained > 0 || ["poisson"].contains(name))
  }

  /// Embeddings put the classes apart, and their means tell new rows.
  @Test(arguments: ["info_nce", "triplet"])
  func embeddingsTellClasses(_ name: String) throws {
    let data = Sample.data(
      "iris", ["preprocess": .list([.component(Datasets.preprocessing["standardize"]!.defaultComponent)])])
    var configuration = Sample.configuration(
      data, Sample.network([16], "relu"), loss: name, optimizer: Sample.adam(0.01), epochs: 30)
    configuration.metrics.append(Metrics.catalog["confusion_matrix"]!.defaultComponent)
    let result = try Sample.run(configuration, seed: 0)
    let accuracy = try #require(result["test.accuracy"]?.values.last)
    #expect(accuracy > 0.85, "\(accuracy)")
    let prototypes = try #require(result[artifact: "prototypes"])
    #expect(prototypes.rows == 3 && prototypes.columns == 16)

    // Whoever loads the run sees the same predictions.
    let prepared = try Datasets.prepare(data, context: DataContext(seed: 0))
    let model = try #require(TrainedModel(configuration, data: prepared, result: result))
    let predictions = model.predictions(for: prepared.test.inputs)
    #expect(predictions.columns == 3)
    let right = (0..<predictions.rows).count { row in
      let shares = Array(predictions.row(row))
      return shares.firstIndex(of: shares.max()!) == Int(prepared.test.labels![row])
    }
    #expect((Double(right) / Double(predictions.rows) - accuracy).magnitude < 1e-12)
    let matrix = try #require(result[artifact: "confusion_matrix/test"])
    #expect((0..<3).reduce(0) { $0 + Int(matrix[$1, $1]) } == right)
  }

  /// `balanced` makes each class count alike, in the loss's own weights and in those of the training.
  @Test func balancedWeightsAreCounted() throws {
    let data = Sample.data(
      "iris",
      [
        "split": .component(
          Component(
            "split",
            options: [
              "train": .number(0.7), "validation": .number(0.15), "test": .number(0.15),
            ]))
      ])
    var own = Sample.configuration(
      data, Sample.network([4], "tanh"), loss: "cross_entropy", optimizer: Sample.adam(0.01), epochs: 2)
    var general = own
    own.loss = Losses.catalog["cross_entropy"]!.component(["class_weights": .string("balanced")])
    general.training.classWeights = .balanced
    let (a, b) = (try Sample.run(own, seed: 0), try Sample.run(general, seed: 0))
    let (x, y) = (try #require(a["train.loss"]), try #require(b["train.loss"]))
    for (first, second) in zip(x.values, y.values) { #expect((first - second).magnitude < 1e-5) }
    general.training.classWeights = .list([1, 2])
    let prepared = try Datasets.prepare(data, context: DataContext(seed: 0))
    #expect(general.problems(with: prepared) == ["2 class weights for 3 classes"])
  }
}
