import Tensors
import Testing

@testable import Benchmarks

@Suite struct MeasuringTests {
  @Test func medianAndRange() {
    let odd = Spread([3, 1, 2])
    #expect((odd.median, odd.lowest, odd.highest) == (2, 1, 3))
    #expect(Spread([4, 1, 2, 8]).median == 3)
    #expect(Spread([5]).lowest == 5)
    #expect((odd * 10).highest == 30)
  }

  @Test func spreadsAreTold() {
    #expect(Spread([0.01234, 0.0121, 0.01299]).text == "0.0123 (0.0121–0.013)")
    #expect(Spread([4710.4, 4690, 1_234_567]).text == "4,710 (4,690–1,234,567)")
  }

  @Test func geometricMean() {
    #expect(abs(GeometricMean.of([2, 8]) - 4) < 1e-12)
    #expect(GeometricMean.of([7]) == Elementary.exp(Elementary.log(7)))
  }

  @Test func tablesAreMarkdown() {
    var table = MarkdownTable([("suite", .left), ("µs", .right)])
    table.add(["xor", "1.25"])
    table.add(["a|b", "10"])
    #expect(
      table.text == """
        | suite |   µs |
        | ----- | ---: |
        | xor   | 1.25 |
        | a\\|b  |   10 |

        """)
  }

  /// import struct
  /// h = 0xcbf29ce484222325
  /// for b in struct.pack("<3f", 1.0, -2.5, 0.0): h = (h ^ b) * 0x100000001b3 % 2**64
  /// print(f"{h:016x}"[:12])
  @Test func hashOfBits() {
    #expect(WeightHash.of([]) == "cbf29ce48422")
    #expect(WeightHash.of([Tensor([3], [1, -2.5, 0])]) == "00f3a969ef35")
    #expect(WeightHash.of([Tensor([2], [1, -2.5]), Tensor([1], [0])]) == "00f3a969ef35")
    #expect(WeightHash.of([Tensor([3], [1, -2.5, -0.0])]) != "00f3a969ef35")
  }

  @Test func childrenAreTimedAndJudged() throws {
    let end = try ChildProcess("sh", ["-c", "exit 3"]).end()
    #expect(end.status == 3)
    #expect(end.peakMemory > 0)
    #expect(try ChildProcess.seconds([Command("true", []), Command("true", [])]) > 0)
    #expect(throws: BenchmarkFailure.self) { try ChildProcess.seconds([Command("false", [])]) }
    #expect(throws: BenchmarkFailure.self) { try ChildProcess("no-such-program-anywhere", []) }
    #expect(PeakMemory.bytes > 1_000_000)
  }
}
