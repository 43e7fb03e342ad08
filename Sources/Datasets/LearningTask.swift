/// What is to be learned from a data set; losses, metrics and the output's width follow from it.
package enum LearningTask: Hashable, Sendable {
  /// One of `classes` classes; labels are 0 ..< classes.
  case classification(classes: Int)
  /// One of two classes; labels are 0 and 1.
  case binary
  /// Real numbers.
  case regression
  /// New samples like the given ones; no target is needed.
  case generation

  /// The word of the `task` option.
  package var name: String {
    switch self {
    case .classification: "classification"
    case .binary: "binary"
    case .regression: "regression"
    case .generation: "generation"
    }
  }

  /// The number of classes, 2 for `binary`; nil where there are none.
  package var classes: Int? {
    switch self {
    case .classification(let classes): classes
    case .binary: 2
    case .regression, .generation: nil
    }
  }

  /// The task of telling `classes` classes apart: `binary` for two.
  package static func telling(_ classes: Int) -> LearningTask {
    classes == 2 ? .binary : .classification(classes: classes)
  }
}
