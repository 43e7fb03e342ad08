import Datasets
import Foundation
import Learning
import Tensors
import Testing

@Suite struct FashionMNISTTests {
  static let isInstalled: Bool = {
    let context = DataContext(seed: 0, environment: ProcessInfo.processInfo.environment)
    let data = Datasets.catalog["fashion_mnist"]!.defaultComponent
    return Datasets.catalog["fashion_mnist"]!.files(data, context).allSatisfy {
      FileManager.default.fileExists(atPath: $0)
    }
  }()

  /// 784-64-32-10 with Adam at 0.001 passes 87 % of the test images in 10 epochs.
  @Test(.enabled(if: isInstalled, "Debian's package dataset-fashion-mnist is not installed"))
  func smallNetworkPasses87Percent() throws {
    let configuration = Sample.configuration(
      Sample.data("fashion_mnist"), Sample.network([64, 32], "relu"), loss: "cross_entropy",
      optimizer: Sample.adam(0.001), epochs: 10)
    let data = try Datasets.prepare(
      configuration.data, context: DataContext(seed: 0, environment: ProcessInfo.processInfo.environment))
    let result = try #require(Trainer(configuration, data: data, seed: 0).run { _, _, _ in true })
    #expect(try #require(result["test.accuracy"]?.values.last) > 0.87)
  }
}
