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
}
