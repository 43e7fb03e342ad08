/// Whole numbers for variables with least distances between some of them, such that the weighted sum of the
/// distances is least: the layers of a graph, and its places across them.
///
/// Source: E. R. Gansner, E. Koutsofios, S. C. North, K.-P. Vo, "A Technique for Drawing Directed Graphs",
/// IEEE Transactions on Software Engineering 19 (1993).
struct NetworkSimplex {
  /// value[head] ≥ value[tail] + length; each unit beyond costs `weight`.
  struct Arc {
    let tail: Int
    let head: Int
    let length: Int
    var weight: Int
  }

  /// - Parameter arcs: without circles
  /// - Parameter budget: steps after which the best that was found is taken. It keeps all distances, too.
  /// - Returns: values from 0, in every part that no arc joins with the others
  static func solve(count: Int, arcs: [Arc], budget: Int = 40_000_000) -> [Int] {
    guard count > 0 else { return [] }
    let parts = parts(count, arcs)
    // One more variable joins the parts.
    var joined = arcs
    var isJoined = [Bool](repeating: false, count: count)
    for vertex in 0..<count where !isJoined[parts[vertex]] {
      isJoined[parts[vertex]] = true
      joined.append(Arc(tail: count, head: vertex, length: 0, weight: 0))
    }
    var solver = NetworkSimplex(count: count + 1, arcs: joined)
    solver.run(budget: budget)
    var least: [Int: Int] = [:]
    for vertex in 0..<count { least[parts[vertex]] = min(least[parts[vertex]] ?? .max, solver.value[vertex]) }
    return (0..<count).map { solver.value[$0] - (least[parts[$0]] ?? 0) }
  }

  /// Per vertex, the first vertex of its part.
  private static func parts(_ count: Int, _ arcs: [Arc]) -> [Int] {
    var part = Array(0..<count)
    func root(_ vertex: Int) -> Int {
      var vertex = vertex
      while part[vertex] != vertex {
        part[vertex] = part[part[vertex]]
        vertex = part[vertex]
      }
      return vertex
    }
    for arc in arcs {
      let (a, b) = (root(arc.tail), root(arc.head))
      part[max(a, b)] = min(a, b)
    }
    return (0..<count).map(root)
  }

  private let arcs: [Arc]
  private let incident: [[Int]]
  private var value: [Int]
  private var isInTree: [Bool]
  private var cut: [Int]
  /// The tree arc to the parent, -1 at the root.
  private var parentArc: [Int]
  private var low: [Int]
  private var lim: [Int]
  private var order: [Int] = []

  private init(count: Int, arcs: [Arc]) {
    self.arcs = arcs
    var incident = [[Int]](repeating: [], count: count)
    for (index, arc) in arcs.enumerated() {
      incident[arc.tail].append(index)
      incident[arc.head].append(index)
    }
    self.incident = incident
    value = [Int](repeating: 0, count: count)
    isInTree = [Bool](repeating: false, count: arcs.count)
    cut = [Int](repeating: 0, count: arcs.count)
    parentArc = [Int](repeating: -1, count: count)
    low = [Int](repeating: 0, count: count)
    lim = [Int](repeating: 0, count: count)
  }

  private mutating func run(budget: Int) {
    longestPaths()
    var left = budget
    guard growTree(&left) else { return }
    number()
    computeCuts()
    var position = 0
    while left > 0 {
      left -= value.count + arcs.count
      guard let leaving = leavingArc(&position), let entering = enteringArc(leaving) else { return }
      exchange(leaving, entering)
    }
  }

  private func slack(_ arc: Int) -> Int {
    value[arcs[arc].head] - value[arcs[arc].tail] - arcs[arc].length
  }

  private mutating func longestPaths() {
    var missing = [Int](repeating: 0, count: value.count)
    for arc in arcs { missing[arc.head] += 1 }
    var ready = value.indices.filter { missing[$0] == 0 }
    var next = 0
    while next < ready.count {
      let vertex = ready[next]
      next += 1
      for index in incident[vertex] where arcs[index].tail == vertex {
        let arc = arcs[index]
        value[arc.head] = max(value[arc.head], value[vertex] + arc.length)
        missing[arc.head] -= 1
        if missing[arc.head] == 0 { ready.append(arc.head) }
      }
    }
    precondition(ready.count == value.count, "distances in a circle")
  }

