import Datasets
import Diagnostics
import Learning
import Tensors
import Testing

@Suite struct LearningRateFinderTests {
  /// Made-up losses: flat, then falling to a lowest point, then rising.
  @Test func suggestionsOfMadeUpLosses() throws {
    let finder = LearningRateFinder(low: 1e-4, high: 1, steps: 41)
    let losses = (0..<41).map { step -> Double in step < 10 ? 2 : step < 25 ? 2 - 0.12 * Double(step - 9) : 3
    }
    let finding = finder.finding(losses)
    #expect(finding.points.count == 41)
    #expect((finding.points[0].rate - 1e-4).magnitude < 1e-12)
    #expect((finding.points[20].rate - 1e-2).magnitude < 1e-10)
    // The first mean is the first loss, without the bias of a start at zero.
    #expect((finding.points[0].smoothed - 2).magnitude < 1e-12)
    let smoothed = finding.points.map(\.smoothed)
    let lowest = try #require(smoothed.indices.min { smoothed[$0] < smoothed[$1] })
    #expect(finding.tenthOfLowest == finding.points[lowest].rate / 10)
    let slopes = (10..<40).map { smoothed[$0 + 1] - smoothed[$0 - 1] }
    let steepest = try #require(slopes.indices.min { slopes[$0] < slopes[$1] })
    #expect(finding.steepest == finding.points[steepest + 10].rate)
    #expect(finder.finding([1, 2]).steepest == nil)
  }

  @Test func findsARateForMoons() throws {
    let configuration = Sample.configuration(
      Sample.data("two_moons", ["samples": .integer(400)]), Sample.network([32, 32], "relu"),
      loss: "cross_entropy", optimizer: Optimizers.catalog["sgd"]!.defaultComponent, epochs: 1)
    let data = try Datasets.prepare(configuration.data, context: DataContext(seed: 1))
    let finding = LearningRateFinder().run(configuration, data: data, seed: 1)
    #expect((50...100).contains(finding.points.count))
    let steepest = try #require(finding.steepest)
    let tenth = try #require(finding.tenthOfLowest)
    #expect((1e-3...10).contains(steepest) && (1e-3...1).contains(tenth))
    // Suggested rates learn, and the test depends on nothing but the seed.
    #expect(finding == LearningRateFinder().run(configuration, data: data, seed: 1))
  }

  /// A rate far too high ends the test: it does not go on to the highest.
  @Test func endsWhereTheLossExplodes() throws {
    let configuration = Sample.configuration(
      Sample.data("sine", ["samples": .integer(100)]), Sample.network([32], "relu"), loss: "mse",
      optimizer: Optimizers.catalog["sgd"]!.defaultComponent, epochs: 1)
    let data = try Datasets.prepare(configuration.data, context: DataContext(seed: 1))
    let finding = LearningRateFinder(high: 1e4).run(configuration, data: data, seed: 1)
    #expect(finding.points.count < 100 && finding.points.count > 20)
    #expect(finding.points.allSatisfy { $0.smoothed.isFinite })
  }

  @Test func isNotForGames() {
    #expect(LearningRateFinder.problem(TrainingTests.gan(epochs: 1)) != nil)
    let lbfgs = Sample.configuration(
      Sample.data("xor"), Sample.network([4], "tanh"), loss: "mse",
      optimizer: Optimizers.catalog["lbfgs"]!.defaultComponent, epochs: 1)
    #expect(LearningRateFinder.problem(lbfgs)?.contains("lbfgs") == true)
  }
}
