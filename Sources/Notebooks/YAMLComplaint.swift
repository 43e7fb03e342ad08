import Diagnostics

/// A YAML library's complaint, said for people, at the place where the mistake was made.
struct YAMLComplaint {
  let problem: String
  let context: String?
  let offset: Int
  let contextOffset: Int?
  let text: LocatedText
  let scanner: YAMLScanner

  var diagnostic: Diagnostic {
    if let colon = missingSpace { return colon }
    let scalar = offset < scanner.scalars.count ? scanner.scalars[offset] : "\n"
    switch problem {
    case "mapping values are not allowed in this context":
      return error(
        "unexpected ':'", at: offset,
        hints: ["put a text that holds ': ' in quotes, or check the indentation of this line"])
    case "could not find expected ':'":
      return error(
        "expected 'key: value'", from: lineRange(contextOffset ?? offset),
        hints: ["a key is followed by a colon and a space"])
    case "found character that cannot start any token":
      if scalar == "\t" {
        return error("a tab cannot indent YAML", at: offset, hints: ["use spaces"])
      }
      return error(
        "a value cannot begin with '\(scalar)'", at: offset, hints: ["put the value in quotes"])
    case "found a tab character that violates indentation":
      return error("a tab cannot indent YAML", at: tab ?? offset, hints: ["use spaces"])
    case "did not find expected ',' or ']'":
      return unclosed("list", bracket: "]")
    case "did not find expected ',' or '}'":
      return unclosed("mapping", bracket: "}")
    case "did not find expected key":
      return error(
        "expected a key here", from: lineRange(offset), hints: ["check the indentation of this line"])
    case "did not find expected '-' indicator":
      return error(
        "expected '- ' here", from: lineRange(offset), hints: ["check the indentation of this line"])
    case "block sequence entries are not allowed in this context":
      return error(
        "a list's '-' cannot stand here", at: offset, hints: ["begin the list on a line of its own"])
    case "found unexpected end of stream":
      return error("this quote is never closed", at: contextOffset ?? offset)
    case "found unexpected document indicator":
      return error("a line '---' or '...' cannot stand inside quotes", at: offset)
    case "did not find expected node content":
      return error("expected a value here", at: offset)
    case "found undefined alias":
      let end = scanner.wordEnd(at: offset)
      let name = String(String.UnicodeScalarView(scanner.scalars[min(offset, end)..<end]))
      return error(
        "unknown alias '\(name)'", at: offset, to: end,
        hints: ["put a text that begins with '*' in quotes"])
    case "did not find expected alphabetic or numeric character":
      return error(
        "a value cannot begin with '*' or '&'", at: contextOffset ?? offset, hints: ["put it in quotes"])
    case "found unknown escape character":
      let letter = offset + 1 < scanner.scalars.count ? scanner.scalars[offset + 1] : " "
      return error(
        "unknown escape '\\\(letter)'", at: offset, to: offset + 2,
        hints: ["in single quotes a backslash is a backslash"])
    case "but found another document":
      return error("only one YAML document can stand here", at: offset)
    case "did not find expected <document start>":
      return error(
        "unexpected text after the value", at: offset, hints: ["check the indentation of this line"])
    default:
      return error("\(context.map { $0 + ": " } ?? "")\(problem)", at: offset)
    }
  }

  private func error(_ message: String, at start: Int, to end: Int? = nil, hints: [String] = []) -> Diagnostic
  {
    error(message, from: text.range(start, end ?? min(start + 1, scanner.scalars.count)), hints: hints)
  }

  private func error(_ message: String, from range: SourceRange, hints: [String] = []) -> Diagnostic {
    Diagnostic(.error, message, range: range, hints: hints)
  }

  /// On the bracket's own line the place where a comma was expected is what helps; lines below it, the
  /// bracket.
  private func unclosed(_ what: String, bracket: Character) -> Diagnostic {
    let opening = contextOffset ?? offset
    if text.location(at: opening).line == text.location(at: offset).line, offset < scanner.scalars.count {
      return error("expected ',' or '\(bracket)' here", at: offset)
    }
    return error(
      "this \(what) is not closed, or a comma is missing in it", at: opening,
      hints: ["it was read up to line \(text.location(at: offset).line)"])
  }

  /// The words of the line at `offset`.
  private func lineRange(_ offset: Int) -> SourceRange {
    var (start, end) = scanner.line(at: offset)
    let scalars = scanner.scalars
    while start < end, scalars[start] == " " || scalars[start] == "\t" { start += 1 }
    while end > start, scalars[end - 1] == " " || scalars[end - 1] == "\t" || scalars[end - 1] == "\n" {
      end -= 1
    }
    return text.range(start, end)
  }

  private var tab: Int? {
    let (start, end) = scanner.line(at: offset)
    return scanner.scalars[start..<end].firstIndex(of: "\t")
  }

  /// `key:value` in block style: the complaint comes a line later, or as text where a key should be.
  private var missingSpace: Diagnostic? {
    guard
      problem == "could not find expected ':'" || problem == "mapping values are not allowed in this context"
    else { return nil }
    let (start, end) = scanner.line(at: contextOffset ?? offset)
    for line in [(start, end), start > 0 ? scanner.line(at: start - 1) : (0, 0)] {
      if let colon = scanner.colonWithoutSpace(in: line.0..<line.1) {
        return error(
          "a space is missing after this colon", at: colon, hints: ["write 'key: value'"])
      }
    }
    return nil
  }
}
