import Diagnostics
import Notebooks

/// `.plot` blocks.
extension ViewDecoder {
  /// Keys of some types.
  private static let typedKeys = ["x", "y", "color", "facet", "band", "scale"]

  /// - Parameter types: the first is the one of a block that names none.
  mutating func plot(of types: [any PlotType.Type]) -> PlotPlan? {
    guard entries(known: PlotPlan.commonKeys + Self.typedKeys) != nil else {
      return nil
    }
    // A block of a mistyped type is read on as of the one that was meant, so that all that is wrong is told at once.
    let named = plotType(of: types)
    guard let type = named ?? meant(of: types) else {
      // What every type has can still be checked.
      var reader = PlotBlock(view: self, subject: nil)
      _ = (reader.size("width"), reader.size("height"))
      self = reader.view
      _ = text("caption")
      return nil
    }
    let subject = type.needsExperiment || node("from") != nil ? subject() : nil
    guard subject != nil || !type.needsExperiment else { return nil }
    var plot = PlotPlan(id: block.id, range: block.range, type: type, from: subject?.id ?? "")
    for key in Self.typedKeys where !type.keys.contains(key) {
      guard let entry = block.root[key] else { continue }
      decoder.collector.warning(
        "'\(key)' has no effect on a plot of type '\(type.name)'", at: entry.keyRange)
    }
    var reader = PlotBlock(view: self, subject: subject)
    type.decode(&plot, from: &reader)
    plot.width = reader.size("width")
    plot.height = reader.size("height")
    self = reader.view
    plot.caption = text("caption")
    return named == nil ? nil : plot
  }

  private func meant(of types: [any PlotType.Type]) -> (any PlotType.Type)? {
    let near = node("type")?.string.flatMap { Suggestion.nearest(to: $0, in: types.map { $0.name }) }
    return types.first { $0.name == near }
  }

  private mutating func plotType(of types: [any PlotType.Type]) -> (any PlotType.Type)? {
    guard let node = node("type") else { return types.first }
    let names = types.map { $0.name }
    guard let text = node.string else {
      decoder.mismatch(
        node, "a type of plot", "type", hints: ["one of: \(names.joined(separator: ", "))"])
      return nil
    }
    if let type = types.first(where: { $0.name == text }) { return type }
    decoder.collector.error(
      "unknown type of plot '\(text.shortened)'", at: node.range,
      hints: [Suggestion.hintOrList(for: text, in: names)])
    return nil
  }
}