  /// A spanning tree of arcs without slack; what hangs on the tree is moved up to it.
  /// False where the budget ends before.
  private mutating func growTree(_ budget: inout Int) -> Bool {
    var isReached = [Bool](repeating: false, count: value.count)
    var members = [0]
    isReached[0] = true
    var next = 0
    while true {
      while next < members.count {
        let vertex = members[next]
        next += 1
        for arc in incident[vertex] {
          let other = arcs[arc].tail == vertex ? arcs[arc].head : arcs[arc].tail
          guard !isReached[other], slack(arc) == 0 else { continue }
          isReached[other] = true
          isInTree[arc] = true
          members.append(other)
        }
      }
      guard members.count < value.count else { return true }
      budget -= members.count + arcs.count
      guard budget > 0 else { return false }
      var best = -1
      for arc in arcs.indices where isReached[arcs[arc].tail] != isReached[arcs[arc].head] {
        if best < 0 || slack(arc) < slack(best) { best = arc }
      }
      guard best >= 0 else { return false }
      let shift = isReached[arcs[best].tail] ? slack(best) : -slack(best)
      for vertex in members { value[vertex] += shift }
      // The arc is tight now; its near end is looked at again.
      next = 0
    }
  }

  /// Numbers the tree in postorder, so that subtrees are ranges.
  private mutating func number() {
    order = []
    var counter = 0
    var stack: [(vertex: Int, position: Int)] = [(0, 0)]
    parentArc[0] = -1
    low[0] = 0
    while let (vertex, position) = stack.last {
      if position < incident[vertex].count {
        stack[stack.count - 1].position += 1
        let arc = incident[vertex][position]
        guard isInTree[arc], arc != parentArc[vertex] else { continue }
        let child = arcs[arc].tail == vertex ? arcs[arc].head : arcs[arc].tail
        parentArc[child] = arc
        low[child] = counter
        stack.append((child, 0))
      } else {
        lim[vertex] = counter
        counter += 1
        order.append(vertex)
        stack.removeLast()
      }
    }
  }

  private func isInSubtree(_ vertex: Int, of root: Int) -> Bool {
    low[root] <= lim[vertex] && lim[vertex] <= lim[root]
  }

  /// The weight of the arcs from the tail's part to the head's, less those back, per tree arc.
  private mutating func computeCuts() {
    // Each subtree's balance: what leaves it less what enters it.
    var balance = [Int](repeating: 0, count: value.count)
    for arc in arcs {
      balance[arc.tail] += arc.weight
      balance[arc.head] -= arc.weight
    }
    for vertex in order where parentArc[vertex] >= 0 {
      let arc = parentArc[vertex]
      let isTail = arcs[arc].tail == vertex
      cut[arc] = isTail ? balance[vertex] : -balance[vertex]
      balance[isTail ? arcs[arc].head : arcs[arc].tail] += balance[vertex]
    }
  }

  private func leavingArc(_ position: inout Int) -> Int? {
    for _ in arcs.indices {
      position = position + 1 < arcs.count ? position + 1 : 0
      if isInTree[position], cut[position] < 0 { return position }
    }
    return nil
  }

  private func enteringArc(_ leaving: Int) -> Int? {
    let (tail, head) = (arcs[leaving].tail, arcs[leaving].head)
    let isTailBelow = lim[tail] < lim[head]
    let root = isTailBelow ? tail : head
    var best: Int?
    for (index, arc) in arcs.enumerated() where !isInTree[index] {
      let isTailIn = isInSubtree(arc.tail, of: root)
      let isHeadIn = isInSubtree(arc.head, of: root)
      guard isTailIn != isHeadIn, isHeadIn == isTailBelow else { continue }
      if best.map({ slack(index) < slack($0) }) ?? true { best = index }
    }
    return best
  }

  private mutating func exchange(_ leaving: Int, _ entering: Int) {
    let (tail, head) = (arcs[leaving].tail, arcs[leaving].head)
    let isTailBelow = lim[tail] < lim[head]
    let root = isTailBelow ? tail : head
    let shift = isTailBelow ? -slack(entering) : slack(entering)
    if shift != 0 {
      for position in low[root]...lim[root] { value[order[position]] += shift }
    }
    let amount = cut[leaving]
    update(arcs[entering].tail, arcs[entering].head, amount, true)
    update(arcs[entering].head, arcs[entering].tail, amount, false)
    cut[entering] = -amount
    cut[leaving] = 0
    isInTree[leaving] = false
    isInTree[entering] = true
    number()
  }

  private mutating func update(_ start: Int, _ other: Int, _ amount: Int, _ isForward: Bool) {
    var vertex = start
    while !isInSubtree(other, of: vertex) {
      let arc = parentArc[vertex]
      let isTail = arcs[arc].tail == vertex
      cut[arc] += isTail == isForward ? amount : -amount
      vertex = isTail ? arcs[arc].head : arcs[arc].tail
    }
  }
}
