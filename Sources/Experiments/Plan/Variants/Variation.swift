import Diagnostics
import Notebooks

/// What an experiment varies, looked up: its factors and the combinations to run.
struct Variation {
  struct Level {
    let label: String
    let value: OptionValue?
    /// The component's name, for levels that are components.
    let name: String?
    let node: PlanNode
  }

  struct ResolvedFactor {
    let factor: Factor
    /// As it stands in the file, where that differs.
    let writtenPath: String
    let segments: [PathSegment]
    let levels: [Level]
  }

  struct Candidate {
    let label: String
    let levels: [Int?]
    let assignments: [Assignment]
    /// Where a variant listed by itself stands.
    let range: SourceRange?
    let names: [VariantName.Level]
    /// What it sets, by canonical path, for variants listed one by one.
    var values: [(path: String, value: OptionValue?)] = []
  }

  let factors: [ResolvedFactor]
  let candidates: [Candidate]
  let isListed: Bool

  /// The factor of a path, in either form.
  func factor(_ path: String) -> Int? {
    factors.firstIndex { $0.factor.path == path } ?? factors.firstIndex { $0.writtenPath == path }
  }
}

extension ExperimentDecoder {
  /// nil where something in `vary` or `exclude` is wrong, which is then told.
  mutating func variation(seedCount: Int) -> Variation? {
    let vary = draft.root["vary"]?.node
    let variation: Variation?
    switch vary?.value {
    case nil:
      let only = Variation.Candidate(label: draft.id, levels: [], assignments: [], range: nil, names: [])
      variation = Variation(factors: [], candidates: [only], isListed: false)
    case .mapping(let entries):
      variation = grid(entries, seedCount: seedCount)
    case .sequence(let nodes):
      variation = listed(nodes)
    case .scalar:
      if let vary {
        decoder.mismatch(
          vary, "a mapping or a list", "vary",
          hints: ["write for instance vary: {model.activation: [relu, tanh]}"])
      }
      return nil
    }
    guard let variation, let left = excluded(variation) else { return nil }
    let (runs, overflow) = left.candidates.count.multipliedReportingOverflow(by: seedCount)
    guard !overflow, runs <= Self.largestRunCount else {
      decoder.collector.error(
        "\(Format.grouped(left.candidates.count)) variants under \(seedCount) seeds are \(Format.grouped(runs)) runs; "
          + "at most \(Format.grouped(Self.largestRunCount)) are allowed",
        at: draft.root["vary"]?.keyRange ?? draft.block.idRange, hints: ["vary less, or take fewer seeds"])
      return nil
    }
    return left
  }

  // MARK: - Grid

  private mutating func grid(_ entries: [PlanNode.Entry], seedCount: Int) -> Variation? {
    let drafts = entries.map { decoder.factor($0, known: known) }
    var factors: [Variation.ResolvedFactor] = []
    var isValid = true
    for draft in drafts {
      guard let draft, let factor = resolved(draft, above: drafts.compactMap(\.self)) else {
        isValid = false
        continue
      }
      if let same = factors.first(where: { $0.factor.path == factor.factor.path }) {
        isValid = false
        decoder.collector.error(
          "'\(draft.path)' and '\(same.writtenPath)' are the same path", at: draft.range,
          hints: ["keep one of them"])
        continue
      }
      factors.append(factor)
    }
    guard isValid else { return nil }
    var count = 1
    for factor in factors {
      let (product, overflow) = count.multipliedReportingOverflow(by: factor.levels.count)
      guard !overflow, product <= 10 * Self.largestRunCount else {
        decoder.collector.error(
          "this grid has more than \(Format.grouped(10 * Self.largestRunCount)) variants",
          at: self.draft.root["vary"]?.keyRange,
          hints: ["vary less, or name the variants one by one in a list"])
        return nil
      }
      count = product
    }
    let candidates = (0..<count).map { number in candidate(number, factors) }
    return Variation(factors: factors, candidates: candidates, isListed: false)
  }

