import Datasets
import Diagnostics
import Learning
import Tensors
import Testing

/// Inputs held in bytes teach what the same numbers in binary32 do, bit by bit.
@Suite struct ByteInputTests {
  private static let rows = 300
  /// Wide enough that a batch of 32 is fetched ahead, and no whole number of vectors.
  private static let columns = 601

  /// The same data twice, in bytes and in binary32.
  private static func data(_ configuration: Configuration, _ task: LearningTask) throws -> [PreparedData] {
    var stream = RandomStream(seed: 8, purpose: "bytes")
    let labels = (0..<rows).map { Int32($0 % 3) }
    // Each class is bright in another third of the columns.
    let bytes = labels.flatMap { label in
      (0..<columns).map { column in
        UInt8(truncatingIfNeeded: stream.integer(below: 200) + (column % 3 == Int(label) ? 55 : 0))
      }
    }
    let inBytes = FeatureMatrix(rows: rows, columns: columns, bytes: bytes)
    let data = try [inBytes, FeatureMatrix(inBytes.tensor)].map { inputs in
      let set = Dataset(
        task: task, samples: Samples(inputs: inputs, labels: task == .generation ? nil : labels),
        columns: (1...columns).map { Column("x\($0)") },
        classNames: task == .generation ? [] : ["a", "b", "c"], provenance: Provenance(source: "drawn"))
      return try Datasets.prepare(set, configuration.data, seed: 2)
    }
    #expect(data[0].train.inputs.isBytes && !data[1].train.inputs.isBytes)
    #expect(data[0].train == data[1].train)
    return data
  }

  private func results(_ configuration: Configuration, _ data: [PreparedData], _ kernels: Kernels) throws
    -> [RunResult]
  {
    try data.map { data in
      try #require(
        Trainer(configuration, data: data, seed: 2, kernels: kernels).run { _, _, _ in true })
    }
  }

  /// Initializers that look at the data, steps, evaluations and what is recorded of them.
  @Test(arguments: Kernels.available) func network(_ kernels: Kernels) throws {
    let configuration = Sample.configuration(
      Sample.data("blobs"), Sample.network([64, 9], "relu", "lsuv"), loss: "cross_entropy",
      optimizer: Sample.adam(0.01), epochs: 2,
      record: RecordConfiguration(gradients: true, activations: true, weights: true))
    let data = try Self.data(configuration, .classification(classes: 3))
    let results = try results(configuration, data, kernels)
    #expect(results[0].status == .completed && results[0] == results[1])

    let models = try data.map { try #require(TrainedModel(configuration, data: $0, result: results[0])) }
    #expect(
      models[0].predictions(for: data[0].test.inputs) == models[1].predictions(for: data[1].test.inputs))
  }

  /// Steps taken one by one, each batch gathered by itself.
  @Test func observedSteps() throws {
    let configuration = Sample.configuration(
      Sample.data("blobs"), Sample.network([8], "tanh"), loss: "cross_entropy", optimizer: Sample.adam(0.01),
      epochs: 1)
    let transcripts = try Self.data(configuration, .classification(classes: 3)).map { data in
      try #require(Trainer(configuration, data: data, seed: 2).transcript(steps: 4) { _, _, _ in true })
    }
    #expect(transcripts[0].result == transcripts[1].result)
    #expect(transcripts[0].record.losses[0].values == transcripts[1].record.losses[0].values)
  }

  @Test(arguments: Kernels.available) func adversarial(_ kernels: Kernels) throws {
    var configuration = TrainingTests.gan(epochs: 2)
    configuration.training.batchSize = 32
    configuration.metrics = Metrics.defaults(for: .generation, hasMixture: false)
    let results = try results(configuration, Self.data(configuration, .generation), kernels)
    #expect(results[0].status == .completed && results[0] == results[1])
  }
}
