import Datasets
import Learning
import Tensors
import Testing

/// Curves over shared grids. The vectors are of scikit-learn 1.9.1: `roc_curve(drop_intermediate=False)` and
/// `precision_recall_curve`, read at the grid's places.
@Suite struct PredictionCurveTests {
  private static let scores: [Float] = [0.9, 0.8, 0.8, 0.7, 0.6, 0.55, 0.5, 0.5, 0.4, 0.3, 0.2, 0.1]
  private static let labels = [1, 1, 0, 1, 1, 0, 1, 0, 0, 1, 0, 0]
  private static let grid = [0, 0.1, 0.2, 1.0 / 3, 0.5, 0.75, 1]

  private static func column(_ scores: [Float], _ labels: [Int], isProbability: Bool = true) -> Predictions {
    Predictions(
      values: Tensor([scores.count, 1], scores),
      targets: Tensor([labels.count, 1], labels.map { Float($0) }),
      kind: .indicator, isProbability: isProbability)
  }

  private static func rows(_ classes: Int, _ values: [Float], _ labels: [Int]) -> Predictions {
    var targets = Tensor(repeating: 0, [labels.count, classes])
    for (row, label) in labels.enumerated() { targets[row, label] = 1 }
    return Predictions(
      values: Tensor([labels.count, classes], values), targets: targets, kind: .oneHot(classes: classes))
  }

  private func isClose(_ a: [Double]?, _ b: [Double]) -> Bool {
    a.map { $0.count == b.count && zip($0, b).allSatisfy { ($0 - $1).magnitude < 1e-12 } } ?? false
  }

  @Test func truePositiveRates() {
    let rates = Self.column(Self.scores, Self.labels).truePositiveRates(at: Self.grid)
    let expected: [Double] = [
      0.16666666666666666, 0.26666666666666666, 0.6666666666666666, 0.6666666666666666, 0.8333333333333334, 1,
      1,
    ]
    #expect(isClose(rates, expected))
  }

  @Test func precisions() {
    let precisions = Self.column(Self.scores, Self.labels).precisions(atRecalls: Self.grid)
    let expected: [Double] = [1, 1, 0.6666666666666666, 0.6666666666666666, 0.75, 0.625, 0.6]
    #expect(isClose(precisions, expected))
  }

  /// The area under the curve on a fine grid is the metric, and the last precision the prevalence at least.
  @Test func curvesAndMetricsAgree() throws {
    var stream = RandomStream(seed: 7, purpose: "curves")
    for classes in 2...4 {
      var values: [Float] = []
      var labels: [Int] = []
      for _ in 0..<200 {
        let label = stream.integer(below: classes)
        labels.append(label)
        let row = (0..<classes).map { Float($0 == label ? 1 : 0) + stream.uniform() * 2 }
        values += row.map { $0 / row.reduce(0, +) }
      }
      let predictions = Self.rows(classes, values, labels)
      let grid = (0...20_000).map { Double($0) / 20_000 }
      let rates = try #require(predictions.truePositiveRates(at: grid))
      let area = zip(rates, rates.dropFirst()).reduce(0) { $0 + ($1.0 + $1.1) / 2 / 20_000 }
      #expect((area - predictions.areaUnderROC).magnitude < 2e-3)
      #expect(zip(rates, rates.dropFirst()).allSatisfy { $0 <= $1 + 1e-12 })
      let precisions = try #require(predictions.precisions(atRecalls: grid))
      let average = precisions.dropFirst().reduce(0, +) / 20_000
      #expect((average - predictions.averagePrecision).magnitude < 2e-3)
      #expect(try #require(precisions.last) >= #require(predictions.prevalence) - 1e-12)
    }
  }

  @Test func oneClassHasNoCurve() {
    #expect(Self.column([0.2, 0.9], [1, 1]).truePositiveRates(at: Self.grid) == nil)
    #expect(Self.column([0.2, .nan], [1, 0]).precisions(atRecalls: Self.grid) == nil)
    #expect(Self.column([0.2, 0.9], [1, 1]).prevalence == nil)
  }

  /// A bin holds what is above its lower end up to its upper one.
  @Test func reliability() throws {
    // Confidences 0.5 (class 0), 0.75, 0.75, 1; of them right 1, 0, 1, 1.
    let bins = try #require(Self.column([0.5, 0.75, 0.25, 1], [0, 0, 0, 1]).reliability(bins: 4))
    #expect(bins.map(\.count) == [0, 1, 2, 1])
    #expect(bins.map(\.right) == [0, 1, 1, 1])
    #expect(bins[2].meanConfidence == 0.75 && bins[2].accuracy == 0.5 && bins[2].gap == -0.5)
    #expect(Self.column([0.5, 3], [0, 1], isProbability: false).reliability(bins: 5) == nil)
    #expect(Self.column([0.5, .nan], [0, 1]).reliability(bins: 5) == nil)
  }

  @Test func decisions() throws {
    let decisions = Self.rows(3, [0.5, 0.25, 0.25, 0, 0.25, 0.75], [0, 1]).decisions
    let second = try #require(decisions[1])
    #expect(decisions[0]?.truth == 0 && decisions[0]?.guess == 0 && decisions[0]?.confidence == 0.5)
    #expect(second.truth == 1 && second.guess == 2 && second.confidence == 0.75)
    #expect(Self.rows(3, [.nan, 0.25, 0.25], [0]).decisions[0] == nil)
  }
}
