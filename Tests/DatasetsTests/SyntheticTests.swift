import Datasets
import Diagnostics
import Foundation
import Tensors
import Testing

/// Geometry against the formulas, class balance, and numbers of an independent program.
@Suite struct SyntheticTests {
  static let clean: [String: OptionValue] = ["samples": .integer(101), "noise": .number(0)]

  @Test func xorIsTheFourPoints() throws {
    let set = try load("xor")
    #expect(set.samples.inputs.tensor == Tensor([4, 2], [0, 0, 0, 1, 1, 0, 1, 1]))
    #expect(set.samples.labels == [0, 1, 1, 0])
  }

  @Test func xorPartsAreTheSamePointsUnlessSplit() throws {
    let whole = try prepare("xor", seed: 5)
    #expect(whole.train == whole.test && whole.train == whole.validation && whole.train.count == 4)
    #expect(whole.notes == [DataNote(.samePoints(4))])
    let parts = try prepare("xor", ["split": split(train: 0.5, validation: 0.25, test: 0.25)])
    #expect(parts.sizes == [2, 1, 1])
  }

  @Test func moreOfXorLieAroundTheCorners() throws {
    let samples = try load("xor", ["samples": .integer(402)]).samples
    #expect(samples.labelCounts == [0: 201, 1: 201])
    for i in 0..<samples.count {
      let corner = [Double(i / 2 % 2), Double(i % 2)]
      #expect(zip(samples.point(i), corner).allSatisfy { abs($0 - $1) < 0.1 * 6 })
    }
    let deviations = (0..<402).map { samples.point($0)[0] - Double($0 / 2 % 2) }
    let spread = (deviations.reduce(0) { $0 + $1 * $1 } / 402).squareRoot()
    #expect(abs(spread - 0.1) < 0.015)
  }

  @Test func moons() throws {
    let samples = try load("two_moons", Self.clean).samples
    #expect(samples.labelCounts == [0: 50, 1: 51])
    for i in 0..<50 {
      let t = Double.pi * Double(i) / 49
      #expect(near(samples.point(i), [cos(t), sin(t)]))
    }
    for i in 0..<51 {
      let t = Double.pi * Double(i) / 50
      #expect(near(samples.point(50 + i), [1 - cos(t), 1 - sin(t) - 0.5]))
    }
  }

  @Test func circles() throws {
    let samples = try load("circles", Self.clean.merging(["factor": .number(0.3)]) { $1 }).samples
    #expect(samples.labelCounts == [0: 50, 1: 51])
    for i in 0..<101 {
      let (radius, t) =
        i < 50 ? (1, 2 * Double.pi * Double(i) / 50) : (0.3, 2 * Double.pi * Double(i - 50) / 51)
      #expect(near(samples.point(i), [radius * cos(t), radius * sin(t)]))
    }
  }

  @Test(arguments: [2, 3])
  func spirals(arms: Int) throws {
    let set = try load("spirals", Self.clean.merging(["arms": .integer(arms), "turns": .number(2)]) { $1 })
    #expect(set.task == (arms == 2 ? .binary : .classification(classes: 3)))
    let counts = (0..<arms).map { set.samples.labelCounts[Int32($0)]! }
    #expect(counts.reduce(0, +) == 101 && counts.max()! - counts.min()! <= 1)
    // The radius tells the angle, up to whole turns.
    for i in 0..<101 {
      let point = set.samples.point(i)
      let radius = (point[0] * point[0] + point[1] * point[1]).squareRoot()
      let angle = 2 * Double.pi * (2 * radius + Double(set.samples.labels![i]) / Double(arms))
      #expect(abs(point[0] - radius * cos(angle)) < 1e-5 && abs(point[1] - radius * sin(angle)) < 1e-5)
    }
    #expect(abs(set.samples.point(counts[0] - 1)[0] - 1) < 1e-6)
  }

  @Test func blobsLieAroundTheirCenters() throws {
    let set = try load(
      "blobs",
      ["samples": .integer(3001), "centers": .integer(3), "spread": .number(0.5), "features": .integer(4)])
    let mixture = try #require(set.mixture)
    #expect(mixture.centers.shape == [3, 4] && mixture.spread == 0.5)
    #expect(set.samples.labelCounts == [0: 1001, 1: 1000, 2: 1000])
    #expect(mixture.centers.values.allSatisfy { abs($0) <= 10 })
    for label in 0..<3 {
      for j in 0..<4 {
        let center = Double(mixture.centers[label, j])
        let deviations = zip(set.samples.column(j), set.samples.labels!).filter { $1 == label }.map {
          $0.0 - center
        }
        let n = Double(deviations.count)
        #expect(abs(deviations.reduce(0, +) / n) < 4 * 0.5 / n.squareRoot())
        #expect(abs((deviations.reduce(0) { $0 + $1 * $1 } / n).squareRoot() - 0.5) < 0.05)
      }
    }
  }

