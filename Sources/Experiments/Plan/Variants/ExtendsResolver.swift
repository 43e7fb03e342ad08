import Diagnostics
import Notebooks

/// Lays experiments over those they extend.
struct ExtendsResolver {
  private struct Source {
    let id: String
    let block: ParameterBlock
    /// nil where there is none, or it was found wrong.
    let base: Int?
    /// It names one that could not be found.
    let isBroken: Bool
  }

  /// The experiments of a file, with all that they extend. What is wrong with that is told, and left out.
  static func drafts(
    _ blocks: [ParameterBlock], stem: String, isIncomplete: Bool, collector: inout DiagnosticCollector
  ) -> [ExperimentDraft] {
    // Several without an id were told where ids were checked; each still is looked into.
    let ids = blocks.enumerated().map { $1.id ?? (blocks.count == 1 ? stem : "\(stem)-\($0 + 1)") }
    let sources = blocks.indices.map { index in
      let base = base(blocks[index], ids, isIncomplete: isIncomplete, collector: &collector)
      return Source(
        id: ids[index], block: blocks[index], base: base,
        isBroken: base == nil && blocks[index].root["extends"] != nil)
    }
    return sources.indices.map { index in
      var chain = [index]
      var isCircular = false
      while let base = sources[chain[chain.count - 1]].base {
        if let start = chain.firstIndex(of: base) {
          isCircular = true
          if start == 0 { tellCycle(chain, sources, collector: &collector) }
          break
        }
        chain.append(base)
      }
      let root = merged(chain, sources)
      return ExperimentDraft(
        id: sources[index].id, block: sources[index].block, root: root,
        isIncomplete: isCircular || chain.contains { sources[$0].isBroken })
    }
  }

  private static func base(
    _ block: ParameterBlock, _ ids: [String], isIncomplete: Bool, collector: inout DiagnosticCollector
  ) -> Int? {
    guard let entry = block.root["extends"] else { return nil }
    guard let id = entry.value.string else {
      collector.error(
        "expected an experiment's id for 'extends', found \(PlanNode(entry.value).found)",
        at: entry.value.range)
      return nil
    }
    if let index = ids.firstIndex(of: id) { return index }
    if !isIncomplete {
      let others = ids.filter { $0 != block.id }
      collector.error(
        "unknown experiment '\(id.shortened)'", at: entry.value.range,
        hint: others.isEmpty ? "the file has no other experiment" : Suggestion.hintOrList(for: id, in: others)
      )
    }
    return nil
  }

  /// Told at the first experiment of the cycle in the file.
  private static func tellCycle(_ chain: [Int], _ sources: [Source], collector: inout DiagnosticCollector) {
    guard chain.min() == chain[0], let entry = sources[chain[0]].block.root["extends"] else { return }
    let ids = (chain + [chain[0]]).map { "'\(sources[$0].id)'" }
    collector.error(
      chain.count == 1
        ? "an experiment cannot extend itself" : "these experiments extend each other in a circle",
      at: entry.value.range, hints: chain.count == 1 ? [] : [ids.joined(separator: " extends ")])
  }

  /// From the one that extends nothing to the first of the chain, each over the one before.
  private static func merged(_ chain: [Int], _ sources: [Source]) -> PlanNode {
    var root: PlanNode?
    for (layer, index) in chain.reversed().enumerated() {
      let node = sources[index].block.root
      let over = node.isNull ? PlanNode(.mapping([]), range: node.range) : PlanNode(node, layer: layer)
      root = root.map { $0.overlaid(by: over) } ?? over
    }
    return root ?? PlanNode(.mapping([]), range: SourceRange(line: 1, column: 1, length: 0))
  }
}
