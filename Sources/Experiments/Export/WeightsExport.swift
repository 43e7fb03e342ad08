import Exchange
import Learning
import Tensors

/// The weights that a run ended with, as a safetensors file: under their names (`hidden1.weight`), a layer's
/// weight as [out, in], which is how PyTorch has it and `from_file` reads it.
package struct WeightsExport {
  private let run: ExportedRun
  private let result: RunResult

  package init(_ run: ExportedRun, result: RunResult) {
    self.run = run
    self.result = result
  }

  /// The same run gives the same bytes.
  package var bytes: [UInt8] {
    SafetensorsFile(
      result.parameters.map { ($0.name, WeightLayout.pytorch.toFile($0.value)) },
      metadata: [
        ("format", "pt"), ("experiment", run.experiment.id), ("variant", run.variant.label),
        ("seed", String(run.seed)), ("status", result.status.words),
      ]
    ).bytes
  }
}
