import Tensors
import Testing

@Suite struct RandomStreamTests {
  /// Known answers of the Random123 library (`kat_vectors`, philox 4x32 10).
  @Test func knownAnswers() {
    let none = Philox.block(counter: (0, 0, 0, 0), key: (0, 0))
    #expect(none == (0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8))
    let f: UInt32 = 0xffff_ffff
    let ones = Philox.block(counter: (f, f, f, f), key: (f, f))
    #expect(ones == (0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd))
    let pi = Philox.block(
      counter: (0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344), key: (0xa409_3822, 0x299f_31d0))
    #expect(pi == (0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1))
  }

  // The golden values are those of this program (Python 3, mpmath 1.3):
  //
  //   from mpmath import mpf, log, sqrt, cos, sin, pi
  //   def philox(c, k):
  //       for _ in range(10):
  //           p, q = 0xD2511F53 * c[0], 0xCD9E8D57 * c[2]
  //           c = [q >> 32 ^ c[1] ^ k[0], q & 0xFFFFFFFF, p >> 32 ^ c[3] ^ k[1], p & 0xFFFFFFFF]
  //           k = [(k[0] + 0x9E3779B9) & 0xFFFFFFFF, (k[1] + 0xBB67AE85) & 0xFFFFFFFF]
  //       return c
  //   def words(seed, purpose, n):
  //       h = 0xCBF29CE484222325
  //       for b in purpose.encode(): h = (h ^ b) * 0x100000001B3 % 2**64
  //       key = [seed % 2**32, seed >> 32]
  //       return sum((philox([i, 0, h % 2**32, h >> 32], key) for i in range(n // 4)), [])
  //   w = words(42, "data", 8)
  //   print([hex(x) for x in w], [float(x >> 8) / 2**24 for x in w[:4]])
  //   pairs = [(i, f) for i in (0, 2) for f in (cos, sin)]
  //   print([float(sqrt(-2 * log((mpf(w[i]) + 1) / 2**32)) * f(2 * pi * w[i+1] / 2**32)) for i, f in pairs])
  //   u = [((w[i] >> 5) * 2**26 + (w[i+1] >> 6)) / 2**53 for i in (0, 2, 4, 6)]
  //   print(u, [float(sqrt(-2 * log(1 - mpf(u[i]))) * f(2 * pi * u[i+1])) for i, f in pairs])
  //   def below(n):
  //       while True:
  //           m = next(w) * n
  //           if m % 2**32 >= 2**32 % n: return m >> 32
  //   w, order = iter(words(42, "data", 64)), list(range(10))
  //   for i in range(9, 0, -1):
  //       j = below(i + 1)
  //       order[i], order[j] = order[j], order[i]
  //   print(order)
  //   w = iter(words(2**63 + 5, "latent/17", 64))
  //   print([below(3_000_000_000) for _ in range(6)])

  private let stream = RandomStream(seed: 42, purpose: "data")

  @Test func goldenWords() {
    var s = stream
    let words = (0..<8).map { _ in s.nextUInt32() }
    let expected: [UInt32] = [
      0xa23f_898a, 0x192e_89ad, 0xd5ab_cb11, 0x6bba_cdba, 0x49be_2500, 0x6297_ceb7, 0xd379_8bf6, 0xe344_143b,
    ]
    #expect(words == expected)
  }

  @Test func goldenNumbers() {
    var s = stream
    let uniforms: [Float] = [
      0.6337819695472717, 0.09836632013320923, 0.8346526026725769, 0.42081910371780396,
    ]
    #expect((0..<4).map { _ in s.uniform() } == uniforms)
    s = stream
    let normals: [Float] = [0.7783644257976278, 0.5533979392198476, -0.52834698969188, 0.2869299901577518]
    #expect((0..<4).map { _ in s.normal() } == normals)
    s = stream
    #expect(
      (0..<4).map { _ in s.uniformDouble() }
        == [0.6337820000824805, 0.8346526058079238, 0.2880576281631655, 0.8260734072905596])
    s = stream
    let wide = [0.718856014490709, -1.2215969138158116, 0.379182172744513, -0.7319409118414413]
    // Logarithm, root, sine and product round, each by less than an ULP.
    for value in wide { #expect((s.normalDouble() - value).magnitude < 4 * value.ulp) }
  }

