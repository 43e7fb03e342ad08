import Diagnostics

/// Reads flow charts in Mermaid's syntax. What is wrong ends a statement, not the reading, so that all of it is told.
struct MermaidParser {
  private(set) var chart = MermaidChart()
  private(set) var problems: [MermaidChart.Problem] = []

  let text: [Character]
  var position = 0

  /// Groups that are open, innermost last, with the places where they began.
  private var open: [(id: String, offset: Int)] = []
  private var nodeIndex: [String: Int] = [:]
  private var nodePlaces: [Int] = []
  private var groupIndex: [String: Int] = [:]
  private var edgePlaces: [Int] = []
  private var isStyled = false
  private var errorCount = 0
  private var isFull = false

  init(_ text: String) {
    // A line end of two signs is one character; its offset counts as one, as everywhere.
    self.text = Array(text)
  }

  // MARK: - Signs

  var current: Character? { position < text.count ? text[position] : nil }

  func isNext(_ word: String) -> Bool {
    position + word.count <= text.count && zip(text[position...], word).allSatisfy { $0 == $1 }
  }

  mutating func take(_ word: String) -> Bool {
    guard isNext(word) else { return false }
    position += word.count
    return true
  }

  mutating func skipSpaces() {
    while let sign = current, sign == " " || sign == "\t" { position += 1 }
  }

  mutating func restOfLine() -> String {
    let start = position
    while let sign = current, !sign.isNewline { position += 1 }
    return String(text[start..<position])
  }

  mutating func restOfStatement() -> String {
    let start = position
    var isQuoted = false
    while let sign = current, !sign.isNewline, isQuoted || sign != ";" {
      if sign == "\"" { isQuoted.toggle() }
      position += 1
    }
    return String(text[start..<position]).trimmed
  }

  /// Spaces, line ends, `;` and comments.
  private mutating func skipBlank() {
    while let sign = current {
      if sign.isWhitespace || sign == ";" {
        position += 1
      } else if isNext("%%{") {
        while position < text.count, !take("}%%") { position += 1 }
      } else if isNext("%%") {
        _ = restOfLine()
      } else {
        return
      }
    }
  }

  mutating func error(_ message: String, at offset: Int, length: Int = 1, hint: String? = nil) {
    errorCount += 1
    problems.append(.init(message: message, hint: hint, offset: offset, length: length))
  }

  // MARK: - Statements

  /// False where this is no flow chart.
  mutating func readHead() -> Bool {
    skipBlank()
    if isNext("---") {
      _ = restOfLine()
      while position < text.count {
        position += 1
        let line = restOfLine()
        if line.hasPrefix("---") { break }
        if line.hasPrefix("title:") { chart.title = Self.unquoted(String(line.dropFirst(6)).trimmed) }
      }
      skipBlank()
    }
    let word = String(text[position...].prefix { $0.isLetter || $0 == "-" })
    guard word == "graph" || word == "flowchart" || word == "flowchart-elk" else { return false }
    position += word.count
    skipSpaces()
    guard let sign = current, !sign.isNewline, sign != ";" else { return true }
    let start = position
    let direction = String(text[position...].prefix { !$0.isWhitespace && $0 != ";" })
    position += direction.count
    if let known = Self.direction(direction) {
      chart.direction = known
    } else {
      error(
        "unknown direction '\(direction)'", at: start, length: direction.count,
        hint: Suggestion.hintOrList(for: direction.uppercased(), in: MermaidChart.directions))
    }
    return true
  }

  private static func direction(_ word: String) -> String? {
    ["^": "BT", "v": "TB", "<": "RL", ">": "LR"][word]
      ?? (MermaidChart.directions.contains(word) ? word : nil)
  }

  mutating func readBody() {
    while true {
      skipBlank()
      guard position < text.count, !isFull else { break }
      let before = (position: position, errors: errorCount)
      readStatement()
      // One complaint a statement.
      if errorCount > before.errors { _ = restOfStatement() }
      if position == before.position { position += 1 }
    }
    for group in open {
      error("this subgraph has no 'end'", at: group.offset, length: 8, hint: "close it with a line 'end'")
    }
    resolve()
  }

