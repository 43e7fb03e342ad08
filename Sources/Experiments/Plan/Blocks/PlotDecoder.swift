import Diagnostics
import Learning
import Notebooks

/// `.plot` blocks.
extension ViewDecoder {
  static let plotKeys = [
    "from", "type", "x", "y", "color", "facet", "band", "scale", "caption", "width", "height",
  ]
  /// Types that the format knows and this version does not draw.
  private static let unavailableTypes = [
    "box", "histogram", "function", "confusion", "roc", "calibration", "gradient_flow", "images",
    "parallel",
  ]
  private static let times = ["epoch", "step"]

  mutating func plot() -> PlotPlan? {
    guard entries(known: Self.plotKeys) != nil else { return nil }
    let kind = plotKind()
    guard let subject = subject() else { return nil }
    var plot = PlotPlan(id: block.id, range: block.range, kind: kind ?? .curve, from: subject.id)
    if let kind { check(kind, subject) }
    if kind == .heatMap {
      heatMap(subject, &plot)
      plot.caption = text("caption")
      plot.width = size("width")
      plot.height = size("height")
      return plot
    }
    let hasAxes = kind != .samples && kind != .decisionBoundary
    if hasAxes, let node = node("x") { plot.x = x(node, kind, subject) }
    if hasAxes, let node = node("y") { plot.y = each(node) { $0.metric($1, of: subject, key: "y") } ?? [] }
    if let node = node("color") { plot.color = factor(node, of: subject, key: "color") }
    if let node = node("facet") { plot.facet = factor(node, of: subject, key: "facet") }
    if let node = node("band"),
      case .boolean(let band) = decoder.value(node, as: .boolean, name: "band", at: "")?.value
    {
      plot.band = band
    }
    if let node = node("scale") { scale(node, &plot) }
    plot.caption = text("caption")
    plot.width = size("width")
    plot.height = size("height")
    return kind == nil ? nil : plot
  }

  /// A metric over two factors: `x` is across, `y` down; the metric is `color`, or `y` where that names one.
  private mutating func heatMap(_ subject: Subject, _ plot: inout PlotPlan) {
    for key in ["facet", "band", "scale"] {
      guard let entry = block.root[key] else { continue }
      decoder.collector.warning("'\(key)' has no effect on a plot of type 'heatmap'", at: entry.keyRange)
    }
    if let node = node("x") { plot.x = factor(node, of: subject, key: "x") }
    if let node = node("color") { plot.y = metric(node, of: subject, key: "color").map { [$0] } ?? [] }
    if let node = node("y") {
      if plot.y.isEmpty, self.node("color") == nil, let text = node.string, subject.hasMetric(text) {
        plot.y = [text]
      } else {
        plot.rows = factor(node, of: subject, key: "y")
      }
    }
    guard let paths = subject.plan?.factors.map(\.path), let range = block.root["type"]?.value.range else {
      return
    }
    if paths.count < 2 {
      decoder.collector.error(
        "a heat map lies over two factors, and '\(subject.id)' varies \(paths.isEmpty ? "nothing" : "one")",
        at: range, hints: ["for instance type: dot"])
    } else if let x = plot.x, x == plot.rows, let node = node("y") {
      decoder.collector.error("'\(x)' is across already", at: node.range, hints: ["name another factor"])
    } else if paths.count > 2, plot.x == nil || plot.rows == nil {
      decoder.collector.error(
        "a heat map of '\(subject.id)', which varies \(paths.count) factors, needs 'x' and 'y'", at: range,
        hints: ["one of: \(paths.joined(separator: ", "))"])
    }
  }

  private mutating func plotKind() -> PlotPlan.Kind? {
    guard let node = node("type") else { return .curve }
    let available = PlotPlan.Kind.allCases.map(\.rawValue)
    guard let text = node.string else {
      decoder.mismatch(
        node, "a type of plot", "type", hints: ["one of: \(available.joined(separator: ", "))"])
      return nil
    }
    if let kind = PlotPlan.Kind(rawValue: text) { return kind }
    if Self.unavailableTypes.contains(text) {
      decoder.collector.error(
        "plots of type '\(text)' are not available in this version", at: node.range,
        hints: ["one of: \(available.joined(separator: ", "))"])
    } else {
      decoder.collector.error(
        "unknown type of plot '\(text.shortened)'", at: node.range,
        hints: [Suggestion.hintOrList(for: text, in: available)])
    }
    return nil
  }

  /// Whether the experiment has what the plot shows.
  private mutating func check(_ kind: PlotPlan.Kind, _ subject: Subject) {
    guard let first = subject.plan?.variants.first?.configuration, let range = block.root["type"]?.value.range
    else {
      return
    }
    switch kind {
    case .samples where !first.model.isAdversarial:
      decoder.collector.error(
        "a plot of samples shows what a generator makes, and '\(subject.id)' has none", at: range,
        hints: ["for instance type: curve"])
    case .decisionBoundary where first.model.isAdversarial || first.task == .regression:
      decoder.collector.error(
        "a decision boundary lies between classes, and '\(subject.id)' has none", at: range,
        hints: ["for instance type: curve"])
    default: break
    }
    if kind == .samples || kind == .decisionBoundary {
      for key in ["x", "y", "band", "scale"] {
        guard let entry = block.root[key] else { continue }
        decoder.collector.warning(
          "'\(key)' has no effect on a plot of type '\(kind.rawValue)'", at: entry.keyRange)
      }
    }
  }

  private mutating func x(_ node: PlanNode, _ kind: PlotPlan.Kind?, _ subject: Subject) -> String? {
    let times = kind == nil || kind == .curve ? Self.times : []
    // In a scatter plot one metric may stand against another.
    if kind == .scatter, let text = node.string, subject.hasMetric(text) { return text }
    guard let x = factor(node, of: subject, key: "x", also: times) else { return nil }
    if kind == .curve, let factor = subject.plan?.factors.first(where: { $0.path == x }), !factor.isNumeric {
      decoder.collector.error(
        "the levels of '\(x)' are no numbers, so no curve can run along them", at: node.range,
        hints: ["write type: dot, or x: epoch"])
      return nil
    }
    return x
  }

  private mutating func scale(_ node: PlanNode, _ plot: inout PlotPlan) {
    guard let entries = node.mapping else {
      decoder.mismatch(node, "a mapping", "scale", hints: ["write {y: log}"])
      return
    }
    for entry in entries {
      guard entry.key == "x" || entry.key == "y" else {
        decoder.collector.error(
          "unknown axis '\(entry.key.shortened)'", at: entry.keyRange, hints: ["one of: x, y"])
        continue
      }
      guard
        case .string(let word) = decoder.value(
          entry.node, as: .choice(["linear", "log"]), name: "scale", at: "")?.value
      else { continue }
      if entry.key == "x" { plot.logX = word == "log" } else { plot.logY = word == "log" }
    }
  }

  /// In pixels.
  private mutating func size(_ key: String) -> Int? {
    node(key).flatMap { decoder.value($0, as: .integer(100...4000), name: key, at: "")?.value.whole }
  }
}
