import Diagnostics

/// YAML as HTML with its parts told apart: keys, strings, numbers and other constants, comments. Nothing is left out or
/// moved: without its tags it is the escaped text. It goes by lines and knows no multi-line strings.
package struct YAMLHighlighter {
  private enum Part: String {
    case key = "y-key"
    case string = "y-string"
    /// Numbers, truth values and null.
    case constant = "y-constant"
    case comment = "y-comment"
  }

  private var html = ""
  /// How many braces and brackets are open.
  private var depth = 0

  package static func html(_ text: String) -> String {
    var highlighter = YAMLHighlighter()
    var isFirst = true
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if !isFirst { highlighter.html += "\n" }
      isFirst = false
      highlighter.append(Array(line))
    }
    return highlighter.html
  }

  private mutating func append(_ line: [Character]) {
    var place = 0
    while place < line.count {
      let character = line[place]
      let isAfterSpace = place == 0 || line[place - 1] == " "
      switch character {
      case "#" where isAfterSpace:
        append(line[place...], .comment)
        place = line.count
      case "\"", "'":
        let end = Self.endOfString(line, from: place)
        append(line[place..<end], Self.isKey(line, end) ? .key : .string)
        place = end
      case "{", "[":
        depth += 1
        append(line[place...place], nil)
        place += 1
      case "}", "]":
        depth = max(depth - 1, 0)
        append(line[place...place], nil)
        place += 1
      case " ", ",", ":":
        append(line[place...place], nil)
        place += 1
      case "-" where isAfterSpace && (place + 1 == line.count || line[place + 1] == " "):
        append(line[place...place], nil)
        place += 1
      default:
        let end = endOfScalar(line, from: place)
        let isKey = Self.isKey(line, end)
        append(line[place..<end], isKey ? .key : Self.isConstant(String(line[place..<end])) ? .constant : nil)
        place = end
      }
    }
  }

  private mutating func append(_ characters: ArraySlice<Character>, _ part: Part?) {
    let text = HTMLText.escaped(String(characters))
    html += part.map { "<span class=\"\($0.rawValue)\">\(text)</span>" } ?? text
  }

  /// Behind the closing quote; the end of the line where there is none.
  private static func endOfString(_ line: [Character], from start: Int) -> Int {
    var place = start + 1
    while place < line.count {
      if line[start] == "\"", line[place] == "\\" {
        place += 2
        continue
      }
      if line[place] == line[start] {
        // In single quotes a doubled one stands for itself.
        guard line[start] == "'", place + 1 < line.count, line[place + 1] == "'" else { return place + 1 }
        place += 1
      }
      place += 1
    }
    return line.count
  }

  /// Up to what ends a plain scalar: a colon before a space, a comment, within braces also a comma or a closing one.
  private func endOfScalar(_ line: [Character], from start: Int) -> Int {
    var place = start
    while place < line.count {
      if Self.isKey(line, place) { break }
      if depth > 0, ",{}[]".contains(line[place]) { break }
      if line[place] == "#", place > start, line[place - 1] == " " { break }
      place += 1
    }
    while place > start + 1, line[place - 1] == " " { place -= 1 }
    return place
  }

  private static func isKey(_ line: [Character], _ end: Int) -> Bool {
    end < line.count && line[end] == ":" && (end + 1 == line.count || line[end + 1] == " ")
  }

  private static func isConstant(_ text: String) -> Bool {
    ["true", "false", "null", "~"].contains(text)
      || (text.first.map { $0.isASCII && ($0.isNumber || "+-.".contains($0)) } ?? false)
        && Double(text) != nil
  }
}
