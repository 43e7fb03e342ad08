import Diagnostics

/// What libcmark is given for a file: the file's lines, with the front matter blanked out, each piece of TeX replaced by
/// one private character, since Markdown would eat its `\\`, `_` and `*`, and footnotes, which libcmark does not know:
/// references are private characters too, definitions items of a list.
struct MarkdownInput {
  struct Line {
    var bytes: [UInt8]
    /// The byte of the file's line for each byte, and for the end; nil where they are the same.
    var sourceBytes: [Int]?

    func sourceByte(_ byte: Int) -> Int {
      guard let sourceBytes else { return byte }
      guard byte < sourceBytes.count else { return (sourceBytes.last ?? 0) + byte - sourceBytes.count + 1 }
      return sourceBytes[max(byte, 0)]
    }
  }

  let source: SourceLines
  private(set) var lines: [Line]
  private(set) var lifted: [Lifted] = []
  /// Definitions of footnotes by the 1-based line that they begin in.
  private(set) var definitions: [Int: Footnotes.Definition] = [:]
  /// References to footnotes that nothing defines: they stay what they are.
  private(set) var undefined: [Footnotes.Undefined] = []
  /// Per private character: what it is a piece of, and the text it stands for.
  private var pieces: [(lifted: Int, text: String)] = []

  /// What private characters stand for.
  struct Lifted {
    let kind: PieceFinder.Kind
    /// Of a formula, without its dollar signs.
    let tex: String
    let range: SourceRange
  }

  /// - Parameter blankedLines: how many lines at the head are not Markdown
  init(_ source: SourceLines, blankedLines: Int) {
    self.source = source
    lines = source.lines.enumerated().map { index, line in
      Line(bytes: index < blankedLines ? [] : line.bytes)
    }
    let isNeeded = lines.contains { line in
      line.bytes.contains { $0 == UInt8(ascii: "$") || $0 == UInt8(ascii: "^") }
    }
    let hasPrivate = source.lines.contains { line in
      line.text.unicodeScalars.contains { (0xF0000...0xFFFFD).contains($0.value) }
    }
    if isNeeded, !hasPrivate { lift() }
  }

