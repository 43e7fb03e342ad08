import Foundation
import Tensors

/// The bytes of a base64 text, which may be broken into lines.
func base64(_ text: String) -> [UInt8] {
  guard let data = Data(base64Encoded: text, options: .ignoreUnknownCharacters) else {
    preconditionFailure("this is not base64: \(text)")
  }
  return [UInt8](data)
}

enum Fuzz {
  /// One to four random mistakes: cut off, bytes changed, taken out, put in or repeated.
  static func damage(_ bytes: inout [UInt8], using stream: inout RandomStream) {
    for _ in 0...stream.integer(below: 4) {
      guard !bytes.isEmpty else { return }
      let place = stream.integer(below: bytes.count)
      switch stream.integer(below: 6) {
      case 0: bytes.removeLast(bytes.count - place)
      case 1: bytes[place] = UInt8(stream.integer(below: 256))
      case 2: bytes[place] ^= 1 << UInt8(stream.integer(below: 8))
      case 3: bytes.remove(at: place)
      case 4: bytes.insert(UInt8(stream.integer(below: 256)), at: place)
      default:
        let end = min(place + 1 + stream.integer(below: 40), bytes.count)
        bytes.insert(contentsOf: bytes[place..<end], at: place)
      }
    }
  }
}
