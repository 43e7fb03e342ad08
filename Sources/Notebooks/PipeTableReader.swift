import Diagnostics

/// Recognizes a table written with pipes, which libcmark takes for a paragraph: a header line, then a line of
/// dashes with as many cells, then rows. `\|` is a pipe within a cell, in code spans too.
struct PipeTableReader {
  let input: MarkdownInput
  /// Link reference definitions of the file, which cells may use.
  let definitions: [UInt8]

  private typealias Cell = (bytes: [UInt8], sourceBytes: [Int])

  /// nil where the lines of the paragraph are no table.
  func read(
    lines: ClosedRange<Int>, firstByte: Int, quotes: Int, range: SourceRange,
    collector: inout DiagnosticCollector
  ) -> PipeTable? {
    guard lines.count >= 2, let alignments = alignments(lines.lowerBound + 1, quotes: quotes) else {
      return nil
    }
    let header = cells(line: lines.lowerBound, from: firstByte)
    guard header.count == alignments.count else { return nil }

    var rows = [header]
    for line in stride(from: lines.lowerBound + 2, through: lines.upperBound, by: 1) {
      let start = InlinePlaces.prefixLength(input[line].bytes, quotes: quotes)
      var row = cells(line: line, from: start)
      if row.count > alignments.count {
        let extra = row[alignments.count]
        let byte = extra.sourceBytes.first ?? 0
        collector.warning(
          "this row has \(row.count) cells, the table \(alignments.count) columns; "
            + "what is beyond is left out",
          at: SourceRange(
            input.source.location(line: line, byte: byte), input.source.end(ofLine: line)))
        row.removeLast(row.count - alignments.count)
      }
      while row.count < alignments.count {
        row.append(([], [input[line].sourceByte(input[line].bytes.count)]))
      }
      rows.append(row)
    }
    var inlines = inlines(rows, first: lines.lowerBound, range: range, collector: &collector)
    let head = inlines.removeFirst()
    return PipeTable(header: head, alignments: alignments, rows: inlines)
  }

  private func alignments(_ line: Int, quotes: Int) -> [PipeTable.Alignment]? {
    let bytes = input[line].bytes
    let start = InlinePlaces.prefixLength(bytes, quotes: quotes)
    guard bytes[start...].contains(UInt8(ascii: "|")) else { return nil }
    var alignments: [PipeTable.Alignment] = []
    for cell in cells(line: line, from: start) {
      let text = String(decoding: cell.bytes, as: UTF8.self)
      let left = text.hasPrefix(":")
      let right = text.count > 1 && text.hasSuffix(":")
      let dashes = text.dropFirst(left ? 1 : 0).dropLast(right ? 1 : 0)
      guard !dashes.isEmpty, dashes.allSatisfy({ $0 == "-" }) else { return nil }
      alignments.append(left ? (right ? .center : .left) : (right ? .right : .none))
    }
    return alignments
  }

  /// The cells of a line, without the spaces around them.
  private func cells(line: Int, from start: Int) -> [Cell] {
    let fed = input[line]
    let pipe = UInt8(ascii: "|")
    var end = fed.bytes.count
    while end > start, fed.bytes[end - 1] == 0x20 || fed.bytes[end - 1] == 0x09 { end -= 1 }
    var position = start
    if position < end, fed.bytes[position] == pipe { position += 1 }

    var cells: [Cell] = []
    var current: Cell = ([], [])
    func finish(at byte: Int) {
      while let first = current.bytes.first, first == 0x20 || first == 0x09 {
        current.bytes.removeFirst()
        current.sourceBytes.removeFirst()
      }
      var behind = byte
      while let last = current.bytes.last, last == 0x20 || last == 0x09 {
        current.bytes.removeLast()
        behind = current.sourceBytes.removeLast()
      }
      current.sourceBytes.append(behind)
      cells.append(current)
      current = ([], [])
    }
    while position < end {
      let byte = fed.bytes[position]
      if byte == UInt8(ascii: "\\"), position + 1 < end {
        if fed.bytes[position + 1] != pipe {
          current.bytes.append(byte)
          current.sourceBytes.append(fed.sourceByte(position))
        }
        current.bytes.append(fed.bytes[position + 1])
        current.sourceBytes.append(fed.sourceByte(position + 1))
        position += 2
      } else if byte == pipe {
        finish(at: fed.sourceByte(position))
        position += 1
        if position == end { return cells }
      } else {
        current.bytes.append(byte)
        current.sourceBytes.append(fed.sourceByte(position))
        position += 1
      }
    }
    finish(at: fed.sourceByte(end))
    return cells
  }

  /// All cells are read in one go, each as a paragraph that begins with a letter of its own, so that none is
  /// taken for a heading or a list.
  private func inlines(
    _ rows: [[Cell]], first: Int, range: SourceRange, collector: inout DiagnosticCollector
  ) -> [[[Inline]]] {
    var bytes: [UInt8] = []
    var places: [InlinePlaces.Cell] = []
    for (index, row) in rows.enumerated() {
      let line = index == 0 ? first : first + 1 + index
      for cell in row {
        bytes += [UInt8(ascii: "x"), 0x20] + cell.bytes + [0x0A, 0x0A]
        places.append(InlinePlaces.Cell(line: line, sourceBytes: cell.sourceBytes))
      }
    }
    let tree = MarkdownTree.parse(bytes + definitions)
    var found = [[Inline]](repeating: [], count: places.count)
    for node in tree.children {
      let index = (node.startLine - 1) / 2
      guard case .paragraph = node.kind, found.indices.contains(index) else { continue }
      let kind = InlinePlaces.Kind.cells(places)
      let start = InlinePlaces.Place(line: places[index].line, byte: places[index].sourceBytes.first ?? 0)
      var builder = InlineBuilder(
        places: InlinePlaces(kind: kind, input: input), start: start, fallback: range)
      found[index] = builder.build(node.children, dropping: 2, collector: &collector)
    }
    var result: [[[Inline]]] = []
    var index = 0
    for row in rows {
      result.append(Array(found[index..<index + row.count]))
      index += row.count
    }
    return result
  }
}
