import Datasets
import Diagnostics
import Learning
import Notebooks

// What can be wrong with an experiment that only its data show, found before any of its runs starts.
extension Executor {
  enum Inspection {
    case ready
    case wrong([Diagnostic])
    case skipped(MissingData)
  }

  /// Prepares the data of every variant under the first seed, so that what is wrong with them is told before anything
  /// runs; likewise what is wrong with the files that first weights are taken from.
  func inspect(
    _ experiment: ExperimentPlan, of file: File, _ initializerFiles: InitializerFiles, cache: DataCache
  ) -> Inspection {
    var diagnostics: [Diagnostic] = []
    // Variants with the same data one after the other, so that each is prepared once.
    var data: [Component] = []
    for variant in experiment.variants where !data.contains(variant.configuration.data) {
      data.append(variant.configuration.data)
    }
    for data in data {
      do throws(DataError) {
        let prepared = try cache.prepared(data, baseDirectory: file.baseDirectory, seed: experiment.seeds[0])
        for variant in experiment.variants where variant.configuration.data == data {
          for problem in variant.configuration.completed(for: prepared).locatedProblems(with: prepared)
          where !diagnostics.contains(where: { $0.message == problem.message }) {
            // What the file leaves to a default follows from the data.
            let range = file.document.range(of: problem.path, in: experiment)
            diagnostics.append(
              Diagnostic(
                .error, problem.message, file: file.name,
                range: range == experiment.range
                  ? file.document.dataRange(of: experiment, option: nil) : range))
          }
        }
      } catch {
        if let missing = error.missing { return .skipped(missing) }
        diagnostics.append(
          Diagnostic(
            .error, error.message, file: file.name,
            range: file.document.dataRange(of: experiment, option: error.option), hints: error.hints))
      }
    }
    guard diagnostics.isEmpty else { return .wrong(diagnostics) }
    diagnostics = initializerProblems(of: experiment, in: file, initializerFiles, cache: cache)
    return diagnostics.isEmpty ? .ready : .wrong(diagnostics)
  }

  /// Of all variants, each once; their data are known to be right.
  private func initializerProblems(
    of experiment: ExperimentPlan, in file: File, _ files: InitializerFiles, cache: DataCache
  ) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    for variant in experiment.variants where !variant.configuration.initializerFiles.isEmpty {
      let data = variant.configuration.data
      guard
        let prepared = try? cache.prepared(
          data, baseDirectory: file.baseDirectory, seed: experiment.seeds[0])
      else { continue }
      let configuration = variant.configuration.completed(for: prepared)
      // A variant whose model does not fit was not looked at where another shares its data.
      guard configuration.problems(with: prepared).isEmpty else { continue }
      for problem in configuration.initializerProblems(with: prepared, files: files) {
        let diagnostic = Diagnostic(
          .error, problem.conflict.message, file: file.name,
          range: file.document.weightsRange(of: experiment, path: problem.path),
          hints: problem.conflict.hint.map { [$0] } ?? [])
        if !diagnostics.contains(diagnostic) { diagnostics.append(diagnostic) }
      }
    }
    return diagnostics
  }
}
