import Diagnostics

/// A value of a front matter or parameter block, with its place in the file.
package struct YAMLNode: Sendable {
  package let value: YAMLValue
  /// Where it stands in the file; a value that came from `${name}` stands where the `${name}` does.
  package let range: SourceRange
  /// A scalar's text as written, without quotes: `1e-3` stays `1e-3`. Empty for collections.
  package let scalarText: String

  /// Where the characters of `scalarText` stand.
  private let places: Places

  enum Places: Sendable {
    case unknown
    /// One after the other on one line, from here.
    case verbatim(SourceLocation)
    /// Each on its own: the text was folded, escaped, or came from `${name}` in part.
    case mapped([SourceRange])
  }

  init(_ value: YAMLValue, range: SourceRange, scalarText: String = "", places: Places = .unknown) {
    self.value = value
    self.range = range
    self.scalarText = scalarText
    self.places = places
  }

  package init(_ value: YAMLValue, range: SourceRange, scalarText: String = "") {
    self.init(value, range: range, scalarText: scalarText, places: .unknown)
  }

  /// Where some characters of `scalarText` stand in the file, for messages about a part of a scalar: an
  /// expression, a dotted path. The whole scalar's range where that is not known.
  package func range(ofCharacters part: Range<Int>) -> SourceRange {
    switch places {
    case .unknown: return range
    case .verbatim(let start):
      return SourceRange(line: start.line, column: start.column + part.lowerBound, length: part.count)
    case .mapped(let ranges):
      if part.isEmpty || part.upperBound > ranges.count {
        let start = part.lowerBound < ranges.count ? ranges[part.lowerBound].start : range.end
        return SourceRange(start, part.isEmpty ? start : range.end)
      }
      return SourceRange(ranges[part.lowerBound].start, ranges[part.upperBound - 1].end)
    }
  }
}

/// A YAML 1.2 value. No value is ever read as sexagesimal, octal or a date.
package indirect enum YAMLValue: Sendable {
  case null
  case boolean(Bool)
  case integer(Int)
  case number(Double)
  case string(String)
  case sequence([YAMLNode])
  case mapping([YAMLEntry])
}

/// One `key: value` of a mapping, in the order of the file. Keys are unique within their mapping.
package struct YAMLEntry: Sendable {
  package let key: String
  package let keyRange: SourceRange
  package let value: YAMLNode

  package init(key: String, keyRange: SourceRange, value: YAMLNode) {
    self.key = key
    self.keyRange = keyRange
    self.value = value
  }
}

extension YAMLNode {
  package var isNull: Bool {
    if case .null = value { return true }
    return false
  }

  package var boolean: Bool? {
    if case .boolean(let value) = value { return value }
    return nil
  }

  package var integer: Int? {
    if case .integer(let value) = value { return value }
    return nil
  }

  /// The number, whether written as an integer or not.
  package var number: Double? {
    switch value {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }

  package var string: String? {
    if case .string(let value) = value { return value }
    return nil
  }

  package var sequence: [YAMLNode]? {
    if case .sequence(let nodes) = value { return nodes }
    return nil
  }

  package var mapping: [YAMLEntry]? {
    if case .mapping(let entries) = value { return entries }
    return nil
  }

  /// The entry of a mapping with that key.
  package subscript(key: String) -> YAMLEntry? {
    mapping?.first { $0.key == key }
  }

  /// What the value is, for messages: `a string`.
  package var typeName: String {
    switch value {
    case .null: "nothing"
    case .boolean: "a boolean"
    case .integer: "an integer"
    case .number: "a number"
    case .string: "a string"
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }

  /// As people would write it on a line: a scalar's text as written, a collection as YAML flow text.
  package var text: String {
    switch value {
    case .sequence, .mapping: flowText
    default: scalarText
    }
  }
}
