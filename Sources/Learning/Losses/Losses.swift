import Datasets
import Diagnostics

/// The catalog of losses.
package enum Losses {
  package static let catalog = Catalog<LossRow>(
    kind: "loss",
    rows: [
      .meanSquaredError, .meanAbsoluteError, .huber, .smoothL1, .logCosh, .quantile, .poisson,
      .gaussianNegativeLogLikelihood, .binaryCrossEntropy, .crossEntropy, .focal, .hinge, .squaredHinge,
      .klDivergence, .cosine, .infoNCE, .triplet, .adversarial,
    ])

  /// The row of a resolved component.
  package static func row(_ component: Component) -> LossRow { catalog.row(of: component) }

  /// The loss of an experiment that names none.
  package static func defaultComponent(for task: LearningTask) -> Component {
    let row: LossRow =
      switch task {
      case .classification: .crossEntropy
      case .binary: .binaryCrossEntropy
      case .regression: .meanSquaredError
      case .generation: .adversarial
      }
    return row.defaultComponent
  }
}
