import Diagnostics

extension FlowChart {
  /// The chart in characters, for Markdown, logs and terminals: lines of at most `columns` columns (at least 40), without
  /// trailing spaces, ending in a newline. Chains are written from end to end, each frame that they enter on a new line,
  ///
  ///     encoder: [input 2] -> [dense 32] -> [relu] --2 classes--> [dense 2]
  ///
  /// anything else arrow by arrow, what leaves one box beneath each other; then what each frame holds.
  package func text(columns: Int = 72) -> String {
    let columns = max(columns, 40)
    let shown = edges.filter { $0.stroke != .invisible }
    let lines =
      chains(shown).map { $0.flatMap { self.lines(of: $0, to: columns) } } ?? arrows(shown, to: columns)
    return lines.map { TextLine.trimmed($0) + "\n" }.joined()
  }

  /// Every edge with what leaves the same box, then the frames.
  private func arrows(_ edges: [Edge], to columns: Int) -> [String] {
    let names = names
    func box(_ id: String) -> String { "[\(TextLine.plain(names[id] ?? id))]" }
    var lines: [String] = []
    var bySource: [String: [Edge]] = [:]
    for edge in edges { bySource[edge.from, default: []].append(edge) }
    let linked = Set(edges.flatMap { [$0.from, $0.to] })
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
    for group in groups {
      let inside =
        nodes.filter { $0.group == group.id }.map(\.id)
        + groups.filter { $0.parent == group.id }.map(\.id)
      guard !inside.isEmpty else { continue }
      lines += FlowChart.wrapped(
        [TextLine.plain(names[group.id] ?? group.id) + ":"] + inside.map(box), to: columns)
    }
    return lines
  }

  /// A box, and the arrow that leads to it; the first one has none.
  private struct Link {
    let edge: Edge?
    let node: Node
  }

  /// The boxes in chains without a fork, each from its start, in the order of the starts; nil where there is a fork, a
  /// circle, an empty frame or an arrow to a frame.
  private func chains(_ edges: [Edge]) -> [[Link]]? {
    // One without a box is a box itself.
    let filled = Set(nodes.compactMap(\.group) + groups.compactMap(\.parent))
    guard groups.allSatisfy({ filled.contains($0.id) }) else { return nil }
    let byID = Dictionary(nodes.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var next: [String: Edge] = [:]
    var entered: Set<String> = []
    for edge in edges {
      guard byID[edge.from] != nil, byID[edge.to] != nil, next.updateValue(edge, forKey: edge.from) == nil,
        entered.insert(edge.to).inserted
      else { return nil }
    }
    let chains = nodes.filter { !entered.contains($0.id) }.map { start in
      var chain = [Link(edge: nil, node: start)]
      while let edge = next[chain[chain.count - 1].node.id], let node = byID[edge.to] {
        chain.append(Link(edge: edge, node: node))
      }
      return chain
    }
    // What is in no chain goes in a circle.
    return chains.reduce(0, { $0 + $1.count }) == nodes.count ? chains : nil
  }

  private func lines(of chain: [Link], to columns: Int) -> [String] {
    var lines: [String] = []
    var pieces: [String] = []
    var frame: String?
    for (index, link) in chain.enumerated() {
      // In a row it is plain which box of a name is meant.
      let label = FlowChart.oneLine(link.node.label.isEmpty ? link.node.id : link.node.label)
      let box = "[\(TextLine.plain(label))]"
      if index > 0, link.node.group != frame {
        lines += FlowChart.wrapped(pieces, to: columns)
        pieces = []
      }
      if index == 0 || link.node.group != frame {
        let path = framePath(of: link.node)
        if !path.isEmpty { pieces.append(path + ":") }
        frame = link.node.group
      }
      pieces.append(link.edge.map { FlowChart.sign($0) + " " + box } ?? box)
    }
    return lines + FlowChart.wrapped(pieces, to: columns)
  }

  /// Titles of the frames that a box lies in, from the outermost: `minimax, generator`.
  private func framePath(of node: Node) -> String {
    var titles: [String] = []
    var next = node.group
    while let id = next, let group = groups.first(where: { $0.id == id }) {
      titles.append(TextLine.plain(FlowChart.oneLine(group.title.isEmpty ? group.id : group.title)))
      next = group.parent
    }
    return titles.reversed().joined(separator: ", ")
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
