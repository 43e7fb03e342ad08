import Diagnostics

extension LocatedText {
  /// The text with each `${name}` replaced by the param's value as YAML flow text; the replacement stands
  /// where the `${name}` does. `$${` is a literal `${`. YAML comments are left alone.
  func substituting(_ parameters: OrderedParameters, collector: inout DiagnosticCollector) -> LocatedText {
    guard scalars.contains("$") else { return self }
    var result = LocatedText()
    var offset = 0
    var line = LineState()
    while offset < scalars.count {
      let scalar = scalars[offset]
      if scalar == "\n" { line = LineState() } else { line.pass(scalar) }
      guard scalar == "$", !line.isComment else {
        result.append(scalar, at: places[offset])
        offset += 1
        continue
      }
      if starts(with: "$${", at: offset) {
        result.append("$", at: places[offset])
        result.append("{", at: places[offset + 2])
        offset += 3
      } else if starts(with: "${", at: offset) {
        offset = replace(at: offset, parameters, into: &result, collector: &collector)
      } else {
        result.append(scalar, at: places[offset])
        offset += 1
      }
    }
    return result
  }

  /// Replaces the `${name}` at `start`; returns the offset behind it.
  private func replace(
    at start: Int, _ parameters: OrderedParameters, into result: inout LocatedText,
    collector: inout DiagnosticCollector
  ) -> Int {
    var end = start + 2
    while end < scalars.count, scalars[end] != "}", scalars[end] != "\n", scalars[end] != "{" { end += 1 }
    guard end < scalars.count, scalars[end] == "}" else {
      collector.error(
        "'${' is never closed", at: range(start, start + 2),
        hints: ["write ${name}, or $${ for the characters themselves"])
      for offset in start..<end { result.append(scalars[offset], at: places[offset]) }
      return end
    }
    var nameStart = start + 2
    var nameEnd = end
    while nameStart < nameEnd, scalars[nameStart] == " " { nameStart += 1 }
    while nameEnd > nameStart, scalars[nameEnd - 1] == " " { nameEnd -= 1 }
    let name = String(String.UnicodeScalarView(scalars[nameStart..<nameEnd]))
    let whole = range(start, end + 1)
    var place = places[start]
    place.end = places[end].end

    var replacement = "null"
    if let parameter = parameters[name] {
      replacement = parameter.value.flowText
    } else if name.isEmpty {
      collector.error("'${}' names no param", at: whole)
    } else {
      collector.error(
        "unknown param '\(name)'", at: range(nameStart, nameEnd),
        hint: ParameterSubstitution.hint(for: name, in: parameters))
    }
    for scalar in replacement.unicodeScalars { result.append(scalar, at: place) }
    return end + 1
  }

  private func starts(with text: String, at offset: Int) -> Bool {
    let wanted = Array(text.unicodeScalars)
    return offset + wanted.count <= scalars.count
      && scalars[offset..<offset + wanted.count].elementsEqual(wanted)
  }

  /// How far a line has been read, to know its comment: `#` at its start or after a space, outside quotes.
  private struct LineState {
    var isComment = false
    private var quote: Unicode.Scalar?
    private var previous: Unicode.Scalar = " "

    mutating func pass(_ scalar: Unicode.Scalar) {
      if isComment { return }
      let opens = " \t,:[{(-".unicodeScalars.contains(previous)
      if let open = quote {
        if scalar == open { quote = nil }
      } else if (scalar == "'" || scalar == "\"") && opens {
        quote = scalar
      } else if scalar == "#", previous == " " || previous == "\t" {
        isComment = true
      }
      previous = scalar
    }
  }
}

enum ParameterSubstitution {
  static func hint(for name: String, in parameters: OrderedParameters) -> String {
    parameters.entries.isEmpty
      ? "declare it in the front matter: params: {\(name): …}"
      : Suggestion.hintOrList(for: name, in: parameters.names)
  }
}
