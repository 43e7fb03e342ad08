/// A place in a source file, as people count: lines and columns start at 1, columns count characters.
package struct SourceLocation: Hashable, Comparable, Sendable, CustomStringConvertible {
  package var line: Int
  package var column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  package static func < (a: SourceLocation, b: SourceLocation) -> Bool {
    (a.line, a.column) < (b.line, b.column)
  }

  package var description: String { "\(line):\(column)" }
}

/// From `start` up to, not including, `end`.
package struct SourceRange: Hashable, Sendable {
  package var start: SourceLocation
  package var end: SourceLocation

  package init(_ start: SourceLocation, _ end: SourceLocation) {
    self.start = start
    self.end = max(start, end)
  }

  /// `length` characters on one line.
  package init(line: Int, column: Int, length: Int) {
    start = SourceLocation(line: line, column: column)
    end = SourceLocation(line: line, column: column + max(length, 0))
  }
}

/// A source file's text, split into lines once. LF, CR LF and CR end a line.
package struct SourceText: Sendable {
  /// The path as people write it; what messages begin with.
  package let name: String
  package let text: String
  /// The lines without their ends; line `n` of a location is `lines[n - 1]`.
  package let lines: [String]

  package init(name: String, text: String) {
    self.name = name
    self.text = text
    // Not `isNewline`: form feeds and other separators end no line of a Markdown file.
    lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }.map(
      String.init)
  }

  /// The text of 1-based line `number`, empty where there is none.
  package func line(_ number: Int) -> String {
    lines.indices.contains(number - 1) ? lines[number - 1] : ""
  }

  /// The column in characters of a 1-based byte column of a line, as libraries that count UTF-8 bytes give it.
  package func column(ofUTF8Column byteColumn: Int, line number: Int) -> Int {
    let line = line(number)
    let utf8 = line.utf8
    let offset = min(max(byteColumn - 1, 0), utf8.count)
    let index = utf8.index(utf8.startIndex, offsetBy: offset)
    return line[..<index].count + 1 + max(byteColumn - 1 - utf8.count, 0)
  }
}
