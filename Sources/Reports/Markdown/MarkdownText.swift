import Diagnostics

/// Text made inert for Markdown: it reads as it is written, and nothing in it acts.
package enum MarkdownText {
  /// On one line, for running text and table cells.
  package static func escaped(_ text: String) -> String {
    let characters = Array(oneLine(text).unicodeScalars)
    var result = String.UnicodeScalarView()
    for (index, scalar) in characters.enumerated() {
      if needsEscape(scalar, at: index, in: characters) { result.append("\\") }
      result.append(scalar)
    }
    return String(result)
  }

  /// As code. `|` is escaped too where it stands in a table's cell.
  package static func code(_ text: String, inTable: Bool = false) -> String {
    let line = oneLine(text)
    let longest = line.split(whereSeparator: { $0 != "`" }).map(\.count).max() ?? 0
    let fence = String(repeating: "`", count: longest + 1)
    let pad = line.hasPrefix("`") || line.hasSuffix("`") || line.isEmpty ? " " : ""
    let code = "\(fence)\(pad)\(line)\(pad)\(fence)"
    return inTable ? code.replacing("|", with: "\\|") : code
  }

  /// A code block whose fence is longer than any in it.
  package static func codeBlock(_ text: String, info: String) -> String {
    var longest = 2
    for line in text.split(separator: "\n") {
      longest = max(longest, line.drop { $0 == " " }.prefix { $0 == "`" }.count)
    }
    let fence = String(repeating: "`", count: longest + 1)
    let body = text.isEmpty || text.hasSuffix("\n") ? text : text + "\n"
    return "\(fence)\(info)\n\(body)\(fence)\n"
  }

  /// A relative address: what is neither a letter, a digit nor one of a few signs is percent-encoded.
  package static func address(_ path: String) -> String {
    let digits = Array("0123456789ABCDEF")
    var result = ""
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        result.unicodeScalars.append(Unicode.Scalar(byte))
      case _ where "-_.~/%#?=&+,;:@!$*".utf8.contains(byte):
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default: result += "%" + String(digits[Int(byte >> 4)]) + String(digits[Int(byte & 15)])
      }
    }
    return result
  }

  private static func oneLine(_ text: String) -> String {
    if text.isPrintableASCII, !text.hasPrefix(" "), !text.hasSuffix(" ") { return text }
    return text.split(whereSeparator: \.isNewline).map { $0.trimmingSpaces }.joined(separator: " ")
  }

  private static func needsEscape(_ scalar: Unicode.Scalar, at index: Int, in text: [Unicode.Scalar]) -> Bool
  {
    switch scalar {
    case "\\", "`", "*", "[", "]", "|", "$": return true
    // Only before what can begin a tag, a comment or an address.
    case "<": return index + 1 == text.count || text[index + 1] != " "
    case "_", "~":
      // Within a word an underscore is only that.
      let isInside =
        index > 0 && index + 1 < text.count && text[index - 1].isWordPart && text[index + 1].isWordPart
      return !isInside
    case "&": return index + 1 < text.count && (text[index + 1].isWordPart || text[index + 1] == "#")
    // A sign before a number begins no list.
    case "+", "-": return index == 0 && !(text.count > 1 && text[1].properties.numericType != nil)
    case "#", ">", "=": return index == 0
    default: return false
    }
  }
}

extension Unicode.Scalar {
  fileprivate var isWordPart: Bool { properties.isAlphabetic || properties.numericType != nil }
}

extension Substring {
  fileprivate var trimmingSpaces: Substring {
    let start = drop { $0 == " " || $0 == "\t" }
    let end = start.reversed().drop { $0 == " " || $0 == "\t" }.count
    return start.prefix(end)
  }
}
