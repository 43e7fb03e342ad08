import Datasets
import Diagnostics
import Learning
import Tensors
import Testing

/// What holds of a metric whatever the predictions are.
@Suite struct MetricPropertyTests {
  private static let rows = Metrics.catalog.rows.filter {
    switch $0.measure {
    case .predictions, .matrix: true
    case .loss, .samples: false
    }
  }

  /// Random predictions of multiples of 1/64, whose probabilities sum to 1; no two of a row are equal where
  /// `distinct`.
  private static func random(_ classes: Int, rows: Int, distinct: Bool = false, seed: UInt64)
    -> PredictionCase
  {
    var stream = RandomStream(seed: seed, purpose: "metrics")
    var values: [Float] = []
    var labels: [Int] = []
    while labels.count < rows {
      var shares = [Int](repeating: 0, count: classes)
      for _ in 0..<64 { shares[min(stream.integer(below: classes), stream.integer(below: classes))] += 1 }
      let turn = stream.integer(below: classes)
      let row = (0..<classes).map { shares[($0 + turn) % classes] }
      guard !distinct || Set(row).count == classes else { continue }
      values += row.map { Float($0) / 64 }
      // More often than not a class that is thought probable.
      let best = row.indices.max { row[$0] < row[$1] }!
      labels.append(stream.integer(below: 2) == 0 ? best : stream.integer(below: classes))
    }
    return .classes("random", classes, values, labels)
  }

  private static func randomColumn(rows: Int, seed: UInt64) -> PredictionCase {
    var stream = RandomStream(seed: seed, purpose: "metrics")
    let labels = (0..<rows).map { _ in stream.integer(below: 2) }
    return .column("random", labels.map { Float(stream.integer(below: 49) + 16 * $0) / 64 }, labels)
  }

  private static func randomRegression(rows: Int, seed: UInt64) -> PredictionCase {
    var stream = RandomStream(seed: seed, purpose: "metrics")
    let targets = (0..<2 * rows).map { _ in stream.normal() }
    return .regression(
      "random", columns: 2, targets.map { $0 + stream.normal() / 2 }, targets, scale: [3, 0.25])
  }

  /// Of every task, without ties in a row and with.
  private static let cases: [PredictionCase] =
    PredictionCase.all + [
      random(3, rows: 60, seed: 1), random(5, rows: 60, distinct: true, seed: 2),
      random(2, rows: 60, seed: 3),
      randomColumn(rows: 60, seed: 4), randomRegression(rows: 60, seed: 5),
    ]

  private static func cases(of row: MetricRow) -> [PredictionCase] { cases.filter { row.fits($0.task) } }

  // MARK: - Range

  private static let bounds: [String: ClosedRange<Double>] = [
    "roc_auc": 0...1, "pr_auc": 0...1, "log_loss": 0...16, "perplexity": 1...8_388_608, "brier": 0...2,
    "calibration_error": 0...1, "mae": 0...(.infinity), "rmse": 0...(.infinity), "mse": 0...(.infinity),
    "median_absolute_error": 0...(.infinity), "max_error": 0...(.infinity), "r2": -.infinity...1,
    "explained_variance": -.infinity...1, "confusion_matrix": 0...60,
  ]

