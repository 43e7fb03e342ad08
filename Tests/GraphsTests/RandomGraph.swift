import Graphs
import Tensors

/// Draws graphs of all primitive operations over random shapes, size 1 among them.
struct RandomGraph {
  let graph = Graph()
  private(set) var nodes: [Node] = []
  private(set) var values: [String: [Double]] = [:]
  private var stream: RandomStream
  private let smooth: Bool

  /// `smooth`: only operations that have a derivative everywhere, in ranges where differences are exact enough.
  init(seed: UInt64, size: Int, smooth: Bool) {
    stream = RandomStream(seed: seed, purpose: "graph")
    self.smooth = smooth
    let rows = pick([1, 2, 3, 5, 17])
    let columns = pick([1, 2, 4, 7, 33])
    for (number, shape) in [[rows, columns], [rows, columns], [columns], [rows, 1], [columns, rows], []]
      .enumerated()
    {
      addLeaf("x\(number)", Shape(shape))
    }
    for _ in 0..<size { nodes.append(draw()) }
  }

  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[stream.integer(below: elements.count)]
  }

  private mutating func addLeaf(_ name: String, _ shape: Shape) {
    values[name] = (0..<shape.count).map { _ in Double(stream.uniform(-1, 1)) }
    nodes.append(stream.integer(below: 2) == 0 ? graph.input(name, shape) : graph.parameter(name, shape))
  }

  private mutating func draw() -> Node {
    let x = pick(nodes)
    let partners = nodes.filter {
      Broadcast(of: $0.shape, to: x.shape) != nil || Broadcast(of: x.shape, to: $0.shape) != nil
    }
    let y = pick(partners)
    switch stream.integer(below: smooth ? 18 : 28) {
    case 0: return x + y
    case 1: return x - y
    case 2: return x * y * 0.5
    case 3: return x / (y * y + 1)
    case 4: return multiplyAdd(x, y, x)
    case 5: return tanh(x)
    case 6: return sigmoid(x)
    case 7: return softplus(x)
    case 8: return exp(0.1 * tanh(x))
    case 9: return log1p(x * x)
    case 10: return sin(x) + cos(x)
    case 11: return erf(x) - expm1(tanh(x)) * 0.1
    case 12: return squareRoot(x * x + 0.5) + log(x * x + 1)
    case 13: return x.shape.rank == 2 ? logSoftmax(x) : -x
    case 14: return pick([mean(x, over: .rows), mean(x, over: .columns), mean(x, over: .all), x * x])
    case 15: return drawProduct(x)
    case 16: return drawColumns(x)
    case 17: return drawPadded(x)
    case 18: return maximum(x, y)
    case 19: return minimum(x, y)
    case 20: return select(greater(x, y), x, y)
    case 21: return greaterEqual(x, y) * sign(x)
    case 22: return absolute(x) + flush(x * 1e-30)
    case 23: return pick([maximum(x, over: .rows), maximum(x, over: .columns), maximum(x, over: .all)])
    case 24: return reshape(x, Shape([x.shape.count])) * 2
    case 25: return reshape(x, Shape([x.shape.count, 1])) + 1
    case 26: return equal(x, y)
    default:
      return broadcast(
        x,
        to: y.shape.count >= x.shape.count && Broadcast(of: x.shape, to: y.shape) != nil ? y.shape : x.shape)
    }
  }

  private mutating func drawColumns(_ x: Node) -> Node {
    guard x.shape.rank > 0 else { return x + 1 }
    let total = x.shape.matrix.columns
    let start = stream.integer(below: total)
    return columns(x, start..<start + 1 + stream.integer(below: total - start))
  }

  /// Wider by some columns, or as wide as another node, so that the two can meet.
  private mutating func drawPadded(_ x: Node) -> Node {
    guard x.shape.rank > 0 else { return x - 1 }
    let count = x.shape.matrix.columns
    let total = pick(nodes.map(\.shape.matrix.columns).filter { $0 > count } + [count + 1, count + 3])
    return padColumns(x, from: stream.integer(below: total - count + 1), of: total)
  }

  private mutating func drawProduct(_ x: Node) -> Node {
    guard x.shape.rank == 2 else { return x * 1.5 }
    var forms: [Node] = []
    for y in nodes where y.shape.rank == 2 {
      if x.shape[1] == y.shape[0] { forms.append(product(x, y, .ab)) }
      if x.shape[0] == y.shape[0] { forms.append(product(x, y, .atb)) }
      if x.shape[1] == y.shape[1] { forms.append(product(x, y, .abt)) }
    }
    let small = forms.filter { $0.shape.count <= 2000 }
    return small.isEmpty ? x * 1.5 : pick(small) * 0.2
  }
}