  /// The last factor runs fastest.
  private func candidate(_ number: Int, _ factors: [Variation.ResolvedFactor]) -> Variation.Candidate {
    var rest = number
    var levels = [Int](repeating: 0, count: factors.count)
    for index in factors.indices.reversed() {
      levels[index] = rest % factors[index].levels.count
      rest /= factors[index].levels.count
    }
    let chosen = zip(factors, levels).map { ($0, $0.levels[$1]) }
    return Variation.Candidate(
      label: factors.isEmpty ? draft.id : chosen.map(\.1.label).joined(separator: ", "), levels: levels,
      assignments: chosen.map { Assignment(segments: $0.segments, node: $1.node) }, range: nil,
      names: chosen.flatMap { factor, level in
        [VariantName.Level(factor.factor.path, level.label)]
          + (factor.writtenPath == factor.factor.path
            ? [] : [VariantName.Level(factor.writtenPath, level.label)])
      })
  }

  private mutating func resolved(_ draft: FactorDraft, above all: [FactorDraft]) -> Variation.ResolvedFactor?
  {
    // What this path goes into may itself be varied: any of its levels may be the one that has it.
    let names = draft.segments.map(\.name)
    let ancestors = all.filter {
      $0.segments.count < names.count && names.starts(with: $0.segments.map(\.name))
    }
    let others: [[Assignment]] =
      ancestors.last.map { above in above.levels.map { [Assignment(segments: above.segments, node: $0.node)] }
      } ?? [[]]
    var settings: [DecodedSetting?] = []
    for level in draft.levels {
      let found = look(
        up: draft.path, at: draft.range, Assignment(segments: draft.segments, node: level.node), given: others
      )
      guard found.isPath else { return nil }
      settings.append(found.setting)
    }
    guard !hasEqualLevels(draft, settings) else { return nil }
    let labels = Self.labels(draft.levels, settings)
    let numbers = settings.map { $0?.number }
    let isNumeric = !numbers.contains { $0 == nil }
    let path = settings.compactMap { $0?.path }.first ?? draft.path
    let levels = draft.levels.indices.map { index in
      Variation.Level(
        label: labels[index], value: settings[index]?.value,
        name: settings[index].flatMap { if case .component = $0.value { $0.text } else { nil } },
        node: draft.levels[index].node)
    }
    return Variation.ResolvedFactor(
      factor: Factor(
        path: path,
        levels: levels.indices.map { Factor.Level(label: labels[$0], number: isNumeric ? numbers[$0] : nil) }),
      writtenPath: draft.path, segments: draft.segments, levels: levels)
  }

  private mutating func hasEqualLevels(_ draft: FactorDraft, _ settings: [DecodedSetting?]) -> Bool {
    var first: [OptionValue: Int] = [:]
    var found = false
    for (index, setting) in settings.enumerated() {
      guard let setting else { continue }
      if let earlier = first[setting.value] {
        let (a, b) = (draft.levels[earlier], draft.levels[index])
        let (x, y) = (a.label ?? a.node.written, b.label ?? b.node.written)
        found = true
        decoder.collector.error(
          x == y ? "level '\(y)' stands twice" : "levels '\(x)' and '\(y)' are the same", at: b.range,
          hints: ["keep one of them"])
      } else {
        first[setting.value] = index
      }
    }
    return found
  }

  /// The author's labels; else the shortest words that tell the levels apart: names, names with options, as
  /// written.
  private static func labels(_ levels: [FactorDraft.Level], _ settings: [DecodedSetting?]) -> [String] {
    let written = levels.map { $0.label ?? $0.node.written }
    let forms = [
      levels.indices.map {
        levels[$0].label ?? settings[$0].flatMap { $0.isSection ? $0.label : $0.text } ?? written[$0]
      },
      levels.indices.map { levels[$0].label ?? settings[$0]?.label ?? written[$0] },
      written,
    ]
    return forms.first { Set($0).count == $0.count } ?? numbered(written)
  }

  static func numbered(_ labels: [String]) -> [String] {
    labels.enumerated().map { index, label in
      let earlier = labels[..<index].count { $0 == label }
      return earlier == 0 ? label : "\(label) (\(earlier + 1))"
    }
  }
}
