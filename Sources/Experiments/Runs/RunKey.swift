import Crypto
import Foundation

/// What decides a run's numbers, and so under which name its result is stored: the resolved configuration, the seed, the
/// content of the files that it reads and the version of the engine's arithmetic. Prose, the order of keys, and names of
/// variants and experiments are not in it.
package struct RunKey: Hashable, Sendable {
  /// To be raised with every change that may move a bit of any result.
  package static let numericsVersion = 1

  package let configuration: String
  package let seed: Int
  /// SHA-256 of the contents of the data's files and behind them of those that first weights are taken from, in
  /// their order; empty where there are none.
  package let dataDigest: String
  package let numericsVersion: Int
  /// SHA-256 over the four, in hexadecimal.
  package let digest: String

  package init(
    configuration: String, seed: Int, dataDigest: String, numericsVersion: Int = RunKey.numericsVersion
  ) {
    self.configuration = configuration
    self.seed = seed
    self.dataDigest = dataDigest
    self.numericsVersion = numericsVersion
    let text = "ablate run\n\(numericsVersion)\n\(seed)\n\(dataDigest)\n\(configuration)\n"
    digest = Self.hexadecimal(SHA256.hash(data: Data(text.utf8)))
  }

  /// SHA-256 of files, one after the other, each behind its length. nil where one cannot be read.
  package static func digest(ofFiles paths: [String]) -> String? {
    guard !paths.isEmpty else { return "" }
    var hash = SHA256()
    // Piece by piece, so that no memory of a file's size is asked for. (FileHandle's own pieces are 4 KiB.)
    var piece = [UInt8](repeating: 0, count: 1 << 18)
    for path in paths {
      guard let file = FileHandle(forReadingAtPath: path) else { return nil }
      defer { try? file.close() }
      guard let length = try? file.seekToEnd(), (try? file.seek(toOffset: 0)) != nil else { return nil }
      hash.update(data: Data("\(length)\n".utf8))
      while true {
        let count = piece.withUnsafeMutableBytes { read(file.fileDescriptor, $0.baseAddress, $0.count) }
        guard count >= 0 else { return nil }
        if count == 0 { break }
        hash.update(data: piece[..<count])
      }
    }
    return hexadecimal(hash.finalize())
  }

  private static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