  @Test func goldenIntegers() {
    var s = stream
    #expect(s.permutation(10) == [8, 4, 7, 3, 5, 1, 2, 9, 0, 6])
    s = RandomStream(seed: 1 << 63 + 5, purpose: "latent/17")
    #expect(
      (0..<6).map { _ in s.integer(below: 3_000_000_000) }
        == [1_271_257_607, 1_753_856_449, 560_672_605, 106_705_221, 843_477_813, 281_825_032])
  }

  @Test func uniformsFillTheirInterval() {
    var s = RandomStream(seed: 1, purpose: "uniform")
    let count = 100_000
    var bins = [Int](repeating: 0, count: 20)
    var sum = 0.0
    for _ in 0..<count {
      let u = s.uniform()
      #expect(u >= 0 && u < 1)
      bins[Int(u * 20)] += 1
      sum += Double(u)
    }
    // Five standard deviations of a mean of uniforms, and chi-squared of 19 degrees of freedom (mean 19,
    // deviation 6.2).
    #expect((sum / Double(count) - 0.5).magnitude < 5 * 0.2887 / 316.2)
    let expected = Double(count) / 20
    let chiSquared = bins.reduce(0.0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
    #expect(chiSquared > 3 && chiSquared < 50)
    for _ in 0..<1000 {
      let u = s.uniform(-3, 5)
      let d = s.uniformDouble()
      #expect(u >= -3 && u < 5 && d >= 0 && d < 1)
    }
    // Between neighbours, rounding must not reach the upper end.
    for _ in 0..<100 { #expect(s.uniform(1, Float(1).nextUp) == 1) }
    #expect(s.uniform(2, 2) == 2)
  }

  @Test func normalsHaveTheirMoments() {
    var s = RandomStream(seed: 2, purpose: "normal")
    let count = 200_000
    var moments = [Double](repeating: 0, count: 5)
    for i in 0..<count {
      let z = i % 2 == 0 ? Double(s.normal()) : s.normalDouble()
      var power = 1.0
      for k in 0...4 {
        moments[k] += power / Double(count)
        power *= z
      }
    }
    // Five standard deviations: Var z = 1, Var z² = 2, Var z³ = 15, Var z⁴ = 96.
    let root = 447.2
    #expect(moments[1].magnitude < 5 / root)
    #expect((moments[2] - 1).magnitude < 5 * 1.415 / root)
    #expect(moments[3].magnitude < 5 * 3.873 / root)
    #expect((moments[4] - 3).magnitude < 5 * 9.798 / root)
  }

  @Test func integersAreEvenlySpread() {
    var s = RandomStream(seed: 3, purpose: "integers")
    var counts = [Int](repeating: 0, count: 7)
    for _ in 0..<70_000 { counts[s.integer(below: 7)] += 1 }
    // Five standard deviations of a binomial (70 000, 1/7).
    for count in counts { #expect((count - 10_000).magnitude < 463) }
    #expect(s.integer(below: 1) == 0)
    for _ in 0..<100 {
      let wide = s.integer(below: 1 << 40)
      #expect(wide >= 0 && wide < 1 << 40)
    }
  }

  @Test(arguments: [0, 1, 2, 3, 100, 1000]) func permutationsHoldEachNumberOnce(_ n: Int) {
    var s = RandomStream(seed: 4, purpose: "permutation")
    let order = s.permutation(n)
    #expect(order.sorted() == Array(0..<n))
    if n >= 100 { #expect(order != Array(0..<n)) }
  }

  @Test func permutationsOfThreeAreEquallyLikely() {
    var s = RandomStream(seed: 5, purpose: "permutation")
    var counts: [[Int]: Int] = [:]
    for _ in 0..<6000 { counts[s.permutation(3), default: 0] += 1 }
    #expect(counts.count == 6)
    // Five standard deviations of a binomial (6000, 1/6).
    for count in counts.values { #expect((count - 1000).magnitude < 145) }
  }

  /// Neither the purpose, the seed, nor a shift by one brings numbers that go together.
  @Test(
    arguments: [
      (0, "data", 0, "split"), (0, "batches/1", 0, "batches/2"), (0, "data", 1, "data"),
      (0, "a", 1 << 32, "a"),
    ] as [(UInt64, String, UInt64, String)])
  func otherStreamsAreIndependent(_ seed: UInt64, _ purpose: String, _ otherSeed: UInt64, _ other: String) {
    var a = RandomStream(seed: seed, purpose: purpose)
    var b = RandomStream(seed: otherSeed, purpose: other)
    let count = 20_000
    let x = (0..<count).map { _ in Double(a.uniform()) - 0.5 }
    let y = (0..<count).map { _ in Double(b.uniform()) - 0.5 }
    for shift in 0...2 {
      let correlation = (shift..<count).reduce(0.0) { $0 + x[$1] * y[$1 - shift] } * 12 / Double(count)
      #expect(correlation.magnitude < 5 / 141.4, "shift \(shift)")
    }
    #expect(!zip(x, y).contains { pair in pair == (x[0], y[0]) && pair.0 == pair.1 })
  }

  @Test func sameStreamSameNumbers() {
    var a = RandomStream(seed: 9, purpose: "init/hidden1/weight")
    var b = RandomStream(seed: 9, purpose: "init/hidden1/weight")
    for _ in 0..<100 { #expect(a.normal() == b.normal()) }
  }

  /// Many normal numbers at once are those that come one by one, also from the middle of a pair on.
  @Test func normalsAtOnce() {
    for (before, count) in [(0, 0), (0, 1), (0, 600), (1, 1), (1, 2), (3, 257), (2, 7)] {
      var (one, many) = (
        RandomStream(seed: 9, purpose: "normals"), RandomStream(seed: 9, purpose: "normals")
      )
      for _ in 0..<before { #expect(one.normal() == many.normal()) }
      let expected = (0..<count + 3).map { _ in one.normal() }
      var actual = [Float](repeating: 0, count: count)
      actual.withUnsafeMutableBufferPointer { many.fillNormal($0) }
      actual += (0..<3).map { _ in many.normal() }
      #expect(actual.map(\.bitPattern) == expected.map(\.bitPattern), "\(count) after \(before)")
    }
  }

  @Test func purposesWithNumbers() {
    for number in [0, 7, 10, 99, 100, 1_234_567] {
      var (a, b) = (
        RandomStream(seed: 1, purpose: "batches/\(number)"),
        RandomStream(seed: 1, purpose: RandomStream.Purpose("batches/").appending(number))
      )
      #expect(a.nextUInt32() == b.nextUInt32())
    }
  }
}
