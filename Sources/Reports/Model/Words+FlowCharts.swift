import Plots

extension Words {
  var flowChart: String { text("flow.title") }

  /// What a flow chart's arrows say.
  func flow(of chart: FlowChart) -> String {
    let names = chart.names
    let sentences = chart.edges.filter { $0.stroke != .invisible }.map { edge in
      var (from, to) = (names[edge.from] ?? edge.from, names[edge.to] ?? edge.to)
      let isBoth = (edge.startTip == .none) == (edge.endTip == .none)
      if !isBoth, edge.endTip == .none { swap(&from, &to) }
      let said =
        isBoth
        ? text("flow.linked", ["from": from, "to": to]) : text("flow.leads", ["from": from, "to": to])
      let label = edge.label.split(whereSeparator: \.isNewline).joined(separator: " ")
      return said + (label.isEmpty ? "" : bracketed(label))
    }
    return sentences.isEmpty ? "" : sentence(semicolons(sentences))
  }
}
