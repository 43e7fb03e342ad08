import Tensors

/// A matrix product as it occurs in a training step.
struct ProductShape: Hashable, Sendable {
  enum Form: Int32, CaseIterable {
    // As the kernels number them.
    case forward = 0
    case weightGradient
    case inputGradient

    var formula: String {
      switch self {
      case .forward: "A B"
      case .weightGradient: "Aᵀ B"
      case .inputGradient: "A Bᵀ"
      }
    }
  }

  let form: Form
  /// C is [m, n], a sum over k.
  let m: Int
  let n: Int
  let k: Int

  /// A multiplication and an addition for each element of the sums.
  var operations: Double { 2 * Double(m) * Double(n) * Double(k) }

  /// Elements from one stored row of A, B and C to the next.
  var strides: (a: Int, b: Int, c: Int) {
    (form == .weightGradient ? m : k, form == .inputGradient ? k : n, n)
  }

  /// All of a step on a full batch, in the order in which they first occur, each once.
  static func all(in works: [TrainingWork]) -> [ProductShape] {
    var known: Set<ProductShape> = []
    return works.flatMap(all(in:)).filter { known.insert($0).inserted }
  }

  private static func all(in work: TrainingWork) -> [ProductShape] {
    guard let batch = work.configuration.training.batchSize else { return [] }
    return work.widths.enumerated().flatMap { number, widths in
      zip(widths, widths.dropFirst()).enumerated().flatMap { layer, pair in
        let (inputs, outputs) = pair
        var shapes = [
          ProductShape(form: .forward, m: batch, n: outputs, k: inputs),
          ProductShape(form: .weightGradient, m: inputs, n: outputs, k: batch),
        ]
        // The first layer's inputs are data, except where they come from a network before it.
        if layer > 0 || number > 0 {
          shapes.append(ProductShape(form: .inputGradient, m: batch, n: inputs, k: outputs))
        }
        return shapes
      }
    }
  }
}
