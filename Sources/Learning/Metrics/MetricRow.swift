import Datasets
import Diagnostics
import Tensors

/// A metric of the catalog: a number that a run yields, again and again as it learns.
///
/// A value may be NaN, which says that the metric is undefined for the rows at hand (an area under the curve
/// where there is one class only) or that a prediction was not a number. It stands in the curve as it is, is
/// no reason to end a run, and counts as missing in tables, figures and samples.
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
    /// Counts [classes, classes], rows true classes and columns predicted ones; no curve, but an artifact of
    /// the run's end.
    case matrix(@Sendable (Predictions, Component) -> Tensor)
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
  /// Whether it asks of a loss whose predictions are probabilities.
  package let needsProbabilities: Bool
  /// Options that exclude each other, or make no sense for a task that the metric fits.
  package let taskConflict: @Sendable (Component, LearningTask) -> OptionConflict?
  package let measure: Measure

  package init(
    name: String, aliases: [CatalogAlias] = [], summary: String, formula: String, options: [OptionSpec] = [],
    source: String = "", higherIsBetter: Bool, unit: Unit,
    fits: @escaping @Sendable (LearningTask) -> Bool, isDefault: @escaping @Sendable (LearningTask) -> Bool,
    needsMixture: Bool = false, needsProbabilities: Bool = false,
    taskConflict: @escaping @Sendable (Component, LearningTask) -> OptionConflict? = { _, _ in nil },
    measure: Measure
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
    self.needsProbabilities = needsProbabilities
    self.taskConflict = taskConflict
    self.measure = measure
  }
}

/// What generated samples are compared with.
package struct SampleReference: Sendable {
  /// Real rows, [n, d], in random order: the first of the training part, at most as many as there are samples.
  package let real: Tensor
  /// In the coordinates of the rows; nil where the data are of no known mixture.
  package let mixture: Mixture?

  package init(real: Tensor, mixture: Mixture?) {
    self.real = real
    self.mixture = mixture
  }
}
