import Tensors

/// The first twelve hexadecimal digits of the 64-bit FNV-1a hash of all weights' bits, little-endian, in their
/// order: the same for the same bits.
enum WeightHash {
  static func of(_ tensors: [Tensor]) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for tensor in tensors {
      for value in tensor.values {
        var bits = value.bitPattern
        for _ in 0..<4 {
          hash = (hash ^ UInt64(bits & 0xff)) &* 0x100_0000_01b3
          bits >>= 8
        }
      }
    }
    let digits = String(hash, radix: 16)
    return String((String(repeating: "0", count: 16 - digits.count) + digits).prefix(12))
  }
}
