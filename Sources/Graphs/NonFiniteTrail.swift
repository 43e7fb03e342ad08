import Tensors

/// For each element of a node's result where its NaN or infinity came from: the node and the element that
/// were the first on the way. Told forward, node by node: an element that is not finite takes over the
/// earliest origin among the elements that made it so, and is its own origin where all that it read was
/// finite.
///
/// Where an operand's value does not matter (the side that `select` does not take, the smaller of a maximum)
/// its origin is not taken over; nor is that of an infinity where the result is NaN because of a NaN.
struct NonFiniteTrail {
  struct Origin: Hashable, Comparable {
    let node: Int
    let element: Int

    static func < (a: Origin, b: Origin) -> Bool { (a.node, a.element) < (b.node, b.element) }
  }

  /// Its trail is nil where all of its values are finite.
  typealias Operand = TracedExecution.Operand<NonFiniteTrail>

  /// By element; nil where it is finite.
  private(set) var origins: [Origin?]

  /// The first of all.
  var earliest: Origin? { origins.lazy.compactMap(\.self).min() }

  /// The nodes of all of them.
  var nodes: Set<Int> { Set(origins.lazy.compactMap(\.?.node)) }

  /// nil where all of `result` is finite.
  init?(_ node: Int, _ entry: Graph.Entry, result: [Float], operands: [Operand]) {
    guard result.contains(where: { !$0.isFinite }) else { return nil }
    origins = Array(repeating: nil, count: result.count)
    let inherited = Self.inherited(entry, result, operands)
    for (element, value) in result.enumerated() where !value.isFinite {
      origins[element] = inherited(element) ?? Origin(node: node, element: element)
    }
  }

  /// The origin that a result's element, which is not finite, takes over from the operands.
  private static func inherited(_ entry: Graph.Entry, _ result: [Float], _ x: [Operand]) -> (Int) -> Origin? {
    switch entry.operation {
    case .input, .parameter, .constant:
      return { _ in nil }
    case .elementwise(let operation):
      let positions = x.map { Broadcast.position(of: $0.shape, in: entry.shape) }
      return { element in
        var causes = Causes()
        for (operand, position) in zip(x, positions) { causes.add(operand, position(element)) }
        switch operation {
        case .select:
          let taken = x[0].values[positions[0](element)] != 0 ? 1 : 2
          return x[taken].origin(positions[taken](element))
        case .maximum, .minimum:
          let value = result[element]
          return value.isNaN
            ? causes.notANumber
            : earlier(
              zip(x, positions).map { $0.values[$1(element)] == value ? $0.origin($1(element)) : nil })
        default:
          return causes.earliest
        }
      }
    case .product(let form):
      let (left, right) = (x[0], x[1])
      let rows = lines(left, along: form == .atb ? .rows : .columns)
      let columns = lines(right, along: form == .abt ? .columns : .rows)
      let width = entry.shape[1]
      return { rows[$0 / width].merged(with: columns[$0 % width]).earliest }
    case .reduce(let reduction, let axis):
      let groups = lines(x[0], along: axis)
      return { element in
        if reduction == .sum { return groups[element].earliest }
        return result[element].isNaN
          ? groups[element].notANumber
          : result[element] > 0 ? groups[element].positive : groups[element].negative
      }
    case .logSoftmax:
      let rows = lines(x[0], along: .columns)
      let width = max(entry.shape.matrix.columns, 1)
      return { element in
        // A −∞ in, a −∞ out, and the rest of the row goes on; any other infinity makes the row NaN.
        let row = rows[element / width]
        return result[element].isNaN
          ? row.notANumber ?? row.positive ?? row.negative : x[0].origin(element)
      }
    case .reshape:
      return { x[0].origin($0) }
    case .columns(let offset):
      let (width, total) = (entry.shape.matrix.columns, x[0].shape.matrix.columns)
      return { x[0].origin($0 / width * total + offset + $0 % width) }
    case .padColumns(let offset):
      let (total, width) = (entry.shape.matrix.columns, x[0].shape.matrix.columns)
      return { x[0].origin($0 / total * width + $0 % total - offset) }
    }
  }

  /// Earliest origins among some elements, by what the elements are.
  private struct Causes {
    var notANumber: Origin?
    var positive: Origin?
    var negative: Origin?

    /// A NaN makes what it meets NaN, so it is to blame before an infinity.
    var earliest: Origin? { notANumber ?? earlier([positive, negative]) }

    mutating func add(_ operand: Operand, _ element: Int) {
      guard let origin = operand.origin(element) else { return }
      let value = operand.values[element]
      if value.isNaN {
        notANumber = earlier([notANumber, origin])
      } else if value > 0 {
        positive = earlier([positive, origin])
      } else {
        negative = earlier([negative, origin])
      }
    }

    func merged(with other: Causes) -> Causes {
      Causes(
        notANumber: earlier([notANumber, other.notANumber]), positive: earlier([positive, other.positive]),
        negative: earlier([negative, other.negative]))
    }
  }

  /// The causes in each group that a reduction over `axis` would run over.
  private static func lines(_ x: Operand, along axis: ReductionAxis) -> [Causes] {
    let (rows, columns) = x.shape.matrix
    var groups = [Causes](repeating: Causes(), count: axis == .all ? 1 : axis == .rows ? columns : rows)
    guard x.note != nil else { return groups }
    for element in x.values.indices {
      groups[axis == .all ? 0 : axis == .rows ? element % columns : element / columns].add(x, element)
    }
    return groups
  }
}

extension TracedExecution.Operand<NonFiniteTrail> {
  fileprivate func origin(_ element: Int) -> NonFiniteTrail.Origin? { note?.origins[element] }
}

private func earlier(_ origins: [NonFiniteTrail.Origin?]) -> NonFiniteTrail.Origin? {
  origins.compactMap(\.self).min()
}
