import Graphs
import Tensors

/// The place and step of a run's first NaN or infinity: which operation, of which layer, made it of finite numbers.
///
/// A run only looks at its losses as it goes. One that diverged is executed once more, which gives the same numbers,
/// with a look at every parameter after every step; the step that spoils one is then taken apart, operation by
/// operation.
package struct Divergence: Hashable, Sendable {
  package enum Phase: String, Sendable, CaseIterable {
    /// What the loss is computed from.
    case forward
    /// Its gradients.
    case backward
    /// New values of parameters and of an optimizer's state.
    case update
    /// Loss or metrics of a whole part after the epoch.
    case evaluation
  }

  package struct Operand: Hashable, Sendable {
    /// What made it: `parameter hidden1.weight`, `exp`.
    package var source: String
    /// Its smallest and largest finite value; nil where it has none.
    package var low: Float?
    package var high: Float?
    /// Of the values behind the first bad element, the one largest in size.
    package var largest: Float

    package init(source: String, low: Float?, high: Float?, largest: Float) {
      self.source = source
      self.low = low
      self.high = high
      self.largest = largest
    }
  }

  package var epoch: Int
  package var step: Int
  package var phase: Phase
  /// The part of the model, `hidden1`, or `loss` or `optimizer`.
  package var layer: String
  /// For people: `exp`, `product [32, 16] x [16, 8]`.
  package var operation: String
  /// What came of it first: NaN, +∞ or −∞.
  package var value: Float
  /// The first bad element, one index from 0 for each dimension.
  package var index: [Int]
  package var badCount: Int
  package var count: Int
  package var operands: [Operand]

  package init(
    epoch: Int, step: Int, phase: Phase, layer: String, operation: String, value: Float, index: [Int],
    badCount: Int, count: Int, operands: [Operand]
  ) {
    self.epoch = epoch
    self.step = step
    self.phase = phase
    self.layer = layer
    self.operation = operation
    self.value = value
    self.index = index
    self.badCount = badCount
    self.count = count
    self.operands = operands
  }

  init(_ origin: NonFiniteOrigin, epoch: Int, step: Int, isEvaluation: Bool = false) {
    let phase: Phase =
      switch origin.phase {
      case _ where isEvaluation: .evaluation
      case .forward: .forward
      case .backward: .backward
      case .update: .update
      }
    self.init(
      epoch: epoch, step: step, phase: phase, layer: origin.scope, operation: origin.words,
      value: origin.value, index: origin.index, badCount: origin.badCount, count: origin.shape.count,
      operands: origin.operands.map {
        Operand(
          source: $0.source, low: $0.range?.lowerBound, high: $0.range?.upperBound,
          largest: $0.value ?? $0.largest)
      })
  }

  // A NaN is the same as another here.
  package static func == (a: Divergence, b: Divergence) -> Bool { a.key == b.key }
  package func hash(into hasher: inout Hasher) { hasher.combine(key) }

  private var key: [String] {
    ["\(epoch) \(step) \(phase) \(layer)", operation, "\(value) \(index) \(badCount) \(count)"]
      + operands.map {
        "\($0.source) \(String(describing: $0.low)) \(String(describing: $0.high)) \($0.largest)"
      }
  }
}
