import Diagnostics
import Exchange
import Learning

/// The runs of experiments as a log folder of TensorBoard: `EXPERIMENT/VARIANT/seed-N`, without the variant where there is
/// one.
///
/// A curve `validation.loss` has the tag `validation/loss`, so that the curves of a split stand together; its steps are
/// epochs. Factors are hyperparameters, and the seeds of a variant one session group. The same runs give the same bytes.
package struct TensorBoardExport {
  /// Named by what they are, and no two alike.
  private let folders: [(name: String, results: ExperimentResults)]

  package init(_ results: FileResults) {
    var names = UniqueNames()
    folders = results.experiments.map { (names.name(Self.safe($0.plan.id)), $0) }
  }

  /// Top-level names of what it makes of a plan.
  package static func entries(of plan: FilePlan) -> [String] {
    var names = UniqueNames()
    return plan.experiments.map { names.name(safe($0.id)) }
  }

  package var files: [ExportedFile] {
    folders.flatMap { folder, results -> [ExportedFile] in
      var names = UniqueNames()
      return results.plan.variants.flatMap { variant -> [ExportedFile] in
        let isAlone = results.plan.variants.count == 1
        let path = isAlone ? folder : "\(folder)/\(names.name(Self.safe(variant.label)))"
        return zip(results.plan.seeds, results.runs[variant.number]).compactMap { seed, run in
          guard let run else { return nil }
          return ExportedFile(
            "\(path)/seed-\(seed)/\(TensorBoardEvents.fileName)", events(of: run, variant, results.plan))
        }
      }
    }
  }

  private func events(of run: RunResult, _ variant: Variant, _ plan: ExperimentPlan) -> [UInt8] {
    var events = TensorBoardEvents()
    let group = plan.variants.count == 1 ? plan.id : "\(plan.id): \(variant.label)"
    events.append(
      hyperparameters: hyperparameters(variant, plan), group: group, isSuccess: run.status == .completed)
    let epochs = Set(run.curves.flatMap(\.curve.epochs)).sorted()
    var positions = run.curves.map { _ in 0 }
    for epoch in epochs {
      var values: [(tag: String, value: Double)] = []
      for (number, (name, curve)) in run.curves.enumerated() {
        while positions[number] < curve.epochs.count, curve.epochs[positions[number]] == epoch {
          values.append((Self.tag(name), curve.values[positions[number]]))
          positions[number] += 1
        }
      }
      events.append(step: epoch, scalars: values)
    }
    return events.bytes
  }

  private func hyperparameters(
    _ variant: Variant, _ plan: ExperimentPlan
  ) -> [(name: String, value: TensorBoardEvents.Hyperparameter)] {
    let levels = zip(plan.factors, variant.levels).compactMap { factor, index in
      index.map { (factor.path, factor.levels[$0]) }
    }
    return (folders.count > 1 ? [("experiment", .text(plan.id))] : [])
      + levels.map { path, level in (path, level.number.map { .number($0) } ?? .text(level.label)) }
  }

  /// `validation/loss` for `validation.loss`.
  private static func tag(_ curve: String) -> String {
    guard let point = curve.firstIndex(of: ".") else { return curve }
    return curve[..<point] + "/" + curve[curve.index(after: point)...]
  }

  /// As a folder's name on any file system: letters, digits and a few signs, all between as `_`; at most 100 of them.
  static func safe(_ text: String) -> String {
    var name = ""
    for scalar in text.unicodeScalars.prefix(100) {
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", "-", "_", "=", "+", ".": name.unicodeScalars.append(scalar)
      case _ where scalar.value > 0x7F && scalar.properties.isAlphabetic: name.unicodeScalars.append(scalar)
      default: if !name.hasSuffix("_") { name += "_" }
      }
    }
    // Hidden ones are passed over, and Windows drops points at the end.
    while name.hasPrefix(".") { name.removeFirst() }
    while name.hasSuffix(".") { name.removeLast() }
    return name.isEmpty ? "variant" : name
  }
}
