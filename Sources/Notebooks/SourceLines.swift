import Diagnostics

/// A file's lines as bytes, with the column in characters of every byte: libcmark counts bytes, people
/// characters. LF, CR LF and CR end a line, for libcmark as for locations.
struct SourceLines {
  struct Line {
    let bytes: [UInt8]
    /// The 0-based character that each byte belongs to; nil where all are ASCII, one byte each.
    private let characters: [Int32]?
    let characterCount: Int

    init(bytes: [UInt8]) {
      self.bytes = bytes
      if bytes.allSatisfy({ $0 < 0x80 }) {
        characters = nil
        characterCount = bytes.count
        return
      }
      var characters: [Int32] = []
      characters.reserveCapacity(bytes.count)
      var count: Int32 = 0
      for character in String(decoding: bytes, as: UTF8.self) {
        for _ in 0..<character.utf8.count { characters.append(count) }
        count += 1
      }
      self.characters = characters
      characterCount = Int(count)
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The 1-based column of the character that holds the 0-based byte; beyond the end as if bytes went on.
    func column(ofByte byte: Int) -> Int {
      guard byte < bytes.count else { return characterCount + 1 + byte - bytes.count }
      return (characters.map { Int($0[max(byte, 0)]) } ?? max(byte, 0)) + 1
    }

    /// The 0-based byte where the character in a 1-based column begins.
    func byte(ofColumn column: Int) -> Int {
      guard column <= characterCount else { return bytes.count }
      return characters.map { $0.firstIndex { $0 >= Int32(column - 1) } ?? bytes.count } ?? max(column - 1, 0)
    }

    var isBlank: Bool { bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 } }
  }

  let lines: [Line]

  init(_ text: String) {
    var lines: [Line] = []
    var current: [UInt8] = []
    var afterReturn = false
    for byte in text.utf8 {
      if byte == 0x0A, afterReturn {
        afterReturn = false
        continue
      }
      afterReturn = byte == 0x0D
      if byte == 0x0A || byte == 0x0D {
        lines.append(Line(bytes: current))
        current = []
      } else {
        current.append(byte)
      }
    }
    lines.append(Line(bytes: current))
    self.lines = lines
  }

  /// The 1-based line, empty where there is none.
  subscript(number: Int) -> Line {
    lines.indices.contains(number - 1) ? lines[number - 1] : Line(bytes: [])
  }

  /// Where a 1-based line and a 0-based byte of it are for people.
  func location(line: Int, byte: Int) -> SourceLocation {
    SourceLocation(line: line, column: self[line].column(ofByte: byte))
  }

  /// Behind the last character of a 1-based line.
  func end(ofLine line: Int) -> SourceLocation {
    SourceLocation(line: line, column: self[line].characterCount + 1)
  }
}
