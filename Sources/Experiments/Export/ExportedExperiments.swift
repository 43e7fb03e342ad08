import Diagnostics

/// Which experiments of a file an export is of.
extension FilePlan {
  /// - Parameter id: nil where the file has one experiment.
  func experiment(named id: String?) throws(ExportError) -> ExperimentPlan {
    let ids = experiments.map(\.id)
    guard let id else {
      guard let experiment = experiments.first else { throw ExportError("the file has no experiment") }
      guard ids.count == 1 else {
        throw ExportError(
          "the file has \(ids.count) experiments, and one is to be named: FILE#ID",
          hints: ["one of: \(Self.listed(ids))"])
      }
      return experiment
    }
    guard let experiment = experiments.first(where: { $0.id == id }) else {
      throw ExportError(
        "the file has no experiment '\(id)'",
        hints: [ids.isEmpty ? "it has none" : Suggestion.hintOrList(for: id, in: ids)])
    }
    return experiment
  }

  /// The file's plan with nothing but the named experiment, or with all of them; without tables, plots and claims.
  ///
  /// - Parameter id: nil for all.
  package func exported(_ id: String?) throws(ExportError) -> FilePlan {
    guard id != nil || experiments.isEmpty else {
      return FilePlan(experiments: experiments, tables: [], plots: [])
    }
    return FilePlan(experiments: [try experiment(named: id)], tables: [], plots: [])
  }

  /// Labels of a grid's variants hold commas themselves.
  static func listed(_ labels: [String]) -> String {
    let shown = labels.prefix(20).joined(separator: labels.contains { $0.contains(",") } ? "; " : ", ")
    return labels.count > 20 ? "\(shown) and \(labels.count - 20) more" : shown
  }
}
