import Tensors

extension Graph {
  /// ∂`loss`/∂p for each p of `targets`, as nodes of this graph, each in its target's shape. Because they are nodes,
  /// gradients of gradients need nothing new. A target that the loss does not depend on gets zeros.
  ///
  /// Only nodes on a path from a target to the loss get an adjoint: a generator's gradient goes through the
  /// discriminator without the discriminator's weights' gradients being built.
  ///
  /// `loss` is a scalar.
  package func gradients(of loss: Node, withRespectTo targets: [Node]) -> [Node] {
    precondition(loss.shape.count == 1, "a gradient is of a scalar, not of shape \(loss.shape)")
    let outer = scope
    defer { scope = outer }

    var leadsToTarget = [Bool](repeating: false, count: loss.index + 1)
    for target in targets where target.index <= loss.index { leadsToTarget[target.index] = true }
    for index in 0...loss.index where entries[index].inputs.contains(where: { leadsToTarget[$0] }) {
      leadsToTarget[index] = true
    }

    var adjoints: [Int: Node] = [loss.index: broadcast(constant(1), to: loss.shape)]
    for index in stride(from: loss.index, through: 0, by: -1) where leadsToTarget[index] {
      guard let adjoint = adjoints[index], !entries[index].inputs.isEmpty else { continue }
      let entry = entries[index]
      // Values that go wrong in the backward pass are told by the layer that they belong to.
      scope = entry.scope
      let needed = entry.inputs.map { leadsToTarget[$0] }
      for (input, part) in zip(entry.inputs, inputAdjoints(of: node(index), adjoint, needed: needed)) {
        guard leadsToTarget[input], let part else { continue }
        let fitted = summed(part, to: entries[input].shape)
        adjoints[input] = adjoints[input].map { $0 + fitted } ?? fitted
      }
    }
    return targets.map { adjoints[$0.index] ?? broadcast(constant(0), to: $0.shape) }
  }

  /// The rule of each primitive. Products, which are dear, are built for the inputs that need them alone.
  private func inputAdjoints(of o: Node, _ g: Node, needed: [Bool]) -> [Node?] {
    let x = o.inputs
    switch o.operation {
    case .input, .parameter, .constant:
      return []
    case .elementwise(let operation):
      return operation.adjoints(x, o, g).map { $0.map { broadcast($0, to: o.shape) } }
    case .product(.ab):
      return [needed[0] ? product(g, x[1], .abt) : nil, needed[1] ? product(x[0], g, .atb) : nil]
    case .product(.atb):
      return [needed[0] ? product(x[1], g, .abt) : nil, needed[1] ? product(x[0], g, .ab) : nil]
    case .product(.abt):
      return [needed[0] ? product(g, x[1], .ab) : nil, needed[1] ? product(g, x[0], .atb) : nil]
    case .reduce(.sum, _):
      return [broadcast(g, to: x[0].shape)]
    case .reduce(.maximum, let axis):
      // Equal maxima share the adjoint, as PyTorch's amax has it.
      let isMaximum = equal(x[0], o)
      return [isMaximum * (g / sum(isMaximum, over: axis))]
    case .logSoftmax:
      return [g - exp(o) * sum(g, over: .columns)]
    case .reshape:
      return [reshape(g, x[0].shape)]
    case .columns(let offset):
      return [padColumns(g, from: offset, of: x[0].shape.matrix.columns)]
    case .padColumns(let offset):
      return [columns(g, offset..<offset + x[0].shape.matrix.columns)]
    }
  }

  /// Sums over what was broadcast, so that an operand's adjoint has the operand's shape.
  private func summed(_ part: Node, to shape: Shape) -> Node {
    guard part.shape != shape else { return part }
    switch Broadcast(of: shape, to: part.shape) {
    case .full: return reshape(part, shape)
    case .scalar: return reshape(sum(part, over: .all), shape)
    case .row: return reshape(sum(part, over: .rows), shape)
    case .column: return reshape(sum(part, over: .columns), shape)
    case nil: preconditionFailure("adjoint of shape \(part.shape) for an operand of shape \(shape)")
    }
  }
}
