import Statistics
import Tensors
import Testing

@Suite struct SignFlipTestTests {
  /// All sign choices one by one, as the definition says.
  private func enumeratedCount(_ differences: [Double]) -> Int {
    let bound = differences.reduce(0, +).magnitude * (1 - 1e-12)
    return (0..<(1 << differences.count)).count { signs in
      differences.indices.reduce(0) { $0 + (signs >> $1 & 1 == 1 ? -1 : 1) * differences[$1] }.magnitude
        >= bound
    }
  }

  /// All non-empty subsets' means, sorted.
  private func enumeratedMeans(_ differences: [Double]) -> [Double] {
    (1..<(1 << differences.count)).map { subset in
      let chosen = differences.indices.filter { subset >> $0 & 1 == 1 }.map { differences[$0] }
      return chosen.reduce(0, +) / Double(chosen.count)
    }.sorted()
  }

  @Test(arguments: 1...12)
  func equalsEnumeration(count: Int) {
    var stream = RandomStream(seed: 11, purpose: "sign flips/\(count)")
    for _ in 0..<40 {
      // Small whole numbers give many ties, halves and zeros; they are exact in binary.
      let differences = (0..<count).map { _ in Double(stream.integer(below: 9) - 3) / 2 }
      #expect(SignFlipTest(differences).extremeCount == enumeratedCount(differences), "\(differences)")
      let smooth = (0..<count).map { _ in stream.normalDouble() + 0.4 }
      #expect(SignFlipTest(smooth).extremeCount == enumeratedCount(smooth), "\(smooth)")
    }
  }

  @Test(arguments: 1...11)
  func intervalEqualsEnumeration(count: Int) {
    var stream = RandomStream(seed: 12, purpose: "subsets/\(count)")
    for level in [0.5, 0.9, 0.95, 0.99] {
      let differences = (0..<count).map { _ in Double(stream.integer(below: 17) - 5) / 4 }
      let interval = SignFlipTest(differences).interval(level: level)
      let k = Int((1 - level) / 2 * Double(1 << count))
      if k == 0 {
        #expect(!interval.isBounded && interval.level == 1)
      } else {
        let means = enumeratedMeans(differences)
        #expect(interval.low == means[k - 1])
        #expect(interval.high == means[means.count - k])
        #expect(interval.level == 1 - Double(2 * k) / Double(1 << count))
      }
    }
  }

  /// Zero lies outside of the interval exactly where p is at most the interval's own chance of error, also
  /// where whole numbers give many equal sums.
  @Test(arguments: 5...12, [0.5, 0.9, 0.95, 0.99])
  func intervalAgreesWithP(count: Int, level: Double) {
    var stream = RandomStream(seed: 13, purpose: "agreement/\(count)")
    var rejected = 0
    for index in 0..<200 {
      let differences = (0..<count).map { _ in
        index % 2 == 0 ? stream.normalDouble() + 0.8 : Double(stream.integer(below: 9) - 2)
      }
      let test = SignFlipTest(differences)
      let interval = test.interval(level: level)
      // No bounds: a level of 1, and a p that is never 0.
      #expect(interval.contains(0) == (test.p > 1 - interval.level + 1e-12), "\(differences)")
      if !interval.contains(0) { rejected += 1 }
    }
    if count > 5, level < 0.96 { #expect(rejected > 20 && rejected < 200) }
  }

  @Test(arguments: 1...20)
  func onlyRelativeSizesCount(count: Int) {
    var stream = RandomStream(seed: 16, purpose: "scale/\(count)")
    for scale in [1e-3, 0.25, 3, 7e5] {
      let differences = (0..<count).map { _ in stream.normalDouble() + 0.3 }
      let test = SignFlipTest(differences)
      #expect(SignFlipTest(differences.map { -$0 }).p == test.p)
      #expect(SignFlipTest(differences.map { scale * $0 }).p == test.p)
      #expect(SignFlipTest(differences.map { -scale * $0 }).p == test.p)
      #expect(SignFlipTest(differences.reversed()).p == test.p)
      #expect(test.p >= SignFlipTest.smallestP(count: count) && test.p <= 1)
      guard count <= 12 else { break }
      let (interval, mirrored) = (test.interval(), SignFlipTest(differences.map { -$0 }).interval())
      #expect(interval.low == -mirrored.high && interval.high == -mirrored.low)
    }
  }

  /// Under the null hypothesis 5 % tests err in at most 5 % of samples (three standard errors above allowed).
  @Test func falseAlarms() {
    var stream = RandomStream(seed: 14, purpose: "false alarms")
    let samples = 4000
    let alarms = (0..<samples).count { _ in SignFlipTest((0..<8).map { _ in stream.normalDouble() }).p < 0.05
    }
    #expect((Double(alarms) / Double(samples) - 12.0 / 256).magnitude < 0.0101, "\(alarms) of \(samples)")
  }

  @Test func twentySeeds() {
    var stream = RandomStream(seed: 15, purpose: "twenty")
    let differences = (0..<20).map { _ in Double(stream.integer(below: 64) - 20) / 64 }
    let test = SignFlipTest(differences)
    // The distribution of whole sums, by counting: how many sign choices give each sum.
    let whole = differences.map { Int($0 * 64) }
    let reach = whole.reduce(0) { $0 + $1.magnitude }
    var ways = [Int](repeating: 0, count: 2 * Int(reach) + 1)
    ways[Int(reach)] = 1
    for d in whole {
      var next = [Int](repeating: 0, count: ways.count)
      for (index, count) in ways.enumerated() where count > 0 {
        next[index + d] += count
        next[index - d] += count
      }
      ways = next
    }
    let total = whole.reduce(0, +).magnitude
    let extreme = ways.indices.filter { ($0 - Int(reach)).magnitude >= total }.reduce(0) { $0 + ways[$1] }
    #expect(test.extremeCount == extreme)
    let interval = test.interval()
    #expect(interval.level == 1 - 2 * 26214.0 / 1_048_576)
    #expect(interval.low < interval.mean && interval.mean < interval.high)
  }

  @Test func allEqualOrZero() {
    #expect(SignFlipTest([0, 0, 0, 0, 0, 0, 0]).p == 1)
    #expect(SignFlipTest([Double](repeating: 0.1, count: 7)).p == 2.0 / 128)
    #expect(SignFlipTest([0.5]).p == 1)
    // A sum that is zero but for rounding: every sign choice is at least as far out.
    #expect(SignFlipTest([0.1, 0.2, -0.3, 0.1, 0.2, -0.3]).p == 1)
    let point = SignFlipTest([Double](repeating: 0.1, count: 8)).interval()
    #expect(isClose(point.low, 0.1) && isClose(point.high, 0.1))
  }

  @Test(arguments: [
    (5, 0.0625), (6, 0.03125), (7, 0.015625), (8, 0.0078125), (10, 0.001953125), (1, 1), (0, 1),
  ])
  func smallestP(count: Int, expected: Double) {
    #expect(SignFlipTest.smallestP(count: count) == expected)
    if count > 0 { #expect(SignFlipTest((1...count).map(Double.init)).p == expected) }
  }
}
