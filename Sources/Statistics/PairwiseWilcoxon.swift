/// All pairs of treatments compared over many data sets by Wilcoxon's test with Holm's correction: what the
/// bars of a critical-difference diagram stand for, since whether the mean ranks of two treatments differ
/// depends on which others are there (A. Benavoli, G. Corani and F. Mangili, 2016).
package struct PairwiseWilcoxon: Sendable {
  package struct Pair: Sendable {
    /// The indices of the two treatments, `first` below `second`.
    package let first: Int
    package let second: Int
    /// Of the first's values less the second's.
    package let test: WilcoxonTest
    /// Corrected for all pairs.
    package let adjustedP: Double
  }

  /// (0, 1), (0, 2), …, (1, 2), ….
  package let pairs: [Pair]
  /// The largest sets of two or more treatments of which no two differ at α: none is part of another, but one
  /// treatment may be in several. Indices ascend inside each set, and the sets by them.
  package let indistinguishable: [[Int]]

  /// `treatments[j][i]` is the value of treatment j on data set i; two or more treatments. Two differ where
  /// the corrected p is below `alpha`.
  package init(_ treatments: [[Double]], alpha: Double = 0.05) {
    let k = treatments.count
    precondition(k > 1, "\(k) treatments in pairwise comparisons")
    let indices = (0..<k).flatMap { first in (first + 1..<k).map { (first, $0) } }
    let tests = indices.map { WilcoxonTest(treatments[$0.0], treatments[$0.1]) }
    let pairs = zip(zip(indices, tests), Holm.adjusted(tests.map(\.p))).map {
      Pair(first: $0.0.0, second: $0.0.1, test: $0.1, adjustedP: $1)
    }
    self.pairs = pairs
    var alike = [Set<Int>](repeating: [], count: k)
    for pair in pairs where pair.adjustedP >= alpha {
      alike[pair.first].insert(pair.second)
      alike[pair.second].insert(pair.first)
    }
    indistinguishable = MaximalCliques.all(neighbours: alike).filter { $0.count > 1 }
  }
}

/// The maximal cliques of an undirected graph.
enum MaximalCliques {
  /// By C. Bron and J. Kerbosch's algorithm with a pivot (1973); vertices ascend inside each clique, and the
  /// cliques by them.
  static func all(neighbours: [Set<Int>]) -> [[Int]] {
    var cliques: [[Int]] = []
    func extend(_ clique: [Int], candidates: Set<Int>, excluded: Set<Int>) {
      if candidates.isEmpty, excluded.isEmpty { cliques.append(clique.sorted()) }
      var (candidates, excluded) = (candidates, excluded)
      // Each maximal clique from here holds the pivot or one that is no neighbour of it.
      let pivot = candidates.union(excluded).max {
        neighbours[$0].intersection(candidates).count < neighbours[$1].intersection(candidates).count
      }
      guard let pivot else { return }
      for vertex in candidates.subtracting(neighbours[pivot]) {
        let near = neighbours[vertex]
        extend(
          clique + [vertex], candidates: candidates.intersection(near), excluded: excluded.intersection(near))
        candidates.remove(vertex)
        excluded.insert(vertex)
      }
    }
    extend([], candidates: Set(neighbours.indices), excluded: [])
    return cliques.sorted { $0.lexicographicallyPrecedes($1) }
  }
}
