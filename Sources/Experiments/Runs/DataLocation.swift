import Diagnostics
import Notebooks

extension Document {
  /// Where an experiment's data are configured, for errors that only loading them shows: the option's value where the
  /// block writes it, else the data set, here or in the experiment that the block extends; else the block.
  func dataRange(of experiment: ExperimentPlan, option: String?) -> SourceRange {
    for block in blocks(of: experiment) {
      guard let data = block.root["data"]?.value else { continue }
      return option.flatMap { data[$0] }?.value.range ?? data.range
    }
    return experiment.range
  }

  /// Where an experiment names a file of weights, in its model or in what it varies; else its model, else the block.
  func weightsRange(of experiment: ExperimentPlan, path: String?) -> SourceRange {
    let blocks = blocks(of: experiment)
    for block in blocks {
      for key in ["vary", "model"] {
        if let path, let range = block.root[key]?.value.range(ofText: path) { return range }
      }
    }
    return blocks.lazy.compactMap { $0.root["model"]?.value.range }.first ?? experiment.range
  }

  /// Where a value stands that keys lead to (`train`, `schedule`), here or in the experiment that the block extends;
  /// else the block.
  package func range(of path: [String], in experiment: ExperimentPlan) -> SourceRange {
    for block in blocks(of: experiment) {
      var node: YAMLNode? = block.root
      for key in path { node = node?[key]?.value }
      if let node { return node.range }
    }
    return experiment.range
  }

  /// An experiment's block, then those that it extends.
  private func blocks(of experiment: ExperimentPlan) -> [ParameterBlock] {
    var blocks: [ParameterBlock] = []
    var next = parameterBlocks.first { $0.range == experiment.range }
    while let block = next {
      blocks.append(block)
      guard case .string(let base)? = block.root["extends"]?.value.value,
        !blocks.contains(where: { $0.id == base })
      else { break }
      next = parameterBlocks.first { $0.id == base }
    }
    return blocks
  }
}

extension YAMLNode {
  /// Of the first scalar below that reads so.
  fileprivate func range(ofText text: String) -> SourceRange? {
    switch value {
    case .sequence(let nodes): nodes.lazy.compactMap { $0.range(ofText: text) }.first
    case .mapping(let entries): entries.lazy.compactMap { $0.value.range(ofText: text) }.first
    default: string == text ? range : nil
    }
  }
}
