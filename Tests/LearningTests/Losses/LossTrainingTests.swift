import Datasets
import Diagnostics
import Graphs
import Learning
import Tensors
import Testing

/// Every supervised loss through whole trainings.
@Suite struct LossTrainingTests {
  static func configuration(
    _ loss: Component, _ data: PreparedData, hidden: [Int] = [6], steps: Int = 3, batch: Int? = 16
  ) -> Configuration {
    Configuration(
      data: Sample.data("xor"), model: Sample.network(hidden, "tanh", "xavier_normal"), loss: loss,
      optimizer: .single(Sample.adam(0.01)),
      training: TrainingConfiguration(length: .steps(steps), batchSize: batch),
      metrics: Metrics.defaults(for: data.task, hasMixture: false))
  }

  static func run(_ configuration: Configuration, _ data: PreparedData, kernels: Kernels = .current) throws
    -> RunResult
  {
    #expect(configuration.problems(with: data) == [])
    return try #require(
      Trainer(configuration, data: data, seed: 1, kernels: kernels).run { _, _, _ in true })
  }

  /// With every option on all data that it takes: three steps that change the weights, finite metrics, and a model that
  /// predicts as it was measured.
  @Test(arguments: LossCase.rowNames)
  func threeSteps(_ name: String) throws {
    let row = try #require(Losses.catalog[name])
    var trained: [LossData] = []
    for kind in LossData.allCases {
      let data = try kind.prepared()
      for component in LossCase.components(row) {
        let configuration = Self.configuration(component, data)
        guard configuration.problems(with: data).isEmpty else { continue }
        let result = try Self.run(configuration, data)
        #expect(result.status == .completed && result.steps == 3, "\(component) on \(kind)")
        for (metric, curve) in result.curves {
          #expect(curve.epochs == [0, 1] && curve.values.allSatisfy(\.isFinite), "\(component): \(metric)")
        }
        let loss = try #require(result["train.loss"]?.values)
        #expect(loss[0] != loss[1], "\(component) on \(kind) learned nothing")
        try checkPredictions(configuration, data, result)
        if trained.last != kind { trained.append(kind) }
      }
    }
    #expect(!trained.isEmpty, "'\(name)' takes no data")
    for kind in trained { #expect(row.fits(try kind.prepared().task)) }
  }

  private func checkPredictions(_ configuration: Configuration, _ data: PreparedData, _ result: RunResult)
    throws
  {
    let model = try #require(TrainedModel(configuration, data: data, result: result))
    let predictions = model.predictions(for: data.test.inputs)
    #expect(predictions.values.allSatisfy { $0.isFinite })
    guard let labels = data.test.labels else {
      #expect(predictions.shape == data.test.values?.shape)
      return
    }
    let decided = Targets(task: data.task, width: predictions.columns)
    let correct = (0..<predictions.rows).count { decided.decide(predictions.row($0)) == Int(labels[$0]) }
    #expect(Double(correct) / Double(labels.count) == result["test.accuracy"]?.values.last)
  }

  // MARK: - Embeddings

  /// Irises, standardized, by the nearest mean of a class: at least 0.9 on the mean of three splits.
  @Test(
    arguments: [
      ("info_nce", [:]), ("triplet", [:]), ("triplet", ["mining": .string("all")]),
    ] as [(String, [String: OptionValue])])
  func embeddingsTellIrises(_ name: String, _ options: [String: OptionValue]) throws {
    let standardize = OptionValue.component(Datasets.preprocessing["standardize"]!.defaultComponent)
    var configuration = Sample.configuration(
      Sample.data("iris", ["preprocess": .list([standardize])]),
      Sample.network([16], "tanh", "xavier_uniform"), loss: name, optimizer: Sample.adam(0.02), epochs: 30,
      batch: 32)
    configuration.loss = Losses.catalog[name]!.component(options.merging(["dimensions": .integer(2)]) { $1 })
    let accuracies = try (0..<3 as Range<UInt64>).map { seed in
      let result = try Sample.run(configuration, seed: seed)
      #expect(
        try #require(result["train.loss"]?.values.last) < (try #require(result["train.loss"]?.values[0])))
      #expect(result[artifact: "prototypes"]?.shape == [3, 2])
      return try #require(result["test.accuracy"]?.values.last)
    }
    #expect(accuracies.reduce(0, +) / 3 >= 0.9, "\(accuracies)")
  }

  /// Rows are compared with those of their own chunk of 256, and the chunks count what their rows do.
  @Test(
    arguments: [
      ("info_nce", [:]), ("triplet", [:]), ("triplet", ["mining": .string("all")]),
    ] as [(String, [String: OptionValue])])
  func evaluationComparesWithinChunks(_ name: String, _ options: [String: OptionValue]) throws {
    let row = try #require(Losses.catalog[name])
    let component = row.component(options.merging(["dimensions": .integer(2)]) { $1 })
    let data = try LossData.classes.prepared(rows: 430)
    try #require(data.train.count == 301)
    let result = try Self.run(Self.configuration(component, data, hidden: [], steps: 0), data)
    let store = ParameterStore()
    for (name, value) in result.parameters { store.add(name, value) }

    let loss = try #require(row.supervised)
    let targets = loss.targets(data.task, 2).encode(data.train)
    var (total, count) = (0.0, 0.0)
    for range in [0..<256, 256..<301] {
      let graph = Graph()
      let y = graph.input("y", [range.count, 3])
      let z =
        product(graph.input("x", [range.count, 2]), graph.parameter("output.weight", [2, 2]))
        + graph.parameter("output.bias", [2])
      let weights = loss.exampleWeights(y, component)
      let program = Program(
        graph, outputs: [loss.perExample(z, y, component)] + [weights].compactMap { $0 }, parameters: store)
      program.setInput("x", data.train.inputs.values(ofRows: range))
      program.setInput("y", targets.rows(at: Array(range)).values)
      program.execute()
      total += program.output(0).reduce(0) { $0 + Double($1) }
      count += weights == nil ? Double(range.count) : program.output(1).reduce(0) { $0 + Double($1) }
    }
    // The run adds up the rows one after the other, and here the chunks are.
    let measured = try #require(result["train.loss"]?.values[0])
    #expect((measured - total / count).magnitude <= 1e-12 * measured)
  }

  /// Without the means of a run's training part there is nothing to tell classes by.
  @Test func predictionsNeedPrototypes() throws {
    let data = try LossData.classes.prepared()
    let configuration = Self.configuration(Losses.catalog["triplet"]!.defaultComponent, data)
    var result = try Self.run(configuration, data)
    result.artifacts = []
    #expect(TrainedModel(configuration, data: data, result: result) == nil)
  }

  @Test(arguments: Kernels.available.map(\.name))
  func bitsDoNotDependOnTheKernels(_ name: String) throws {
    let kernels = try #require(Kernels.available.first { $0.name == name })
    let scalar = try #require(Kernels.available.first { $0.name == "scalar" })
    let data = try LossData.classes.prepared()
    for loss in ["info_nce", "triplet"] {
      var configuration = Self.configuration(Losses.catalog[loss]!.defaultComponent, data)
      configuration.training.classWeights = .balanced
      #expect(
        try Self.run(configuration, data, kernels: kernels) == Self.run(configuration, data, kernels: scalar))
    }
  }
}
