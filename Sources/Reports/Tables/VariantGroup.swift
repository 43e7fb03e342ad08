import Experiments
import Learning
import Statistics

/// A row of a table: the variants that share the row factors' levels, taken as one. With all factors in the rows it is one
/// variant; else a seed's value is the average over the variants of the group.
package struct VariantGroup: Sendable {
  /// For each row factor its level's label; one label for variants listed one by one.
  package let labels: [String]
  /// Indices of variants.
  package let variants: [Int]

  package var label: String { labels.joined(separator: ", ") }

  /// A group for each combination of the factors' levels that occurs, in the order of the file.
  package static func groups(of plan: ExperimentPlan, by factors: [Int]) -> [VariantGroup] {
    if factors == Array(plan.factors.indices) {
      let hasOwnLabels = plan.factors.count != 1
      return plan.variants.map { variant in
        let levels = factors.map { factor in
          variant.levels[factor].map { plan.factors[factor].levels[$0].label }
        }
        // A variant that leaves a factor alone, and one with the author's own label, is told by its label.
        guard hasOwnLabels, levels.allSatisfy({ $0 != nil }),
          levels.compactMap(\.self).joined(separator: ", ") == variant.label
        else { return VariantGroup(labels: [variant.label], variants: [variant.number]) }
        return VariantGroup(labels: levels.compactMap(\.self), variants: [variant.number])
      }.evened(count: factors.count)
    }
    var groups: [(levels: [Int?], variants: [Int])] = []
    for variant in plan.variants {
      let levels = factors.map { variant.levels[$0] }
      if let index = groups.firstIndex(where: { $0.levels == levels }) {
        groups[index].variants.append(variant.number)
      } else {
        groups.append((levels, [variant.number]))
      }
    }
    return groups.map { levels, variants in
      let labels = zip(factors, levels).map { factor, level in
        level.map { plan.factors[factor].levels[$0].label } ?? "–"
      }
      return VariantGroup(labels: labels, variants: variants)
    }
  }
}

extension [VariantGroup] {
  /// All rows with as many labels as there are factors, else all with one.
  fileprivate func evened(count: Int) -> [VariantGroup] {
    if allSatisfy({ $0.labels.count == count }) { return self }
    return map { VariantGroup(labels: [$0.label], variants: $0.variants) }
  }
}
