import Foundation
import Testing

@testable import Plots

/// Pictures as PNG files, read back by a reader of the test's own for what the format's standard says.
@Suite struct GreyImageTests {
  /// Every length of a repeat and many distances occur.
  private static let images: [GreyImage] = [
    GreyImage(width: 1, height: 1, pixels: [200]),
    GreyImage(width: 28, height: 28, pixels: [UInt8](repeating: 0, count: 784)),
    GreyImage(width: 3, height: 200, pixels: (0..<600).map { UInt8($0 * 37 % 251) }),
    GreyImage(width: 61, height: 40, pixels: (0..<2440).map { UInt8(($0 * $0 / 7) % 256) }),
    GreyImage(width: 500, height: 9, pixels: (0..<4500).map { UInt8($0 / 300 * 16 % 256) }),
  ]

  @Test(arguments: images) func readsBack(_ image: GreyImage) throws {
    let png = image.png
    #expect(Array(png.prefix(8)) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
    var chunks: [(name: String, data: [UInt8])] = []
    var index = 8
    while index < png.count {
      let length = number(png, index)
      let name = String(decoding: png[index + 4..<index + 8], as: UTF8.self)
      let data = Array(png[index + 8..<index + 8 + length])
      #expect(UInt32(number(png, index + 8 + length)) == crc(Array(name.utf8) + data))
      chunks.append((name, data))
      index += length + 12
    }
    #expect(chunks.map(\.name) == ["IHDR", "IDAT", "IEND"])
    #expect(number(chunks[0].data, 0) == image.width && number(chunks[0].data, 4) == image.height)
    #expect(Array(chunks[0].data[8...]) == [4, 0, 0, 0, 0])
    let rows = try inflated(chunks[1].data)
    let stride = 1 + (image.width + 1) / 2
    try #require(rows.count == stride * image.height)
    for (place, pixel) in image.pixels.enumerated() {
      let (row, column) = (place / image.width, place % image.width)
      let byte = rows[row * stride + 1 + column / 2]
      let shade = column % 2 == 0 ? byte >> 4 : byte & 15
      // Sixteen shades are at most half a step of 17 away.
      #expect(abs(Int(shade) * 17 - Int(pixel)) <= 8)
    }
  }

  @Test func valuesSpanTheRange() {
    let image = GreyImage(width: 5, height: 1, values: [-1, 0, 1, 9, .nan], range: -1...1)
    #expect(image.pixels == [0, 128, 255, 255, 0])
    #expect(GreyImage(width: 1, height: 1, values: [3], range: 3...3).pixels == [0])
  }

  private func number(_ bytes: [UInt8], _ index: Int) -> Int {
    bytes[index..<index + 4].reduce(0) { $0 << 8 | Int($1) }
  }

  private func crc(_ bytes: [UInt8]) -> UInt32 {
    var value = ~UInt32(0)
    for byte in bytes {
      value ^= UInt32(byte)
      for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
    }
    return ~value
  }

  private struct BadStream: Error {}

  /// RFC 1950 and 1951, of blocks with fixed codes.
  private func inflated(_ stream: [UInt8]) throws -> [UInt8] {
    try #require((Int(stream[0]) * 256 + Int(stream[1])) % 31 == 0)
    var place = 16
    func bit() throws -> Int {
      guard place / 8 < stream.count - 4 else { throw BadStream() }
      defer { place += 1 }
      return Int(stream[place / 8]) >> (place % 8) & 1
    }
    func bits(_ count: Int) throws -> Int { try (0..<count).reduce(0) { $0 | (try bit()) << $1 } }
    func code(_ count: Int, from start: Int = 0) throws -> Int {
      try (0..<count).reduce(start) { value, _ in value << 1 | (try bit()) }
    }
    func symbol() throws -> Int {
      let seven = try code(7)
      if seven < 24 { return 256 + seven }
      let eight = try code(1, from: seven)
      if (0x30..<0xC0).contains(eight) { return eight - 0x30 }
      if (0xC0..<0xC8).contains(eight) { return 280 + eight - 0xC0 }
      return try code(1, from: eight) - 0x190 + 144
    }
    let lengths = [
      3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195,
      227, 258,
    ]
    let distances = [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025]
    var bytes: [UInt8] = []
    try #require(bits(3) == 3)
    while true {
      let next = try symbol()
      if next == 256 { break }
      if next < 256 {
        bytes.append(UInt8(next))
        continue
      }
      let kind = next - 257
      let length = lengths[kind] + (try bits(kind < 8 || kind == 28 ? 0 : (kind - 4) / 4))
      let far = try code(5)
      let distance = distances[far] + (try bits(far < 4 ? 0 : far / 2 - 1))
      guard distance <= bytes.count else { throw BadStream() }
      for _ in 0..<length { bytes.append(bytes[bytes.count - distance]) }
    }
    var (a, b) = (1, 0)
    for byte in bytes {
      a = (a + Int(byte)) % 65521
      b = (b + a) % 65521
    }
    #expect(number(stream, stream.count - 4) == b << 16 | a)
    return bytes
  }
}
