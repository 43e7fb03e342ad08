import Diagnostics

/// Text that was cut out of a file, and perhaps changed on the way, whose every scalar knows where in the
/// file it comes from. What libraries say of its offsets can so be told of the file.
struct LocatedText {
  /// The characters of one line of the file that a scalar stands for.
  struct Place {
    var line: Int32
    var start: Int32
    var end: Int32
  }

  private(set) var scalars: [Unicode.Scalar] = []
  private(set) var places: [Place] = []

  /// - Parameter lines: consecutive lines, each with its 1-based line and column in the file. Each gets a
  ///   line end.
  init(lines: [(text: String, line: Int, column: Int)]) {
    for (text, line, column) in lines { append(text, line: line, column: column) }
  }

  init() {}

  var text: String {
    var string = String.UnicodeScalarView()
    string.append(contentsOf: scalars)
    return String(string)
  }

  mutating func append(_ scalar: Unicode.Scalar, line: Int, from start: Int, to end: Int) {
    scalars.append(scalar)
    places.append(Place(line: Int32(line), start: Int32(start), end: Int32(end)))
  }

  /// A line and its end.
  mutating func append(_ text: String, line: Int, column: Int) {
    var position = column
    for character in text {
      for scalar in character.unicodeScalars { append(scalar, line: line, from: position, to: position + 1) }
      position += 1
    }
    append("\n", line: line, from: position, to: position)
  }

  mutating func append(_ scalar: Unicode.Scalar, at place: Place) {
    scalars.append(scalar)
    places.append(place)
  }

  /// Where the scalar at `offset` begins in the file; behind the last one for the text's end.
  func location(at offset: Int) -> SourceLocation {
    if places.indices.contains(offset) {
      return SourceLocation(line: Int(places[offset].line), column: Int(places[offset].start))
    }
    guard let last = places.last else { return SourceLocation(line: 1, column: 1) }
    return SourceLocation(line: Int(last.line), column: Int(last.end))
  }

  /// The file's range of the scalars from `start` up to `end`. An empty one is a caret before `start`.
  func range(_ start: Int, _ end: Int) -> SourceRange {
    let begin = location(at: start)
    guard end > start, places.indices.contains(end - 1) else { return SourceRange(begin, begin) }
    let last = places[end - 1]
    return SourceRange(begin, SourceLocation(line: Int(last.line), column: Int(last.end)))
  }

  /// Whether every one of the scalars stands as itself in the file, on one line.
  func isVerbatim(_ start: Int, _ end: Int) -> Bool {
    guard start < end, places.indices.contains(end - 1) else { return start == end }
    for offset in start..<end where places[offset].end - places[offset].start != 1 {
      return false
    }
    let count = String(String.UnicodeScalarView(scalars[start..<end])).count
    return places[start].line == places[end - 1].line
      && Int(places[end - 1].end - places[start].start) == count
  }
}
