import Datasets
import Diagnostics
import Tensors

/// A metric of the catalog: a number that a run yields, again and again as it learns.
package struct MetricRow: CatalogRow {
  package enum Unit: Sendable {
    case plain
    /// From 0 to 1, shown as per cent.
    case share
    /// Of something countable.
    case count
  }

  package enum Measure: Sendable {
    /// The value of the loss that is minimized, for a split or for a player of a GAN.
    case loss
    /// Of the predictions for a split: `test.accuracy`.
    case predictions(@Sendable (Predictions, Component) -> Double)
    /// Of generated samples: `samples.mmd`. Called once with what they are compared with; what comes back is
    /// called with `Metrics.sampleCount` generated rows at a time.
    case samples(@Sendable (SampleReference, Component) -> @Sendable (Tensor) -> Double)
  }

  package let name: String
  package let aliases: [CatalogAlias]
  package let summary: String
  package let formula: String
  package let options: [OptionSpec]
  package let source: String
  package let higherIsBetter: Bool
  package let unit: Unit
  package let fits: @Sendable (LearningTask) -> Bool
  /// Whether an experiment has it without asking.
  package let isDefault: @Sendable (LearningTask) -> Bool
  /// Whether it asks of data from a known Gaussian mixture.
  package let needsMixture: Bool
  package let measure: Measure

  package init(
    name: String, aliases: [CatalogAlias] = [], summary: String, formula: String, options: [OptionSpec] = [],
    source: String = "", higherIsBetter: Bool, unit: Unit,
    fits: @escaping @Sendable (LearningTask) -> Bool, isDefault: @escaping @Sendable (LearningTask) -> Bool,
    needsMixture: Bool = false, measure: Measure
  ) {
    self.name = name
    self.aliases = aliases
    self.summary = summary
    self.formula = formula
    self.options = options
    self.source = source
    self.higherIsBetter = higherIsBetter
    self.unit = unit
    self.fits = fits
    self.isDefault = isDefault
    self.needsMixture = needsMixture
    self.measure = measure
  }
}

/// A model's predictions for the rows of a split, with their targets. Metrics of them are computed in
/// binary64, row by row and column by column.
package struct Predictions: Sendable {
  /// Rows of what the loss's `Prediction` makes of the outputs, [n, k].
  package let values: Tensor
  /// [n, k], encoded as `kind` says.
  package let targets: Tensor
  package let kind: Targets
  /// Factor of each column from the model's units to the data's: its standard deviation where targets were
  /// standardized; empty for 1.
  package let scale: [Double]

  package init(values: Tensor, targets: Tensor, kind: Targets, scale: [Double] = []) {
    precondition(values.shape == targets.shape, "predictions \(values.shape), targets \(targets.shape)")
    precondition(scale.isEmpty || scale.count == values.columns, "\(scale.count) scales for \(values.shape)")
    self.values = values
    self.targets = targets
    self.kind = kind
    self.scale = scale
  }

  /// Prediction minus target in the data's units, row-major.
  var errors: [Double] {
    let columns = values.columns
    return values.values.indices.map { i in
      let error = Double(values.values[i]) - Double(targets.values[i])
      return scale.isEmpty ? error : error * scale[i % columns]
    }
  }
}

/// What generated samples are compared with.
package struct SampleReference: Sendable {
  /// Real rows, [n, d], in random order; the training part.
  package let real: Tensor
  /// In the coordinates of the rows; nil where the data are of no known mixture.
  package let mixture: Mixture?

  package init(real: Tensor, mixture: Mixture?) {
    self.real = real
    self.mixture = mixture
  }
}