  @Test func blobCentersDoNotDependOnTheNumberOfSamples() throws {
    let few = try load("blobs", ["samples": .integer(10)], seed: 3)
    let many = try load("blobs", ["samples": .integer(1000)], seed: 3)
    #expect(few.mixture == many.mixture)
    #expect(try load("blobs", seed: 4).mixture != many.mixture)
  }

  @Test func ringHasItsModesLabelled() throws {
    let set = try load(
      "gaussian_ring",
      ["samples": .integer(805), "modes": .integer(8), "radius": .number(3), "spread": .number(0.01)])
    #expect(set.task == .generation)
    #expect((0..<8).map { set.samples.labelCounts[$0]! } == [101, 101, 101, 101, 101, 100, 100, 100])
    for i in 0..<set.samples.count {
      let angle = 2 * Double.pi * Double(set.samples.labels![i]) / 8
      let point = set.samples.point(i)
      #expect(hypot(point[0] - 3 * cos(angle), point[1] - 3 * sin(angle)) < 0.07)
    }
    #expect(near(set.mixture!.centers.row(2).map { Double($0) }, [0, 3]))
  }

  @Test func sine() throws {
    let samples = try load("sine", Self.clean).samples
    #expect(samples.inputs.shape == [101, 1] && samples.values?.shape == [101, 1] && samples.labels == nil)
    #expect(samples.inputs[0, 0] == -Float.pi.nextUp || abs(samples.inputs[0, 0] + .pi) < 1e-6)
    for i in 0..<101 {
      #expect(abs(Double(samples.values![i, 0]) - sin(-Double.pi + 2 * Double.pi * Double(i) / 100)) < 1e-6)
    }
  }

  @Test func noiseHasItsDeviation() throws {
    let clean = try load("two_moons", ["samples": .integer(5000), "noise": .number(0)]).samples
    let noisy = try load("two_moons", ["samples": .integer(5000), "noise": .number(0.3)]).samples
    let differences = zip(clean.inputs.tensor.values, noisy.inputs.tensor.values).map { Double($1 - $0) }
    let mean = differences.reduce(0, +) / 10000
    let std = (differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 10000).squareRoot()
    #expect(abs(mean) < 0.012 && abs(std - 0.3) < 0.01)
  }

  // Philox 4x32-10 and Box–Muller written anew in Python:
  //   s = Stream(7, "data")
  //   [(cos(t) + .1 * s.normal_double(), sin(t) + .1 * s.normal_double()) for t in (0, pi / 2, pi)]
  //   s = Stream(7, "data")
  //   [20 * s.uniform_double() - 10 for _ in range(4)]    # then the first point adds s.normal_double()
  // with key = (seed, 0), counter = (block, 0, *halves(fnv1a64("data"))).
  @Test func numbersOfAnIndependentProgram() throws {
    let moons = try load("two_moons", ["samples": .integer(6), "noise": .number(0.1)], seed: 7).samples
    let expected = [[1.198107, 0.068811], [0.209528, 0.926453], [-1.092847, 0.053859]]
    for i in 0..<3 { #expect(near(moons.point(i), expected[i], 2e-6)) }

    let blobs = try load("blobs", ["samples": .integer(4), "centers": .integer(2)], seed: 7)
    #expect(
      near(blobs.mixture!.centers.values.map { Double($0) }, [7.781881, -8.935879, 8.300793, 8.925456], 2e-6))
    #expect(near(blobs.samples.point(0), [7.781881 - 0.92847, -8.935879 + 0.538587], 3e-6))
  }

  @Test func tooFewOrTooMany() {
    #expect(dataError { try load("blobs", ["samples": .integer(2)]) }?.option == "samples")
    #expect(
      dataError { try load("spirals", ["samples": .integer(2), "arms": .integer(3)]) }?.option == "samples")
    let huge = dataError {
      try load("blobs", ["samples": .integer(10_000_000), "features": .integer(100_000)])
    }
    #expect(huge?.message.contains("1 GiB") == true)
  }

  private func near(_ a: [Double], _ b: [Double], _ tolerance: Double = 1e-6) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) <= tolerance }
  }
}
