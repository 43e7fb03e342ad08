/// Places for things that would cover each other.
enum Placement {
  /// The places nearest to the wanted ones (in the least-squares sense) that keep their order and at least
  /// `gap` between neighbours inside low…high. With too little room the gap shrinks.
  static func pushApart(_ wanted: [Double], gap: Double, low: Double, high: Double) -> [Double] {
    guard wanted.count > 1 else { return wanted.map { min(max($0, low), high) } }
    let gap = min(gap, max(high - low, 0) / Double(wanted.count - 1))
    let order = wanted.indices.sorted { (wanted[$0], $0) < (wanted[$1], $1) }
    // Without the gaps the problem is isotonic regression: pool adjacent violators.
    var pools: [(mean: Double, count: Int)] = []
    for (rank, index) in order.enumerated() {
      pools.append((wanted[index] - Double(rank) * gap, 1))
      while pools.count > 1, pools[pools.count - 1].mean < pools[pools.count - 2].mean {
        let last = pools.removeLast()
        let previous = pools.removeLast()
        let count = previous.count + last.count
        pools.append(
          ((previous.mean * Double(previous.count) + last.mean * Double(last.count)) / Double(count), count))
      }
    }
    let ceiling = high - Double(wanted.count - 1) * gap
    var places = wanted
    var rank = 0
    for pool in pools {
      for _ in 0..<pool.count {
        places[order[rank]] = min(max(pool.mean, low), max(ceiling, low)) + Double(rank) * gap
        rank += 1
      }
    }
    return places
  }

  /// The level of each dot, 0 first, such that dots of one level are at least `size` apart. Places ascend.
  static func stack(_ places: [Double], size: Double) -> [Int] {
    var ends: [Double] = []
    return places.map { place in
      for level in ends.indices where place - ends[level] >= size {
        ends[level] = place
        return level
      }
      ends.append(place)
      return ends.count - 1
    }
  }
}
