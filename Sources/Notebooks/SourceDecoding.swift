import Diagnostics

extension SourceText {
  /// A file's bytes as text: UTF-8, a byte order mark at its head dropped. nil, with an error that tells the
  /// place, where they are not UTF-8.
  package init?(name: String, bytes: [UInt8], collector: inout DiagnosticCollector) {
    let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      collector.error("this file is UTF-16, not UTF-8", at: nil, hints: ["save it as UTF-8"])
      return nil
    }
    if let text = String(validating: content, as: UTF8.self) {
      self.init(name: name, text: text)
      return
    }
    var line = 1
    var lineStart = 0
    var offset = 0
    var decoder = UTF8()
    var iterator = content.makeIterator()
    var previous: Unicode.Scalar?
    decoding: while true {
      switch decoder.decode(&iterator) {
      case .scalarValue(let scalar):
        offset += UTF8.width(scalar)
        if scalar == "\n" || scalar == "\r" {
          if !(scalar == "\n" && previous == "\r") { line += 1 }
          lineStart = offset
        }
        previous = scalar
      case .emptyInput, .error: break decoding
      }
    }
    let column = String(decoding: content[lineStart..<offset], as: UTF8.self).count + 1
    let value = offset < content.count ? String(content[offset], radix: 16, uppercase: true) : "?"
    collector.error(
      "the byte 0x\(value) is not UTF-8", at: SourceRange(line: line, column: column, length: 1),
      hints: ["save the file as UTF-8"])
    return nil
  }
}