  /// The line of a 1-based number, empty where there is none.
  subscript(number: Int) -> Line {
    lines.indices.contains(number - 1) ? lines[number - 1] : Line(bytes: [])
  }

  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    for line in lines {
      bytes += line.bytes
      bytes.append(0x0A)
    }
    return bytes
  }

  // MARK: - Pieces

  /// The index of what a scalar is a piece of.
  func lifted(_ scalar: Unicode.Scalar) -> Int? {
    let index = Int(scalar.value) - 0xF0000
    return pieces.indices.contains(index) ? pieces[index].lifted : nil
  }

  /// Whether what was lifted ends with that piece.
  func isLastPiece(_ scalar: Unicode.Scalar) -> Bool {
    let next = Int(scalar.value) - 0xF0000 + 1
    return !pieces.indices.contains(next) || pieces[next].lifted != pieces[next - 1].lifted
  }

  /// Text as it was written: in code, links and raw HTML a dollar sign is just that.
  func restored(_ text: String) -> String {
    guard !pieces.isEmpty else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      let index = Int(scalar.value) - 0xF0000
      if pieces.indices.contains(index) {
        result += pieces[index].text
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private typealias Replacement = (bytes: Range<Int>, text: String)

  private mutating func lift() {
    var replacements: [[Replacement]] = Array(repeating: [], count: lines.count)
    var isCode = codeLines(bytes)
    for (index, line) in lines.enumerated() where !isCode[index] {
      guard let marker = Footnotes.definition(line.bytes) else { continue }
      let start = source.location(line: index + 1, byte: marker.lowerBound)
      let end = source.location(line: index + 1, byte: marker.upperBound)
      let label = String(decoding: line.bytes[marker].dropFirst(2).dropLast(2), as: UTF8.self)
      definitions[index + 1] = Footnotes.Definition(label: label, range: SourceRange(start, end))
      // With the spaces around it: before it they would ask for more of them on the lines below, behind it five would
      // begin code. One belongs to the mark of a quote.
      let indent = line.bytes[..<marker.lowerBound].reversed().prefix { $0 == 0x20 }.count
      let quoted = indent < marker.lowerBound && indent > 0 ? 1 : 0
      let spaces = line.bytes[marker.upperBound...].prefix { $0 == 0x20 || $0 == 0x09 }.count
      replacements[index].append(
        ((marker.lowerBound - indent + quoted)..<(marker.upperBound + spaces), Footnotes.marker))
    }
    if !definitions.isEmpty {
      // What they hold is indented, and would be code without them.
      var bytes: [UInt8] = []
      for (line, own) in zip(lines, replacements) {
        bytes += (own.isEmpty ? line : Self.replacing(own, in: line.bytes)).bytes + [0x0A]
      }
      isCode = codeLines(bytes)
    }
    let known = Set(definitions.values.map { Footnotes.key($0.label) })
    for found in PieceFinder.find(in: source, lines: lines.map(\.bytes), isCode: isCode) {
      guard pieces.count + found.pieces.count <= 65_000 else { break }
      if case .footnote(let label) = found.kind, !known.contains(Footnotes.key(label)) {
        let end = found.pieces.last.map { source[$0.line].bytes[$0.bytes.upperBound...] } ?? []
        undefined.append(
          Footnotes.Undefined(
            label: label, range: range(of: found), isFollowedByColon: end.first == UInt8(ascii: ":")))
      } else {
        lift(found, into: &replacements)
      }
    }
    for (index, pieces) in replacements.enumerated() where !pieces.isEmpty {
      lines[index] = Self.replacing(pieces, in: lines[index].bytes)
    }
  }

  /// Per line, whether it is code or raw HTML.
  private func codeLines(_ bytes: [UInt8]) -> [Bool] {
    var isCode = [Bool](repeating: false, count: lines.count + 1)
    var pending = [MarkdownTree.parse(bytes)]
    while let node = pending.popLast() {
      switch node.kind {
      case .codeBlock, .htmlBlock:
        let last = min(node.endLine, lines.count)
        for line in stride(from: node.startLine, through: last, by: 1) where line >= 1 {
          isCode[line - 1] = true
        }
      default: pending += node.children
      }
    }
    return isCode
  }

  private func range(of found: PieceFinder.Found) -> SourceRange {
    guard let first = found.pieces.first, let last = found.pieces.last else {
      return SourceRange(line: 1, column: 1, length: 0)
    }
    return SourceRange(
      source.location(line: first.line, byte: first.bytes.lowerBound),
      source.location(line: last.line, byte: last.bytes.upperBound))
  }

  private mutating func lift(_ found: PieceFinder.Found, into replacements: inout [[Replacement]]) {
    let texts = found.pieces.map { String(decoding: source[$0.line].bytes[$0.bytes], as: UTF8.self) }
    var tex = ""
    if case .formula(let isDisplay) = found.kind {
      let mark = isDisplay ? 2 : 1
      tex = String(texts.joined(separator: "\n").dropFirst(mark).dropLast(mark))
    }
    lifted.append(Lifted(kind: found.kind, tex: tex, range: range(of: found)))
    for (piece, text) in zip(found.pieces, texts) {
      guard let scalar = Unicode.Scalar(0xF0000 + UInt32(pieces.count)) else { return }
      pieces.append((lifted.count - 1, text))
      replacements[piece.line - 1].append((piece.bytes, String(scalar)))
    }
  }

  private static func replacing(_ pieces: [Replacement], in bytes: [UInt8]) -> Line {
    var line = Line(bytes: [], sourceBytes: [])
    var map: [Int] = []
    var position = 0
    func copy(upTo end: Int) {
      line.bytes += bytes[position..<end]
      map += position..<end
    }
    for piece in pieces {
      copy(upTo: piece.bytes.lowerBound)
      line.bytes += piece.text.utf8
      map += [Int](repeating: piece.bytes.lowerBound, count: piece.text.utf8.count)
      position = piece.bytes.upperBound
    }
    copy(upTo: bytes.count)
    map.append(bytes.count)
    line.sourceBytes = map
    return line
  }
}
