import Diagnostics

/// What libcmark is given for a file: the file's lines, with the front matter blanked out and each piece of
/// TeX replaced by one private character, since Markdown would eat its `\\`, `_` and `*`.
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
  private(set) var formulas: [Formula] = []
  /// Per private character: the formula it is a piece of, and the text it stands for.
  private var pieces: [(formula: Int, text: String)] = []

  /// TeX between `$` or `$$`.
  struct Formula {
    let tex: String
    let isDisplay: Bool
    let range: SourceRange
  }

  /// - Parameter blankedLines: how many lines at the head are not Markdown
  init(_ source: SourceLines, blankedLines: Int) {
    self.source = source
    lines = source.lines.enumerated().map { index, line in
      Line(bytes: index < blankedLines ? [] : line.bytes)
    }
    let hasDollar = lines.contains { $0.bytes.contains(UInt8(ascii: "$")) }
    let hasPrivate = source.lines.contains { line in
      line.text.unicodeScalars.contains { (0xF0000...0xFFFFD).contains($0.value) }
    }
    if hasDollar, !hasPrivate { liftFormulas() }
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

  // MARK: - Formulas

  /// The formula whose piece a scalar is.
  func formula(_ scalar: Unicode.Scalar) -> Int? {
    let index = Int(scalar.value) - 0xF0000
    return pieces.indices.contains(index) ? pieces[index].formula : nil
  }

  /// Whether a formula's last line ends with that piece.
  func isLastPiece(_ scalar: Unicode.Scalar) -> Bool {
    let next = Int(scalar.value) - 0xF0000 + 1
    return !pieces.indices.contains(next) || pieces[next].formula != pieces[next - 1].formula
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

  private mutating func liftFormulas() {
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
    var replacements: [[(bytes: Range<Int>, placeholder: Unicode.Scalar)]] = Array(
      repeating: [], count: lines.count)
    for found in FormulaFinder.find(in: source, lines: lines.map(\.bytes), isCode: isCode) {
      guard pieces.count + found.pieces.count <= 65_000 else { break }
      lift(found, into: &replacements)
    }
    for (index, pieces) in replacements.enumerated() where !pieces.isEmpty {
      lines[index] = Self.replacing(pieces, in: lines[index].bytes)
    }
  }

  private mutating func lift(
    _ found: FormulaFinder.Found,
    into replacements: inout [[(bytes: Range<Int>, placeholder: Unicode.Scalar)]]
  ) {
    guard let first = found.pieces.first, let last = found.pieces.last else { return }
    let texts = found.pieces.map { String(decoding: source[$0.line].bytes[$0.bytes], as: UTF8.self) }
    let mark = found.isDisplay ? 2 : 1
    let range = SourceRange(
      source.location(line: first.line, byte: first.bytes.lowerBound),
      source.location(line: last.line, byte: last.bytes.upperBound))
    formulas.append(
      Formula(
        tex: String(texts.joined(separator: "\n").dropFirst(mark).dropLast(mark)), isDisplay: found.isDisplay,
        range: range))
    for (piece, text) in zip(found.pieces, texts) {
      guard let scalar = Unicode.Scalar(0xF0000 + UInt32(pieces.count)) else { return }
      pieces.append((formulas.count - 1, text))
      replacements[piece.line - 1].append((piece.bytes, scalar))
    }
  }

  private static func replacing(
    _ pieces: [(bytes: Range<Int>, placeholder: Unicode.Scalar)], in bytes: [UInt8]
  ) -> Line {
    var line = Line(bytes: [], sourceBytes: [])
    var map: [Int] = []
    var position = 0
    func copy(upTo end: Int) {
      line.bytes += bytes[position..<end]
      map += position..<end
    }
    for piece in pieces {
      copy(upTo: piece.bytes.lowerBound)
      let placeholder = Array(String(piece.placeholder).utf8)
      line.bytes += placeholder
      map += [Int](repeating: piece.bytes.lowerBound, count: placeholder.count)
      position = piece.bytes.upperBound
    }
    copy(upTo: bytes.count)
    map.append(bytes.count)
    line.sourceBytes = map
    return line
  }
}
