import Diagnostics

extension FlowChart {
  /// The chart in characters, for Markdown, logs and terminals: lines of at most `columns` columns (at least 40), without
  /// trailing spaces, ending in a newline. A chain is written from end to end,
  ///
  ///     [input 2] -> [dense 32] -> [relu] --2 classes--> [dense 2]
  ///
  /// anything else arrow by arrow, what leaves one box beneath each other; then what each frame holds.
  package func text(columns: Int = 72) -> String {
    let columns = max(columns, 40)
    let names = names
    func box(_ id: String) -> String { "[\(TextLine.plain(names[id] ?? id))]" }
    var lines: [String] = []
    let shown = edges.filter { $0.stroke != .invisible }
    if let chain = chain(shown) {
      // In a row it is plain which one is meant.
      let labels = Dictionary(
        uniqueKeysWithValues: nodes.map { ($0.id, $0.label.isEmpty ? $0.id : $0.label) })
      func box(_ id: String) -> String { "[\(TextLine.plain(FlowChart.oneLine(labels[id] ?? id)))]" }
      let steps = chain.map { FlowChart.sign($0) + " " + box($0.to) }
      lines += FlowChart.wrapped([box(chain[0].from)] + steps, to: columns)
    } else {
      var bySource: [String: [Edge]] = [:]
      for edge in shown { bySource[edge.from, default: []].append(edge) }
      let linked = Set(shown.flatMap { [$0.from, $0.to] })
      for id in nodes.map(\.id) + groups.map(\.id) {
        guard let own = bySource[id] else {
          if !linked.contains(id), nodes.contains(where: { $0.id == id }) {
            lines += FlowChart.wrapped([box(id)], to: columns)
          }
          continue
        }
        if own.count == 1, let edge = own.first {
          lines += FlowChart.wrapped([box(id), FlowChart.sign(edge) + " " + box(edge.to)], to: columns)
        } else {
          lines += FlowChart.wrapped([box(id)], to: columns)
          for edge in own {
            lines += FlowChart.wrapped(["  " + FlowChart.sign(edge) + " " + box(edge.to)], to: columns)
          }
        }
      }
    }
    for group in groups {
      let inside =
        nodes.filter { $0.group == group.id }.map(\.id)
        + groups.filter { $0.parent == group.id }.map(\.id)
      guard !inside.isEmpty else { continue }
      lines += FlowChart.wrapped(
        [TextLine.plain(names[group.id] ?? group.id) + ":"] + inside.map(box), to: columns)
    }
    return lines.map { TextLine.trimmed($0) + "\n" }.joined()
  }

  /// All edges in the order of one path through all nodes; nil where there is none.
  private func chain(_ edges: [Edge]) -> [Edge]? {
    guard groups.isEmpty, !edges.isEmpty, edges.count == nodes.count - 1 else { return nil }
    var next: [String: Edge] = [:]
    var entered: Set<String> = []
    for edge in edges {
      guard next.updateValue(edge, forKey: edge.from) == nil, entered.insert(edge.to).inserted else {
        return nil
      }
    }
    guard var current = nodes.first(where: { !entered.contains($0.id) })?.id else { return nil }
    var chain: [Edge] = []
    while let edge = next[current], chain.count < edges.count {
      chain.append(edge)
      current = edge.to
    }
    return chain.count == edges.count ? chain : nil
  }

  /// `->`, `--2 x 32-->`, `..>`, `==>`; `o` and `x` at the ends that carry them.
  private static func sign(_ edge: Edge) -> String {
    let line =
      switch edge.stroke {
      case .solid, .invisible: "-"
      case .dotted: "."
      case .thick: "="
      }
    func end(_ tip: Tip, _ arrow: String) -> String {
      switch tip {
      case .none: ""
      case .arrow: arrow
      case .circle: "o"
      case .cross: "x"
      }
    }
    let label = TextLine.plain(oneLine(edge.label))
    let (start, finish) = (end(edge.startTip, "<"), end(edge.endTip, ">"))
    let body =
      label.isEmpty
      ? line + (line == "-" && finish != "" ? "" : line) : "\(line)\(line)\(label)\(line)\(line)"
    return start + body + finish
  }

  /// Pieces beside each other, further lines indented; a piece that is too long is cut.
  private static func wrapped(_ pieces: [String], to columns: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for piece in pieces {
      if line.isEmpty {
        line = TextGlyphs.of(.ascii).fitted(piece, to: columns)
      } else if line.displayWidth + 1 + piece.displayWidth <= columns {
        line += " " + piece
      } else {
        lines.append(line)
        line = TextGlyphs.of(.ascii).fitted("  " + piece, to: columns)
      }
    }
    return lines + [line]
  }
}
