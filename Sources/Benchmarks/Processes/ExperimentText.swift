import Diagnostics
import Learning

/// An experiment file as somebody would write it, for the whole command to run.
enum ExperimentText {
  /// One network on the work's data and configuration, under seeds 0, 1, … so many, with a table and a figure. The
  /// activations, where there are several, are varied; the data are split as they usually are.
  static func of(_ work: TrainingWork, activations: [String], epochs: Int, seeds: Int) -> String {
    let configuration = work.configuration
    guard case .single(let optimizer) = configuration.optimizer, let widths = work.widths.first,
      let rate = optimizer.number("learning_rate"), let batch = configuration.training.batchSize
    else { preconditionFailure("'\(work.name)' is no network with one optimizer") }
    let data = configuration.data
    let hidden = widths.dropFirst().dropLast().map(String.init).joined(separator: ", ")
    let samples = data.options["samples"] == nil ? nil : data.integer("samples")
    let options = samples.map { ", samples: \($0)" } ?? ""
    let vary =
      activations.count > 1
      ? "\nvary:\n  model.activation: [\(activations.joined(separator: ", "))]" : ""
    return """
      ---
      title: \(work.name)
      seeds: \(seeds)
      ---

      # \(work.name)

      ```yaml {#work .experiment}
      data: {name: \(data.name)\(options)}
      model: {hidden: [\(hidden)], activation: \(activations[0]), init: xavier_uniform}
      loss: \(configuration.loss.name)
      optimizer: {name: \(optimizer.name), learning_rate: \(Format.shortest(rate))}
      train: {epochs: \(epochs), batch_size: \(batch)}\(vary)
      ```

      ```yaml {#tbl-work .table}
      from: work
      columns: [test.loss, test.accuracy]
      ```

      ```yaml {#fig-work .plot}
      from: work
      y: validation.loss
      ```

      """
  }
}
