import Datasets
import Foundation
import Learning
import Tensors
import Testing

@testable import Benchmarks

@Suite struct SuiteTests {
  private static func isInstalled(_ work: TrainingWork) -> Bool {
    let data = work.configuration.data
    let files = Datasets.catalog[data.name]?.files(data, .here(seed: 0)) ?? []
    return files.allSatisfy { FileManager.default.fileExists(atPath: $0) }
  }

  /// Those whose data take no time to load.
  private static let small = [TrainingWork.xor, .moons, .gan]

  /// What the table says of a work is what its configuration makes of its data.
  @Test(arguments: TrainingWork.all.map(\.name))
  func worksFitTheirData(_ name: String) throws {
    var work = try #require(TrainingWork.all.first { $0.name == name })
    guard Self.isInstalled(work) else { return }
    if work.configuration.data.name == "fashion_mnist" {
      work.configuration.data.options["samples"] = .integer(500)
      work.configuration.data.options["test_samples"] = .integer(1)
    }
    let data = try work.data()
    #expect(work.configuration.problems(with: data) == [])
    let loop = work.loop(data)
    let weights = loop.initialParameters.map(\.value).filter { $0.shape.rank == 2 }.map(\.shape)
    let expected = work.widths.flatMap { widths in
      zip(widths, widths.dropFirst()).map { Shape([$0, $1]) }
    }
    #expect(weights == expected)
    #expect(data.validation.count == 0)
    #expect(loop.length > 0 && work.comparedSteps > 0 && work.agreedSteps > 0)
    // What a peer gets: whole epochs, or whole batches of the first, here of all of Fashion-MNIST.
    if case .steps(let steps) = work.configuration.training.length {
      #expect(steps * loop.batchSize <= 60000)
    }
  }

  @Test(arguments: small.map(\.name)) func handoverIsComplete(_ name: String) throws {
    let work = try #require(TrainingWork.all.first { $0.name == name })
    let folder = try TemporaryFolder()
    let data = try work.data()
    let handover = try Handover(work, data: data, to: folder, in: "work", evaluates: true)
    let files = try Set(FileManager.default.contentsOfDirectory(atPath: folder.path("work")))
    let layers = handover.networks.flatMap(\.layers)
    let named =
      [handover.inputs, handover.order, handover.targets, handover.latents].compactMap { $0 }
      + layers.flatMap { [$0.weight, $0.bias] }
      + handover.parts.flatMap { [$0.inputs, $0.targets].compactMap { $0 } }
    #expect(files == Set(named + ["work.json"]))
    #expect(handover.networks.count == work.widths.count)
    #expect((handover.latents != nil) == (handover.networks.count == 2))
  }

  /// The first layer's inputs need no gradient, except where a generator makes them.
  @Test func productsOfAStep() {
    let shapes = Set(ProductShape.all(in: [.moons]))
    #expect(
      shapes == [
        ProductShape(form: .forward, m: 32, n: 32, k: 2),
        ProductShape(form: .forward, m: 32, n: 32, k: 32),
        ProductShape(form: .forward, m: 32, n: 1, k: 32),
        ProductShape(form: .weightGradient, m: 2, n: 32, k: 32),
        ProductShape(form: .weightGradient, m: 32, n: 32, k: 32),
        ProductShape(form: .weightGradient, m: 32, n: 1, k: 32),
        ProductShape(form: .inputGradient, m: 32, n: 32, k: 32),
        ProductShape(form: .inputGradient, m: 32, n: 32, k: 1),
      ])
    let ring = ProductShape.all(in: [.gan])
    #expect(ring.contains(ProductShape(form: .inputGradient, m: 256, n: 2, k: 128)))
    #expect(Set(ring).count == ring.count)
  }

  /// Ours against a loop, through the interface that is timed.
  @Test func productsAreWhatTheySayTheyAre() {
    for form in ProductShape.Form.allCases {
      let shape = ProductShape(form: form, m: 3, n: 4, k: 5)
      let result = ProductBenchmark(repetitions: 1).run(shape)
      #expect(result.ours.median > 0)
      if let difference = result.difference { #expect(difference < 1e-6) }
    }
  }

  @Test func bitsAreComparedEverywhere() throws {
    var work = TrainingWork.moons
    work.comparedSteps = 40
    let comparison = BitComparison(work, data: try work.data())
    #expect(comparison.steps == 40)
    #expect(comparison.hashes.count == 2 * Kernels.available.count)
    #expect(comparison.differences == [])
  }

  @Test func aTrainingIsTimed() throws {
    var work = TrainingWork.xor
    work.agreedSteps = 10
    let result = try TrainingBenchmark(repetitions: 2, threads: 1).run(
      work, data: try work.data(), peers: [], folder: try TemporaryFolder())
    #expect(result.steps == 2000)
    #expect(result.ours.time.lowest > 0)
    #expect(result.ours.losses["loss"]! < result.ours.agreedLosses["loss"]!)
    #expect(result.hash.count == 12)
    let table = TrainingTable.text([result], peers: [.pytorch])
    #expect(table.contains("| xor   | 2,000 |"))
    #expect(table.contains("`\(result.hash)`"))
  }

  @Test func differencesOfLosses() {
    #expect(TrainingTable.difference(["loss": 2], ["loss": 2]) == "0")
    #expect(TrainingTable.difference(["loss": 2], ["loss": 2.2]) == "0.1")
    #expect(TrainingTable.difference(["a": 1, "b": 1], ["a": 1, "b": 1.000001]) == "1e-6")
    #expect(TrainingTable.difference(["loss": 2], [:]) == "?")
  }

  @Test func unknownSuitesAreTold() {
    #expect(throws: (any Error).self) { try Benchmarks.parse(["fashon-32"]) }
    #expect(throws: (any Error).self) { try Benchmarks.parse(["xor", "--repetitions", "0"]) }
    #expect(throws: Never.self) { try Benchmarks.parse(["xor", "--against", "jax", "--against", "pytorch"]) }
  }
}