  private mutating func readStatement() {
    let start = position
    let word = String(text[position...].prefix { $0.isLetter })
    let behind = position + word.count < text.count ? text[position + word.count] : "\n"
    let isWord = behind.isWhitespace || behind == ";"
    switch word {
    case "subgraph" where isWord:
      position += word.count
      return subgraph(start)
    case "end" where isWord:
      position += word.count
      if open.popLast() == nil { error("this 'end' closes no subgraph", at: start, length: 3) }
      return expectEnd()
    case "direction" where isWord:
      position += word.count
      return direction()
    case "style" where isWord, "class" where isWord, "classDef" where isWord, "linkStyle" where isWord,
      "click" where isWord:
      if !isStyled {
        problems.append(
          .init(
            isWarning: true, message: "colours and links of flow charts are left out of HTML reports",
            hint: nil, offset: start, length: word.count))
      }
      isStyled = true
      _ = restOfStatement()
      return
    case "accTitle", "accDescr": if accessibility(word) { return }
    default: break
    }
    links()
  }

  /// A statement is over where a line, or it by `;`.
  private mutating func expectEnd() {
    skipSpaces()
    guard let sign = current, !sign.isNewline, sign != ";", !isNext("%%") else { return }
    unexpected()
  }

  private mutating func unexpected() {
    let start = position
    let rest = restOfStatement()
    let shown = rest.prefix(20)
    error(
      "'\(shown)\(rest.count > 20 ? "…" : "")' is not understood here", at: start,
      length: max(rest.count, 1), hint: "arrows are written A --> B, boxes A[label]")
  }

  private mutating func accessibility(_ word: String) -> Bool {
    let start = position
    position += word.count
    skipSpaces()
    var value = ""
    if take(":") {
      value = restOfLine().trimmed
    } else if word == "accDescr", take("{") {
      while let sign = current, sign != "}" {
        value.append(sign.isNewline ? " " : sign)
        position += 1
      }
      _ = take("}")
    } else {
      position = start
      return false
    }
    if word == "accTitle" { chart.title = value.trimmed } else { chart.description = value.trimmed }
    return true
  }

  private mutating func direction() {
    skipSpaces()
    let start = position
    let word = restOfStatement()
    guard let known = Self.direction(word) else {
      return error(
        word.isEmpty ? "a direction is missing" : "unknown direction '\(word)'", at: start,
        length: max(word.count, 1),
        hint: Suggestion.hintOrList(for: word.uppercased(), in: MermaidChart.directions))
    }
    if let id = open.last?.id, let index = groupIndex[id] {
      chart.groups[index].direction = known
    } else {
      chart.direction = known
    }
  }

  private mutating func subgraph(_ start: Int) {
    skipSpaces()
    let begin = position
    var id = "subgraph \(chart.groups.count + 1)"
    var title = ""
    let word = readID()
    let behindWord = position
    skipSpaces()
    if let word, current == "[" {
      id = word
      position += 1
      title = label(until: ["]"], opening: "[", at: position - 1)?.text ?? ""
    } else {
      position = begin
      let rest = restOfStatement()
      title = Self.plain(Self.unquoted(rest))
      if let word, rest == word {
        id = word
      } else if !rest.isEmpty, word == nil || behindWord < position {
        id = title
      }
    }
    expectEnd()
    if groupIndex[id] != nil {
      error(
        "subgraph '\(id)' stands twice", at: begin, length: id.count,
        hint: "give it an id: subgraph other[\(title)]")
      id += " \(chart.groups.count + 1)"
    }
    groupIndex[id] = chart.groups.count
    chart.groups.append(.init(id: id, title: title, parent: open.last?.id, direction: nil))
    open.append((id, start))
  }

  // MARK: - Boxes and arrows

  /// `A & B --> C -- text --> D`.
  private mutating func links() {
    let errors = errorCount
    guard var sources = boxes() else { return }
    while true {
      skipSpaces()
      let start = position
      guard let link = readLink() else { break }
      skipSpaces()
      guard let targets = boxes() else { return }
      for from in sources {
        for to in targets {
          chart.edges.append(
            .init(
              from: from, to: to, label: link.label, line: link.line, start: link.start, end: link.end,
              length: link.length))
          edgePlaces.append(start)
        }
      }
      if chart.edges.count > MermaidChart.maximumEdges {
        isFull = true
        return error(
          "a flow chart of more than \(MermaidChart.maximumEdges) arrows is not drawn", at: start,
          hint: "cut it into several")
      }
      sources = targets
    }
    if errorCount == errors { expectEnd() }
  }

