import Datasets
import Diagnostics
import Tensors

/// What an example of each class counts in a loss.
package enum ClassWeights: Hashable, Sendable {
  /// n / (classes · n_c) on the training part: each class counts as much as any other.
  case balanced
  /// By class.
  case list([Double])

  package static let kind = OptionSpec.Kind.oneOf([
    .choice(["balanced"]), .list(of: .number(.nonNegative), count: 2...1000),
  ])

  /// nil where the option is left out.
  package init?(_ value: OptionValue) {
    switch value {
    case .string("balanced"): self = .balanced
    case .list: self = .list(Self.list(value) ?? [])
    default: return nil
    }
  }

  package var optionValue: OptionValue {
    switch self {
    case .balanced: .string("balanced")
    case .list(let weights): .list(weights.map { .number($0) })
    }
  }

  /// The numbers of an option that holds a list.
  static func list(_ value: OptionValue) -> [Double]? {
    guard case .list(let elements) = value else { return nil }
    return elements.map { element in
      switch element {
      case .number(let number): number
      case .integer(let number): Double(number)
      default: preconditionFailure("a class weight \(element)")
      }
    }
  }

  /// With the classes counted.
  func resolved(with data: PreparedData) -> [Double] {
    switch self {
    case .list(let weights): return weights
    case .balanced:
      let classes = data.task.classes ?? 0
      var counts = [Int](repeating: 0, count: classes)
      for label in data.train.labels ?? [] { counts[Int(label)] += 1 }
      return counts.map { $0 == 0 ? 0 : Double(data.train.count) / Double(classes * $0) }
    }
  }

  /// What is wrong with weights for so many classes, in words.
  package func problem(classes: Int) -> String? {
    guard case .list(let weights) = self else { return nil }
    if weights.count != classes { return "\(weights.count) class weights for \(classes) classes" }
    return weights.contains { $0 > 0 } ? nil : "all class weights are 0"
  }

  /// Of a loss's own weights, for targets [n, classes].
  static func problem(_ loss: Component, _ targets: Tensor) -> String? {
    guard let weights = ClassWeights(loss["class_weights"]) else { return nil }
    if targets.values.contains(where: { $0 != 0 && $0 != 1 }) {
      return "class_weights are for classes, and the targets are shares of classes"
    }
    return weights.problem(classes: targets.columns)
  }
}

extension Configuration {
  /// With `balanced` class weights, its own and the loss's, counted on the training part.
  func resolvingClassWeights(with data: PreparedData) -> Configuration {
    var configuration = self
    if let weights = training.classWeights {
      configuration.training.classWeights = .list(weights.resolved(with: data))
    }
    if let value = loss.options["class_weights"], let weights = ClassWeights(value) {
      configuration.loss.options["class_weights"] =
        ClassWeights.list(weights.resolved(with: data)).optionValue
    }
    return configuration
  }
}