  /// NaN only where a prediction is, and where a metric is undefined.
  @Test(arguments: rows.map(\.name))
  func staysInItsRange(_ name: String) throws {
    let row = try metric(name)
    let range = try #require(row.unit == .share ? 0...1 : Self.bounds[name], "no range of '\(name)'")
    let undefined: [String: [String]] = [
      "roc_auc": ["column-of-class-0", "column-of-class-1", "many-one-class"],
      "pr_auc": ["column-of-class-0"], "r2": ["one-row"],
    ]
    for item in Self.cases(of: row) {
      for value in try #require(row.values(item.predictions)) {
        let mayBeUndefined =
          item.values.contains(where: \.isNaN) || undefined[name]?.contains(item.name) == true
        #expect(range.contains(value) || (value.isNaN && mayBeUndefined), "\(item.name): \(value)")
        #expect(!(undefined[name]?.contains(item.name) == true) || value.isNaN, "\(item.name): \(value)")
      }
    }
  }

  // MARK: - Symmetries

  @Test(arguments: rows.map(\.name))
  func orderOfRowsDoesNotMatter(_ name: String) throws {
    let row = try metric(name)
    for item in Self.cases(of: row) {
      var stream = RandomStream(seed: 9, purpose: item.name)
      let plain = try #require(row.values(item.predictions))
      let shuffled = try #require(row.values(item.rows(at: stream.permutation(item.rows)).predictions))
      #expect(zip(plain, shuffled).allSatisfy { agree($0, $1) }, "\(item.name): \(plain), \(shuffled)")
    }
  }

  /// Other names for classes change nothing, and put the entries of a matrix elsewhere.
  @Test(arguments: rows.filter { $0.fits(.classification(classes: 5)) }.map(\.name))
  func namesOfClassesDoNotMatter(_ name: String) throws {
    let row = try metric(name)
    let item = Self.random(5, rows: 80, distinct: true, seed: 11)
    let names = [3, 0, 4, 1, 2]
    var values = item.values
    for i in 0..<item.rows {
      for column in 0..<5 { values[5 * i + names[column]] = item.values[5 * i + column] }
    }
    let renamed = PredictionCase.classes("renamed", 5, values, item.labels.map { names[$0] })
    var options: [[String: OptionValue]] = [[:]]
    if name == "top_k" { options = (1...4).map { ["k": .integer($0)] } }
    if row.options.contains(where: { $0.name == "average" }) {
      options = ["macro", "micro", "weighted"].map { ["average": .string($0)] }
    }
    for options in options {
      let plain = try #require(row.values(item.predictions, options))
      let other = try #require(row.values(renamed.predictions, options))
      for index in plain.indices {
        let place = plain.count == 1 ? 0 : 5 * names[index / 5] + names[index % 5]
        #expect(agree(plain[index], other[place]), "\(options): \(plain), \(other)")
      }
    }
  }

  /// The other class as the positive one.
  @Test(arguments: ["precision", "recall", "f1"])
  func positiveClassIsEither(_ name: String) throws {
    let item = Self.randomColumn(rows: 70, seed: 12)
    // Exactly 1/2 is class 0 on both sides, so it is left out.
    let kept = item.rows(at: (0..<item.rows).filter { item.values[$0] != 0.5 })
    let turned = PredictionCase.column("turned", kept.values.map { 1 - $0 }, kept.labels.map { 1 - $0 })
    let row = try metric(name)
    #expect(try row.value(kept.predictions, ["positive": .integer(0)]) == row.value(turned.predictions))
  }

  /// A column of P(class 1) says as much as one for each class.
  @Test(arguments: rows.filter { $0.fits(.binary) }.map(\.name))
  func oneColumnEqualsTwo(_ name: String) throws {
    let row = try metric(name)
    let one = Self.randomColumn(rows: 70, seed: 13)
    let two = PredictionCase.classes("two", 2, one.values.flatMap { [1 - $0, $0] }, one.labels)
    let (a, b) = (try #require(row.values(one.predictions)), try #require(row.values(two.predictions)))
    #expect(a.count == b.count && zip(a, b).allSatisfy { agree($0, $1) }, "\(a), \(b)")
  }

  // MARK: - Rankings

  @Test func reversedScoresHaveTheRestOfTheArea() throws {
    let row = try metric("roc_auc")
    for seed in 0..<20 as Range<UInt64> {
      let item = Self.randomColumn(rows: 50, seed: seed)
      let area = try row.value(item.predictions)
      let reversed = try row.value(item.replacing(values: item.values.map { 1 - $0 }).predictions)
      #expect(agree(reversed, 1 - area, 1e-15) && area > 0.5)
    }
  }

  /// By its definition, over all pairs.
  @Test func areaIsTheShareOfPairs() throws {
    let item = Self.randomColumn(rows: 80, seed: 21)
    let row = try metric("roc_auc")
    var (sum, pairs) = (0.0, 0.0)
    for i in item.labels.indices where item.labels[i] == 1 {
      for j in item.labels.indices where item.labels[j] == 0 {
        sum += item.values[i] > item.values[j] ? 1 : item.values[i] == item.values[j] ? 0.5 : 0
        pairs += 1
      }
    }
    #expect(agree(try row.value(item.predictions), sum / pairs, 1e-15))
  }

  /// Only the order of scores counts, whether they are probabilities or not, below 0 or above.
  @Test(arguments: ["roc_auc", "pr_auc"])
  func onlyTheOrderOfScoresCounts(_ name: String) throws {
    let row = try metric(name)
    for item in [Self.randomColumn(rows: 60, seed: 22), Self.random(4, rows: 60, seed: 23)] {
      let plain = item.predictions
      let moved = Predictions(
        values: Tensor(
          plain.values.shape, plain.values.values.map { 1000 * ($0 - 0.5) * ($0 - 0.5).magnitude }),
        targets: plain.targets, kind: plain.kind, isProbability: false)
      #expect(try row.value(plain) == row.value(moved))
    }
  }

  /// −0 and 0 are the same score.
  @Test func zerosOfBothSignsAreEqual() throws {
    let item = PredictionCase.column("zeros", [0, -0.0, -1, 1], [0, 1, 0, 1])
    #expect(try metric("roc_auc").value(item.predictions) == 3.5 / 4)
  }

  // MARK: - Many rows

  /// Rows that stand a thousand times each count like rows that stand once. 60,000 rows would not end in
  /// quadratic time.
  @Test(arguments: rows.map(\.name))
  func manyRows(_ name: String) throws {
    let row = try metric(name)
    let item =
      row.fits(.regression) ? Self.randomRegression(rows: 60, seed: 31) : Self.random(10, rows: 60, seed: 32)
    let many = item.rows(at: (0..<60_000).map { $0 * 7 % 60 })
    let (few, all) = (try #require(row.values(item.predictions)), try #require(row.values(many.predictions)))
    let factor = row.unit == .count ? 1000.0 : 1
    #expect(zip(few, all).allSatisfy { agree(factor * $0, $1, 1e-9) }, "\(few), \(all)")
  }

  // MARK: - Soft targets and broken predictions

  /// The class of soft targets is the likeliest.
  @Test(arguments: rows.filter { $0.fits(.classification(classes: 4)) }.map(\.name))
  func softTargetsStandForTheLargest(_ name: String) throws {
    let row = try metric(name)
    let plain = Self.random(4, rows: 40, seed: 41).predictions
    let soft = Predictions(
      values: plain.values, targets: Tensor(plain.targets.shape, plain.targets.values.map { 0.1 + 0.6 * $0 }),
      kind: plain.kind)
    #expect(row.values(plain) == row.values(soft))
  }

  /// What is read off the decided classes counts a row with a NaN as taken for none; all else is NaN. An
  /// infinity may give what it likes, but nothing traps.
  @Test(arguments: rows.map(\.name))
  func predictionsThatAreNoNumbers(_ name: String) throws {
    let row = try metric(name)
    let decides =
      row.unit == .share || row.unit == .count
    for item in Self.cases(of: row) where !item.values.contains(where: \.isNaN) {
      for index in item.values.indices {
        for broken in [Float.nan, .infinity, -.infinity, .greatestFiniteMagnitude] {
          var values = item.values
          values[index] = broken
          let result = try #require(row.values(item.replacing(values: values).predictions))
          guard broken.isNaN else { continue }
          #expect(result.allSatisfy { $0.isNaN != decides } || (name == "r2" && item.rows == 1))
        }
      }
    }
  }

  /// Nothing at all is no reason to stop.
  @Test(arguments: rows.map(\.name))
  func noRows(_ name: String) throws {
    let row = try metric(name)
    for item in Self.cases(of: row) {
      let values = try #require(row.values(item.rows(at: []).predictions))
      #expect(values.allSatisfy { $0.isNaN || $0 == 0 })
    }
  }
}
