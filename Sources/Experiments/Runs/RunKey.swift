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
    for path in paths {
      do {
        let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        defer { try? file.close() }
        hash.update(data: Data("\(try file.seekToEnd())\n".utf8))
        try file.seek(toOffset: 0)
        // Piece by piece, so that no memory of the file's size is asked for.
        while let piece = try file.read(upToCount: 1 << 16), !piece.isEmpty { hash.update(data: piece) }
      } catch {
        return nil
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
