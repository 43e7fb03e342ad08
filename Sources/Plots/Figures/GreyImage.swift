/// A small picture in shades of grey, row by row from the top: 0 black, 255 white.
package struct GreyImage: Hashable, Sendable {
  package let width: Int
  package let height: Int
  package let pixels: [UInt8]

  package init(width: Int, height: Int, pixels: [UInt8]) {
    precondition(
      width > 0 && height > 0 && pixels.count == width * height,
      "\(pixels.count) pixels of \(width) by \(height)")
    self.width = width
    self.height = height
    self.pixels = pixels
  }

  /// From numbers: the lowest of `range` black, the highest white; what is not finite black.
  package init(width: Int, height: Int, values: [Double], range: ClosedRange<Double>) {
    let span = range.upperBound - range.lowerBound
    self.init(
      width: width, height: height,
      pixels: values.map { value in
        guard value.isFinite, span > 0 else { return 0 }
        return UInt8(min(max((value - range.lowerBound) / span, 0), 1) * 255 + 0.5)
      })
  }

  /// `data:image/png;base64,…`
  var dataAddress: String { "data:image/png;base64," + Base64.text(png) }

  /// As a PNG (ISO/IEC 15948) of 16 shades, two pixels a byte. Written here and not by zlib, whose bytes differ between
  /// versions.
  package var png: [UInt8] {
    var rows: [UInt8] = []
    for row in 0..<height {
      // No filter: neighbouring pixels are often equal, and then so are the bytes.
      rows.append(0)
      for column in stride(from: 0, to: width, by: 2) {
        let first = shade(row * width + column)
        let second = column + 1 < width ? shade(row * width + column + 1) : 0
        rows.append(first << 4 | second)
      }
    }
    var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    // Four bits a pixel, grey, deflate, no interlacing.
    PNGChunk.append(
      "IHDR", UInt32(width).bigEndianBytes + UInt32(height).bigEndianBytes + [4, 0, 0, 0, 0], to: &file)
    PNGChunk.append("IDAT", Deflate.zlib(rows), to: &file)
    PNGChunk.append("IEND", [], to: &file)
    return file
  }

  /// Sixteen shades.
  private func shade(_ index: Int) -> UInt8 { UInt8((Int(pixels[index]) * 15 + 127) / 255) }
}

private enum PNGChunk {
  static func append(_ name: String, _ data: [UInt8], to file: inout [UInt8]) {
    let body = Array(name.utf8) + data
    file += UInt32(data.count).bigEndianBytes + body + crc32(body).bigEndianBytes
  }

  /// ISO 3309, polynomial 0xEDB88320.
  private static func crc32(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(~UInt32(0)) { crc, byte in table[Int((crc ^ UInt32(byte)) & 0xFF)] ^ (crc >> 8) }
  }

  private static let table: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
  }
}

/// Deflate (RFC 1951) with fixed codes and repeats of what stands a byte or a row before: enough for small pictures,
/// and the same bytes everywhere.
enum Deflate {
  /// In a zlib frame (RFC 1950).
  static func zlib(_ bytes: [UInt8]) -> [UInt8] {
    var writer = BitWriter()
    // One last block with fixed codes.
    writer.bits(1, count: 1)
    writer.bits(1, count: 2)
    var index = 0
    while index < bytes.count {
      let match = longestMatch(bytes, at: index)
      if match.length >= 3 {
        writer.length(match.length)
        writer.distance(match.distance)
        index += match.length
      } else {
        writer.literal(Int(bytes[index]))
        index += 1
      }
    }
    writer.literal(256)
    var (a, b) = (UInt32(1), UInt32(0))
    for byte in bytes {
      a = (a + UInt32(byte)) % 65521
      b = (b + a) % 65521
    }
    return [0x78, 0x01] + writer.finished + (b << 16 | a).bigEndianBytes
  }

  private static let window = 1024

  /// The nearest of the longest repeats within the window.
  private static func longestMatch(_ bytes: [UInt8], at index: Int) -> (length: Int, distance: Int) {
    var best = (length: 0, distance: 0)
    let most = min(258, bytes.count - index)
    guard most >= 3 else { return best }
    for distance in 1...max(1, min(window, index)) where distance <= index {
      var length = 0
      while length < most, bytes[index + length] == bytes[index + length - distance] { length += 1 }
      if length > best.length { best = (length, distance) }
      if length == most { break }
    }
    return best
  }

  private struct BitWriter {
    private var bytes: [UInt8] = []
    private var pending: UInt32 = 0
    private var count = 0

    /// Lowest bit first.
    mutating func bits(_ value: Int, count: Int) {
      for bit in 0..<count { append(value >> bit & 1) }
    }

    /// A Huffman code: highest bit first.
    private mutating func code(_ value: Int, count: Int) {
      for bit in stride(from: count - 1, through: 0, by: -1) { append(value >> bit & 1) }
    }

    private mutating func append(_ bit: Int) {
      pending |= UInt32(bit) << UInt32(count)
      count += 1
      if count == 8 {
        bytes.append(UInt8(pending))
        (pending, count) = (0, 0)
      }
    }

    /// The fixed code of a byte, of a length's symbol, or of the end, RFC 1951 section 3.2.6.
    mutating func literal(_ symbol: Int) {
      switch symbol {
      case ..<144: code(0x30 + symbol, count: 8)
      case ..<256: code(0x190 + symbol - 144, count: 9)
      case ..<280: code(symbol - 256, count: 7)
      default: code(0xC0 + symbol - 280, count: 8)
      }
    }

    /// Of a repeat, 3 to 258: section 3.2.5.
    mutating func length(_ length: Int) {
      if length == 258 { return literal(285) }
      let value = length - 3
      if value < 8 { return literal(257 + value) }
      let extra = (Int.bitWidth - 1 - value.leadingZeroBitCount) - 2
      literal(257 + 4 * extra + (value >> extra))
      bits(value & (1 << extra - 1), count: extra)
    }

    mutating func distance(_ distance: Int) {
      let value = distance - 1
      if value < 4 { return code(value, count: 5) }
      let extra = (Int.bitWidth - 1 - value.leadingZeroBitCount) - 1
      code(2 * extra + (value >> extra), count: 5)
      bits(value & (1 << extra - 1), count: extra)
    }

    var finished: [UInt8] { count == 0 ? bytes : bytes + [UInt8(pending)] }
  }
}

extension UInt32 {
  fileprivate var bigEndianBytes: [UInt8] { (0..<4).map { UInt8(self >> UInt32(24 - 8 * $0) & 0xFF) } }
}
