import Tensors

/// What a node computes. A primitive is here only if it cannot be composed of others at no loss; activations, losses
/// and optimizers are expressions over these.
package enum Operation: Hashable, Sendable {
  /// Values that the caller writes before each execution.
  case input(name: String)
  /// Values that last from execution to execution: weights, optimizer state.
  case parameter(name: String)
  /// One scalar, `bitPattern` of a binary32, so that equal constants are one node.
  case constant(bitPattern: UInt32)
  /// One value for each element, operands broadcast as `Broadcast` says.
  case elementwise(Elementwise)
  /// C = op(A) op(B): each element one chain of fused multiply-adds in increasing k.
  case product(ProductForm)
  /// Sum or maximum over rows, columns or all elements.
  case reduce(Reduction, over: ReductionAxis)
  /// Row by row: x − max x − log Σ exp(x − max x).
  case logSoftmax
  /// The same elements in the same order under another shape.
  case reshape
  /// So many columns of x [rows, total] as the result [rows, n] has, from column `from` on.
  case columns(from: Int)
  /// x [rows, n] as columns `from` and following of zeros [rows, total]; the adjoint of `columns`.
  case padColumns(from: Int)
}

/// Which operand of a product is read transposed.
package enum ProductForm: Int32, Hashable, Sendable, CaseIterable {
  /// C [m, n] = A [m, k] B [k, n]
  case ab = 0
  /// C [m, n] = A [k, m]ᵀ B [k, n]
  case atb = 1
  /// C [m, n] = A [m, k] B [n, k]ᵀ
  case abt = 2
}

package enum Reduction: Hashable, Sendable, CaseIterable {
  /// 16 lane sums, then one fixed tree.
  case sum
  /// In order, from −∞; a NaN stays.
  case maximum
}

/// What a reduction runs over. `x [m, n]`.
package enum ReductionAxis: Hashable, Sendable, CaseIterable {
  /// Within each row: [m, 1].
  case columns
  /// Within each column: [n].
  case rows
  /// All elements: [].
  case all
}

extension Shape {
  /// The shape as a matrix: the last dimension is the columns, all before it the rows; a scalar is 1 × 1.
  package var matrix: (rows: Int, columns: Int) {
    guard let columns = dimensions.last else { return (1, 1) }
    return (dimensions.dropLast().reduce(1, *), columns)
  }

  package static let scalar = Shape([])
}

/// How an operand's elements meet those of a result [rows, columns].
package enum Broadcast: Hashable, Sendable {
  /// The same number of rows and columns.
  case full
  /// One element for all.
  case scalar
  /// One row for all rows.
  case row
  /// One column for all columns.
  case column

  /// nil where `operand` cannot be broadcast to `result`.
  package init?(of operand: Shape, to result: Shape) {
    let (m, n) = operand.matrix
    let (rows, columns) = result.matrix
    switch (m == rows, n == columns) {
    case (true, true): self = .full
    case _ where m == 1 && n == 1: self = .scalar
    case (false, true) where m == 1: self = .row
    case (true, false) where n == 1: self = .column
    default: return nil
    }
  }

  /// Which element of an operand an element of the result is computed from.
  static func position(of operand: Shape, in result: Shape) -> (Int) -> Int {
    let columns = max(result.matrix.columns, 1)
    switch Broadcast(of: operand, to: result) {
    case .full: return { $0 }
    case .scalar: return { _ in 0 }
    case .row: return { $0 % columns }
    case .column: return { $0 / columns }
    case nil: preconditionFailure("\(operand) broadcast to \(result)")
    }
  }
}
