import Diagnostics
import Tensors

/// How standardized regression targets come back: value · std + mean, per target column.
package struct TargetScale: Hashable, Sendable {
  package var mean: [Double]
  package var std: [Double]
}

/// A data set ready to learn from: split, preprocessed, all numbers present.
package struct PreparedData: Sendable {
  package var task: LearningTask
  package var train: Samples
  /// May be empty, where its share is 0.
  package var validation: Samples
  /// May be empty, where its share is 0.
  package var test: Samples
  package var featureNames: [String]
  package var classNames: [String]
  package var targetName: String?
  /// Height and width where each row is still an image, row by row.
  package var imageShape: [Int]?
  /// The mixture the set was drawn from, in the coordinates of the prepared inputs; nil where there is none
  /// or a step changed what its spread means.
  package var mixture: Mixture?
  /// Set where regression targets were standardized.
  package var targetScale: TargetScale?
  package var provenance: Provenance
  /// Told in the report: what was dropped, imputed and fitted.
  package var notes: [DataNote]

  package var inputWidth: Int { train.inputs.columns }
}
