/// A file of phrases that cannot be read: where, and why.
package struct StringsError: Error, Hashable, CustomStringConvertible {
  /// From 1. Columns are counted in characters.
  package let line: Int
  package let column: Int
  package let message: String

  package var description: String { "\(line):\(column): \(message)" }
}

/// A `.strings` file, the format of translators' tools: `"key" = "text";` and `/* comments */`.
///
/// A text may hold `\"`, `\\` and `\n`; all else stands for itself.
package struct StringsFile: Sendable {
  package struct Entry: Hashable, Sendable {
    package let key: String
    package let text: String
    /// Of the key's quotation mark, in UTF-8 bytes.
    package let offset: Int
  }

  package let entries: [Entry]

  /// - Parameter bytes: UTF-8
  /// - Throws: at the first byte that does not belong
  package init(_ bytes: [UInt8]) throws(StringsError) {
    var reader = Reader(bytes: bytes)
    var entries: [Entry] = []
    while try reader.skipToEntry() {
      let offset = reader.position
      let key = try reader.string("a key in quotation marks")
      try reader.take(UInt8(ascii: "="), "'=' after the key")
      let text = try reader.string("a text in quotation marks")
      try reader.take(UInt8(ascii: ";"), "';' after the text")
      entries.append(Entry(key: key, text: text, offset: offset))
    }
    self.entries = entries
  }

  /// An error at a byte of the file.
  static func error(_ message: String, at offset: Int, in bytes: [UInt8]) -> StringsError {
    let before = bytes[..<min(offset, bytes.count)]
    let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return StringsError(
      line: before.count { $0 == UInt8(ascii: "\n") } + 1,
      column: String(decoding: before[start...], as: UTF8.self).count + 1, message: message)
  }
}

/// A place in a file of phrases.
private struct Reader {
  let bytes: [UInt8]
  var position = 0

  func failure(_ message: String, at offset: Int? = nil) -> StringsError {
    StringsFile.error(message, at: offset ?? position, in: bytes)
  }

  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  /// Past blanks and comments.
  /// - Returns: whether something follows
  mutating func skipToEntry() throws(StringsError) -> Bool {
    while let byte = current {
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        position += 1
      case UInt8(ascii: "/") where position + 1 < bytes.count && bytes[position + 1] == UInt8(ascii: "*"):
        try skipComment()
      default:
        return true
      }
    }
    return false
  }

  private mutating func skipComment() throws(StringsError) {
    let start = position
    position += 2
    while position + 1 < bytes.count {
      if bytes[position] == UInt8(ascii: "*"), bytes[position + 1] == UInt8(ascii: "/") {
        position += 2
        return
      }
      position += 1
    }
    throw failure("this comment is not closed", at: start)
  }

  mutating func take(_ byte: UInt8, _ meaning: String) throws(StringsError) {
    guard try skipToEntry(), current == byte else { throw failure("expected \(meaning)") }
    position += 1
  }

  mutating func string(_ meaning: String) throws(StringsError) -> String {
    guard try skipToEntry(), current == UInt8(ascii: "\"") else { throw failure("expected \(meaning)") }
    let start = position
    position += 1
    var content: [UInt8] = []
    while let byte = current {
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        guard let text = String(validating: content, as: UTF8.self) else {
          throw failure("this text is not UTF-8", at: start)
        }
        return text
      case UInt8(ascii: "\\"):
        content.append(try escaped())
      case UInt8(ascii: "\n"):
        throw failure("this text is not closed on its line", at: start)
      default:
        content.append(byte)
        position += 1
      }
    }
    throw failure("this text is not closed", at: start)
  }

  private mutating func escaped() throws(StringsError) -> UInt8 {
    defer { position += 2 }
    switch position + 1 < bytes.count ? bytes[position + 1] : 0 {
    case UInt8(ascii: "\""): return UInt8(ascii: "\"")
    case UInt8(ascii: "\\"): return UInt8(ascii: "\\")
    case UInt8(ascii: "n"): return UInt8(ascii: "\n")
    default: throw failure("unknown escape; there are \\\", \\\\ and \\n")
    }
  }
}
