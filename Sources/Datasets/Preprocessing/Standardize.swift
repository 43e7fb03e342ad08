import Diagnostics
import Tensors

extension PreprocessingRow {
  /// (x − mean) / std with the population std of the training part; a column that is constant there becomes x
  /// − mean = 0. Missing values stay missing and do not count.
  static let standardize = PreprocessingRow(
    name: "standardize",
    aliases: ["standard_scaler", "z_score"],
    summary: "Shifts and scales each column of numbers to mean 0 and standard deviation 1.",
    formula: "(x - mean) / std",
    options: [.columns("columns to standardize; all of numbers")],
    source: "scikit-learn, StandardScaler",
    fit: fitStandardize)

  private static func fitStandardize(
    _ step: Component, _ training: Table, _ task: LearningTask
  ) throws(DataError) -> FittedStep {
    let columns = try training.numberColumns(step)
    let moments = columns.map { column in
      let values = training.present(column)
      let mean = values.isEmpty ? 0 : Moments.mean(values)
      // A constant column's mean may be rounded, so its std is told by the values.
      let isConstant = values.allSatisfy { $0 == values.first }
      return (
        mean: isConstant ? values.first ?? 0 : mean,
        std: isConstant ? 0 : Moments.populationStd(values, mean: mean)
      )
    }
    let note = DataNote.fitted(
      step.name,
      zip(columns, moments).map { column, moments in
        .init(.feature(training.columns[column].name), .moments(mean: moments.mean, std: moments.std))
      })
    return FittedStep(notes: columns.isEmpty ? [] : [note]) { table in
      table.map(columns) { i, x in
        let (mean, std) = moments[i]
        // A value that the training part, constant there, does not have has no scale; it counts as the
        // constant.
        return x.isNaN ? x : std == 0 ? 0 : Float((Double(x) - mean) / std)
      }
      return []
    }
  }

  /// (y − mean) / std of regression targets. Errors and predictions are then in units of std; the scale comes
  /// with the data.
  static let standardizeTarget = PreprocessingRow(
    name: "standardize_target",
    aliases: [],
    summary: "Shifts and scales the regression target to mean 0 and standard deviation 1.",
    formula: "(y - mean) / std",
    options: [],
    source: "",
    fit: fitStandardizeTarget)

  private static func fitStandardizeTarget(
    _ step: Component, _ training: Table, _ task: LearningTask
  ) throws(DataError) -> FittedStep {
    guard task == .regression, let targets = training.samples.values else {
      throw DataError(
        "standardize_target needs a regression target; the task is \(task.name)", option: "preprocess")
    }
    var scale = TargetScale(mean: [], std: [])
    for column in 0..<targets.columns {
      let values = (0..<targets.rows).map { Double(targets[$0, column]) }.filter { !$0.isNaN }
      let isConstant = values.allSatisfy { $0 == values.first }
      let mean = isConstant ? values.first ?? 0 : Moments.mean(values)
      scale.mean.append(mean)
      scale.std.append(isConstant ? 1 : Moments.populationStd(values, mean: mean))
    }
    let fitted = scale
    let note = DataNote.fitted(
      step.name,
      fitted.mean.indices.map { index in
        .init(
          targets.columns == 1 ? .target : .targetNumber(index + 1),
          .moments(mean: fitted.mean[index], std: fitted.std[index]))
      })
    return FittedStep(notes: [note], targetScale: fitted, changesInputs: false) { table in
      guard let old = table.samples.values else { return [] }
      let width = old.columns
      table.samples.values = Tensor(
        old.shape,
        old.values.enumerated().map { i, y in
          Float((Double(y) - fitted.mean[i % width]) / fitted.std[i % width])
        })
      return []
    }
  }
}
