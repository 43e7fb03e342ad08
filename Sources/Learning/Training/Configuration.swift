import Diagnostics

/// What one variant is, every default filled in and every name canonical: what is executed, hashed and printed.
package struct Configuration: Hashable, Sendable {
  /// Of `Datasets.catalog`, with `split` and `preprocess` among its options.
  package var data: Component
  package var model: ModelConfiguration
  /// Of `Losses.catalog`.
  package var loss: Component
  package var optimizer: OptimizerConfiguration
  package var training: TrainingConfiguration
  /// Of `Metrics.catalog`: those of the task, then those asked for.
  package var metrics: [Component]
  package var record: RecordConfiguration

  package init(
    data: Component, model: ModelConfiguration, loss: Component, optimizer: OptimizerConfiguration,
    training: TrainingConfiguration, metrics: [Component], record: RecordConfiguration = RecordConfiguration()
  ) {
    self.data = data
    self.model = model
    self.loss = loss
    self.optimizer = optimizer
    self.training = training
    self.metrics = metrics
    self.record = record
  }
}

/// Layers of `Layers.catalog` in order, `hidden` and its kin already written out. The last dense layer's `units` is
/// `.automatic` where it follows from data and loss.
package struct NetworkConfiguration: Hashable, Sendable {
  package var layers: [Component]

  package init(layers: [Component]) {
    self.layers = layers
  }
}

package enum ModelConfiguration: Hashable, Sendable {
  case network(NetworkConfiguration)
  case adversarial(generator: NetworkConfiguration, discriminator: NetworkConfiguration, latent: Int)
}

package enum OptimizerConfiguration: Hashable, Sendable {
  case single(Component)
  /// A generator's and a discriminator's own.
  case adversarial(generator: Component, discriminator: Component)
}

package struct TrainingConfiguration: Hashable, Sendable {
  package enum Length: Hashable, Sendable {
    case epochs(Int)
    /// Optimizer steps; an epoch still is one pass over the training part.
    case steps(Int)
  }

  package var length: Length
  /// Examples in a step; nil for all of the training part at once (`batch_size: full`).
  package var batchSize: Int?
  package var shuffle: Bool
  /// Of `Schedules.catalog`; nil for the optimizer's rate throughout.
  package var schedule: Component?
  package var clipping: GradientClipping?
  package var weightDecay: WeightDecay?
  package var earlyStopping: EarlyStopping?
  /// Whether the run ends with the best epoch's weights, also where it does not stop early.
  package var restoresBest = false
  /// Batches whose mean gradient makes one step.
  package var accumulate = 1
  /// Epochs from one evaluation to the next; the first and the last are always evaluated.
  package var validateEvery = 1
  /// Decay of the moving average of the weights that is evaluated; nil for the weights themselves.
  package var averageDecay: Double?
  package var lookahead: Lookahead?
  /// What examples of each class count; nil for all alike.
  package var classWeights: ClassWeights?

  package init(length: Length = .epochs(20), batchSize: Int? = 32, shuffle: Bool = true) {
    self.length = length
    self.batchSize = batchSize
    self.shuffle = shuffle
  }

  /// The metric whose best epoch is looked for; nil where none is.
  package var watchedMetric: String? {
    earlyStopping?.metric ?? (restoresBest ? EarlyStopping().metric : nil)
  }

  /// Whether the run ends with the weights of an epoch other than its last.
  package var endsWithBest: Bool { restoresBest || earlyStopping?.restoresBest == true }
}

/// What is kept for debugging, beside the metrics: every `every` epochs.
package struct RecordConfiguration: Hashable, Sendable {
  package var gradients: Bool
  package var activations: Bool
  package var weights: Bool
  package var every: Int

  /// At so many epochs at most, evenly spread over those that are recorded, distributions of values are kept.
  package static let distributions = 8
  package var isEmpty: Bool { !gradients && !activations && !weights }

  package init(gradients: Bool = false, activations: Bool = false, weights: Bool = false, every: Int = 1) {
    self.gradients = gradients
    self.activations = activations
    self.weights = weights
    self.every = every
  }
}