  private mutating func boxes() -> [String]? {
    var ids: [String] = []
    repeat {
      skipSpaces()
      guard let id = box() else { return nil }
      ids.append(id)
      skipSpaces()
    } while take("&")
    return ids
  }

  private mutating func box() -> String? {
    let start = position
    guard let id = readID() else {
      if current == nil || current?.isNewline == true || current == ";" {
        error("a box is missing", at: start, hint: "arrows are written A --> B")
      } else {
        unexpected()
      }
      return nil
    }
    let index: Int
    if let known = nodeIndex[id] {
      index = known
    } else {
      index = chart.nodes.count
      nodeIndex[id] = index
      nodePlaces.append(start)
      chart.nodes.append(.init(id: id, label: id, shape: "rectangle", group: nil))
      if chart.nodes.count > MermaidChart.maximumNodes {
        isFull = true
        error(
          "a flow chart of more than \(MermaidChart.maximumNodes) boxes is not drawn", at: start,
          length: id.count, hint: "cut it into several")
        return nil
      }
    }
    if chart.nodes[index].group == nil { chart.nodes[index].group = open.last?.id }
    if take("@{") {
      guard attributes(index) else { return nil }
    } else if let opening = MermaidShapes.brackets.first(where: { isNext($0.open) })?.open {
      let bracket = position
      position += opening.count
      let closings = MermaidShapes.brackets.filter { $0.open == opening }
      guard let found = label(until: closings.map(\.close), opening: opening, at: bracket) else { return nil }
      chart.nodes[index].label = found.text
      chart.nodes[index].shape = closings[found.closing].name
    }
    if take(":::") { _ = readID() }
    return id
  }

  /// `A@{ shape: diamond, label: "…" }`, behind the brace.
  private mutating func attributes(_ index: Int) -> Bool {
    let start = position - 2
    while true {
      while let sign = current, sign.isWhitespace || sign == "," { position += 1 }
      if take("}") { return true }
      let place = position
      let key = readID() ?? ""
      skipSpaces()
      guard !key.isEmpty, take(":") else {
        error("this brace is never closed", at: start, length: 2, hint: "write A@{ shape: diamond }")
        return false
      }
      skipSpaces()
      let valuePlace = position
      var value = ""
      if take("\"") {
        while let sign = current, sign != "\"" {
          value.append(sign)
          position += 1
        }
        _ = take("\"")
      } else {
        value = String(text[position...].prefix { $0 != "," && $0 != "}" && !$0.isNewline })
        position += value.count
        value = value.trimmed
      }
      switch key {
      case "label": chart.nodes[index].label = Self.plain(value)
      case "shape":
        guard let shape = MermaidShapes.names.first(where: { $0.words.contains(value) }) else {
          error(
            "unknown shape '\(value)'", at: valuePlace, length: value.count,
            hint: Suggestion.hintOrList(
              for: value, in: MermaidShapes.names.compactMap { $0.words.first }))
          return false
        }
        chart.nodes[index].shape = shape.name
      default:
        problems.append(
          .init(
            isWarning: true, message: "'\(key)' of a box is left out of HTML reports", hint: nil,
            offset: place,
            length: key.count))
      }
    }
  }

  // MARK: - The whole

  /// Ids of groups that arrows name are no boxes; a group without any is one.
  private mutating func resolve() {
    chart.nodes = zip(chart.nodes, nodePlaces).filter { groupIndex[$0.0.id] == nil }.map(\.0)
    var around: [String: [String]] = [:]
    for group in chart.groups {
      around[group.id] = (group.parent.flatMap { around[$0] } ?? []) + [group.id]
    }
    for node in chart.nodes { around[node.id] = node.group.flatMap { around[$0] } ?? [] }
    for (edge, place) in zip(chart.edges, edgePlaces) {
      func isInside(_ inner: String, _ outer: String) -> Bool {
        groupIndex[outer] != nil && around[inner]?.contains(outer) == true
      }
      if isInside(edge.from, edge.to) || isInside(edge.to, edge.from) {
        error(
          "an arrow cannot lead from a subgraph into itself", at: place,
          hint: "let it begin and end at boxes")
      }
    }
    if chart.nodes.isEmpty, chart.groups.isEmpty, errorCount == 0 {
      error("this flow chart has no boxes", at: 0, hint: "for example A[data] --> B[model]")
    }
  }
}

extension String {
  var trimmed: String {
    var text = self[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
