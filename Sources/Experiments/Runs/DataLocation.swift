import Diagnostics
import Notebooks

extension Document {
  /// Where an experiment's data are configured, for errors that only loading them shows: the option's value where the
  /// block writes it, else the data set, here or in the experiment that the block extends; else the block.
  func dataRange(of experiment: ExperimentPlan, option: String?) -> SourceRange {
    var next = parameterBlocks.first { $0.range == experiment.range }
    var visited: [String] = []
    while let block = next {
      if let data = block.root["data"]?.value {
        return option.flatMap { data[$0] }?.value.range ?? data.range
      }
      guard case .string(let base)? = block.root["extends"]?.value.value, !visited.contains(base) else {
        break
      }
      visited.append(base)
      next = parameterBlocks.first { $0.id == base }
    }
    return experiment.range
  }
}
