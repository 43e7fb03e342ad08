internal import CKernels

/// Random numbers by Philox 4x32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011),
/// named by a seed and a purpose (`data`, `split`, `init/hidden1/weight`, `batches/3`, `latent/17`), never by
/// the order of calls: two streams of the same seed and purpose give the same numbers wherever they are made.
///
/// Bits. The key is the seed (low word, high word). Block i = 0, 1, … of the stream is Philox of the counter
/// (low and high word of i, low and high word of the 64-bit FNV-1a hash of the purpose's UTF-8), and its four
/// words come in their order.
package struct RandomStream: Sendable {
  private var words: ck_stream
  // Box–Muller gives two numbers at a time; the second waits here.
  private var spareNormal: Float?
  private var spareNormalDouble: Double?

  /// What a stream is for, hashed: 64-bit FNV-1a of its UTF-8.
  package struct Purpose: Sendable {
    fileprivate var hash: UInt64 = 0xcbf2_9ce4_8422_2325

    package init(_ text: String) {
      for byte in text.utf8 { add(byte) }
    }

    private mutating func add(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }

    /// The purpose with the digits of a number behind it, as in `batches/17`.
    package func appending(_ number: Int) -> Purpose {
      precondition(number >= 0, "a purpose of number \(number)")
      var purpose = self
      var divisor = 1
      while number / divisor >= 10 { divisor *= 10 }
      while divisor > 0 {
        purpose.add(UInt8(ascii: "0") + UInt8(number / divisor % 10))
        divisor /= 10
      }
      return purpose
    }
  }

  package init(seed: UInt64, purpose: String) {
    self.init(seed: seed, purpose: Purpose(purpose))
  }

  package init(seed: UInt64, purpose: Purpose) {
    words = ck_stream(
      block: 0, key: Self.halves(seed), purpose: Self.halves(purpose.hash), words: (0, 0, 0, 0), left: 0)
  }

  private static func halves(_ x: UInt64) -> (UInt32, UInt32) {
    (UInt32(truncatingIfNeeded: x), UInt32(truncatingIfNeeded: x >> 32))
  }

  /// The next word of the stream.
  package mutating func nextUInt32() -> UInt32 { ck_next_word(&words) }

  /// Uniform on [0, 1): the upper 24 bits of a word, times 2⁻²⁴.
  package mutating func uniform() -> Float {
    Float(nextUInt32() >> 8) * 0x1p-24
  }

  /// Uniform on [low, high): low + (high − low) · u, each operation rounded; where that rounds to `high`, the
  /// next value below it. `low` itself where both are equal.
  package mutating func uniform(_ low: Float, _ high: Float) -> Float {
    precondition(low <= high, "uniform between \(low) and \(high)")
    let value = low + (high - low) * uniform()
    return value < high ? value : max(low, high.nextDown)
  }

  /// Standard normal, by Box–Muller in binary64 from two words a, b: r = √(−2 log((a + 1) · 2⁻³²)), θ = 2π ·
  /// b · 2⁻³²; r cos θ first, r sin θ at the next call, each rounded to binary32. At most 6.67 in size.
  package mutating func normal() -> Float {
    if let spare = spareNormal {
      spareNormal = nil
      return spare
    }
    let a = (Double(nextUInt32()) + 1) * 0x1p-32
    let b = Double(nextUInt32()) * 0x1p-32
    let (first, second) = Self.boxMuller(a, b)
    spareNormal = Float(second)
    return Float(first)
  }

  /// The next standard normal numbers, as `normal` gives them one by one.
  package mutating func fillNormal(_ out: UnsafeMutableBufferPointer<Float>) {
    var rest = out[...]
    if spareNormal != nil, let first = rest.indices.first {
      rest[first] = normal()
      rest = rest.dropFirst()
    }
    let pairs = rest.count / 2
    if pairs > 0, let base = UnsafeMutableBufferPointer(rebasing: rest).baseAddress {
      ck_fill_normals(&words, base, Int64(pairs))
    }
    if rest.count % 2 == 1 { rest[rest.endIndex - 1] = normal() }
  }

  /// Uniform on [0, 1): 53 bits times 2⁻⁵³, the upper 27 bits of one word above the upper 26 of the next.
  package mutating func uniformDouble() -> Double {
    let high = Double(nextUInt32() >> 5)
    let low = Double(nextUInt32() >> 6)
    return (high * 0x1p26 + low) * 0x1p-53
  }

  /// Standard normal, by Box–Muller from two numbers u, v of `uniformDouble`: r = √(−2 log(1 − u)), θ = 2πv;
  /// r cos θ first, r sin θ at the next call.
  package mutating func normalDouble() -> Double {
    if let spare = spareNormalDouble {
      spareNormalDouble = nil
      return spare
    }
    let u = uniformDouble()
    let v = uniformDouble()
    let (first, second) = Self.boxMuller(1 - u, v)
    spareNormalDouble = second
    return first
  }

  /// `a` on (0, 1], `b` on [0, 1).
  private static func boxMuller(_ a: Double, _ b: Double) -> (Double, Double) {
    let radius = (-2 * Elementary.log(a)).squareRoot()
    let angle = 2 * Elementary.pi * b
    return (radius * Elementary.cos(angle), radius * Elementary.sin(angle))
  }

  /// Uniform on 0 ..< n, without bias: the upper half of word · n, taken anew while the lower half is below
  /// 2³² mod n (Lemire, "Fast random integer generation in an interval", 2019). Two words, the first on top,
  /// where n exceeds 2³².
  package mutating func integer(below n: Int) -> Int {
    precondition(n > 0, "an integer below \(n)")
    if let n = UInt32(exactly: n) {
      let threshold = (0 &- n) % n
      while true {
        let (high, low) = n.multipliedFullWidth(by: nextUInt32())
        if low >= threshold { return Int(high) }
      }
    }
    let n = UInt64(n)
    let threshold = (0 &- n) % n
    while true {
      let top = UInt64(nextUInt32())
      let word = top << 32 | UInt64(nextUInt32())
      let (high, low) = n.multipliedFullWidth(by: word)
      if low >= threshold { return Int(high) }
    }
  }

  /// 0 ..< n in random order: Fisher–Yates, position i = n − 1, …, 1 exchanged with `integer(below: i + 1)`.
  package mutating func permutation(_ n: Int) -> [Int] {
    var order: [Int32] = []
    appendPermutation(n, to: &order)
    return order.map { Int($0) }
  }

  /// The same, behind what is there. `n` is below 2³¹.
  package mutating func appendPermutation(_ n: Int, to order: inout [Int32]) {
    precondition(n >= 0 && n <= Int32.max, "a permutation of \(n)")
    let start = order.count
    order.append(contentsOf: repeatElement(0, count: n))
    order.withUnsafeMutableBufferPointer {
      guard let base = $0.baseAddress else { return }
      ck_shuffle(&words, base + start, Int64(n))
    }
  }
}

/// The block function of Philox 4x32-10.
package enum Philox {
  package typealias Block = (UInt32, UInt32, UInt32, UInt32)

  package static func block(counter: Block, key: (UInt32, UInt32)) -> Block {
    let counter: [4 of UInt32] = [counter.0, counter.1, counter.2, counter.3]
    let key: [2 of UInt32] = [key.0, key.1]
    var out: [4 of UInt32] = [0, 0, 0, 0]
    // C reads four and two words and writes four: the lengths of the arrays.
    counter.span.withUnsafeBufferPointer { counter in
      key.span.withUnsafeBufferPointer { key in
        var span = out.mutableSpan
        span.withUnsafeMutableBufferPointer {
          ck_philox(counter.baseAddress, key.baseAddress, $0.baseAddress)
        }
      }
    }
    return (out[0], out[1], out[2], out[3])
  }
}
