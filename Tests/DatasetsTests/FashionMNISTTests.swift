import Datasets
import Diagnostics
import Testing

@Suite struct FashionMNISTTests {
  static let isInstalled: Bool = {
    do {
      _ = try load("fashion_mnist", ["samples": .integer(2), "test_samples": .integer(1)])
      return true
    } catch { return false }
  }()

  // The usual figures of the training images: mean 0.2860, std 0.3530.
  @Test(.enabled(if: isInstalled, "Debian's dataset-fashion-mnist is not installed"))
  func wholeSet() throws {
    let set = try load("fashion_mnist")
    #expect(set.samples.inputs.shape == [60000, 784] && set.testSamples?.inputs.shape == [10000, 784])
    let values = set.samples.inputs.tensor.values
    let mean = values.reduce(0.0) { $0 + Double($1) } / Double(values.count)
    let variance =
      values.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / Double(values.count)
    #expect(abs(mean - 0.2860) < 5e-5 && abs(variance.squareRoot() - 0.3530) < 5e-5)
    #expect(values.min() == 0 && values.max() == 1)
    #expect(
      (0..<10).allSatisfy { set.samples.labelCounts[$0] == 6000 && set.testSamples?.labelCounts[$0] == 1000 })
    // The first image of the file is an ankle boot.
    #expect(set.classNames[Int(set.samples.labels![0])] == "ankle boot")
    #expect(set.imageShape == [28, 28] && set.provenance.licence == "MIT")
  }

  @Test(.enabled(if: isInstalled, "Debian's dataset-fashion-mnist is not installed"))
  func subset() throws {
    let options: [String: OptionValue] = ["samples": .integer(1200), "test_samples": .integer(300)]
    let prepared = try prepare("fashion_mnist", options)
    #expect(prepared.sizes == [1100, 100, 300])
    let set = try load("fashion_mnist", options)
    #expect(set.testSamples?.labels == prepared.test.labels)
    #expect(set.samples.labels == (try load("fashion_mnist", options, seed: 9)).samples.labels)
  }

  @Test func whereItIsMissing() throws {
    let folder = try TemporaryFolder()
    var context = folder.context
    let byOption = dataError {
      try Datasets.prepare(data("fashion_mnist", ["folder": .string("clothes")]), context: context)
    }
    #expect(byOption?.missing != nil && byOption?.option == "folder")
    #expect(byOption?.hints.first == "on Debian: apt install dataset-fashion-mnist")

    context.environment["ABLATE_FASHION_MNIST"] = folder.path
    let byEnvironment = dataError { try Datasets.prepare(data("fashion_mnist"), context: context) }
    #expect(byEnvironment?.missing != nil && byEnvironment?.option == nil)
    let files = Datasets.catalog["fashion_mnist"]!.files(data("fashion_mnist"), context)
    #expect(files.count == 4 && files[0] == "\(folder.path)/train-images-idx3-ubyte.gz")
    // No absolute path reaches a report.
    #expect(!byEnvironment!.message.contains(folder.path))
  }
}
