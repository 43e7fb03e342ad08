import Statistics
import Tensors
import Testing

@Suite struct PairwiseWilcoxonTests {
  // from scipy import stats   # SciPy 1.17.1
  // from statsmodels.stats.multitest import multipletests   # statsmodels 0.15.0
  // x = np.round(1000 * x).astype(int)   # else equal differences are not equal
  // p = [stats.wilcoxon(x[i] - x[j], method=stats.PermutationMethod(n_resamples=np.inf)).pvalue
  //      for i, j in itertools.combinations(range(4), 2)]
  // multipletests(p, method="holm")[1]
  @Test func classifiers() {
    let comparison = PairwiseWilcoxon(DataSets.classifiers)
    #expect(
      comparison.pairs.map { [$0.first, $0.second] } == [
        [0, 1], [0, 2], [0, 3], [1, 2], [1, 3], [2, 3],
      ])
    #expect(comparison.pairs.map(\.test.positiveRankSum) == [6.5, 43, 11, 73, 22, 10.5])
    #expect(comparison.pairs.map(\.test.negativeRankSum) == [71.5, 48, 80, 18, 44, 67.5])
    #expect(
      comparison.pairs.map(\.test.p) == [
        0.00732421875, 0.8779296875, 0.012451171875, 0.05712890625, 0.353515625, 0.02197265625,
      ])
    #expect(
      comparison.pairs.map(\.adjustedP) == [
        0.0439453125, 0.8779296875, 0.062255859375, 0.17138671875, 0.70703125, 0.087890625,
      ])
    #expect(comparison.indistinguishable == [[0, 2, 3], [1, 2, 3]])
    #expect(PairwiseWilcoxon(DataSets.classifiers, alpha: 0.07).indistinguishable == [[0, 2], [1, 2, 3]])
    #expect(PairwiseWilcoxon(DataSets.classifiers, alpha: 0.01).indistinguishable == [[0, 1, 2, 3]])
  }

  @Test func allDiffer() {
    let treatments = (0..<3).map { j in (0..<12).map { Double($0) + 100 * Double(j * $0 + j) } }
    #expect(PairwiseWilcoxon(treatments).indistinguishable.isEmpty)
    #expect(PairwiseWilcoxon([[1, 2], [1, 2]]).indistinguishable == [[0, 1]])
  }

  /// The sets against all subsets of the treatments, for many thresholds.
  @Test func setsAreMaximalCliques() {
    var stream = RandomStream(seed: 19, purpose: "cliques")
    let k = 7
    var several = 0
    for _ in 0..<30 {
      let treatments = (0..<k).map { j in (0..<9).map { _ in stream.normalDouble() + 0.35 * Double(j) } }
      for alpha in [0.05, 0.2, 0.5] {
        let comparison = PairwiseWilcoxon(treatments, alpha: alpha)
        func alike(_ members: [Int]) -> Bool {
          comparison.pairs.allSatisfy {
            !members.contains($0.first) || !members.contains($0.second) || $0.adjustedP >= alpha
          }
        }
        let cliques = (0..<(1 << k)).map { subset in (0..<k).filter { subset >> $0 & 1 == 1 } }
          .filter { $0.count > 1 && alike($0) }
        let maximal = cliques.filter { clique in
          !cliques.contains { $0.count > clique.count && Set($0).isSuperset(of: clique) }
        }
        #expect(
          comparison.indistinguishable == maximal.sorted { $0.lexicographicallyPrecedes($1) })
        if maximal.count > 1 { several += 1 }
      }
    }
    #expect(several > 10)
  }
}
