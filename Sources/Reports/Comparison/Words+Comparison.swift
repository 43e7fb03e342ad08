import Diagnostics

/// Words for the sentences that say how variants differ. Only what a test bears out is called higher or lower.
extension Words {
  var semicolon: String { choose("; ", "；") }
  var fullStop: String { choose(".", "。") }
  var comparisonInFull: String { choose("The comparison in full", "完整比较") }

  /// `By test.accuracy: `
  func comparedBy(_ metric: MetricName, over pooled: [String]) -> String {
    let averaged = pooled.isEmpty ? "" : choose(", averaged over \(list(pooled))", "（对 \(list(pooled)) 取平均）")
    let direction =
      metric.hasDirection ? bracketed(metric.isLowerBetter ? betterLower : better) : ""
    return choose("By \(metric.text)\(direction)\(averaged): ", "按 \(metric.text)\(direction)\(averaged)：")
  }

  func exploratoryComparison(baseline: String, seeds: Int, fewest: Int) -> String {
    choose(
      "\(seeds) \(seeds == 1 ? "seed is" : "seeds are") too few to tell any variant from \(baseline);"
        + " a test needs \(fewest).",
      "\(seeds) 个种子太少，无法将任何变体与 \(baseline) 区分；检验至少需要 \(fewest) 个。")
  }

  /// `SiLU cannot be told from ReLU on 10 seeds`
  func cannotBeTold(_ names: String, _ baseline: String, seeds: Int, isAll: Bool) -> String {
    isAll
      ? choose(
        "none can be told from \(baseline) on \(seeds) seeds", "在 \(seeds) 个种子上均无法与 \(baseline) 区分")
      : choose(
        "\(names) cannot be told from \(baseline) on \(seeds) seeds",
        "在 \(seeds) 个种子上 \(names) 无法与 \(baseline) 区分")
  }

  /// `sigmoid is lower by 9.9 points (8.6 to 11.4)`, `higher than relu: silu by 1 point and gelu by 2 points`
  func differ(_ pieces: [(name: String, amount: String)], more: Int, isHigher: Bool, baseline: String?)
    -> String
  {
    let word = isHigher ? higher : lower
    let than = baseline.map { choose(" than \($0)", "（相对 \($0)）") } ?? ""
    if pieces.count == 1, more == 0 {
      return choose(
        "\(pieces[0].name) is \(word)\(than) by \(pieces[0].amount)",
        "\(pieces[0].name) \(word)\(than) \(pieces[0].amount)")
    }
    let named = list(
      pieces.map { choose("\($0.name) by \($0.amount)", "\($0.name) \($0.amount)") }, more: more)
    return choose("\(word)\(than): \(named)", "\(word)\(than)：\(named)")
  }

  func untested(_ names: String, count: Int) -> String {
    choose("\(names) \(count == 1 ? "is" : "are") not tested, since seeds failed", "\(names) 有种子失败，未作检验")
  }

  /// `9.9 points`
  func amount(_ number: String, isShare: Bool) -> String {
    let number = ValueText.typographic(number)
    return isShare ? choose("\(number) points", "\(number) 个百分点") : number
  }

  func bracketed(_ text: String) -> String { choose(" (\(text))", "（\(text)）") }

  /// `a`, `a and b`, `a, b and c`, `a, b and 3 more`
  func list(_ names: [String], more: Int = 0) -> String {
    if language == .zh { return names.joined(separator: "、") + (more > 0 ? " 等另外 \(more) 个" : "") }
    let all = names + (more > 0 ? ["\(more) more"] : [])
    guard let last = all.last, all.count > 1 else { return all.first ?? "" }
    return all.dropLast().joined(separator: ", ") + " and " + last
  }

  func best(_ variant: String, equals: String?) -> String {
    choose("the best is \(variant)", "最佳为 \(variant)")
      + (equals.map { choose(", not to be told from it \($0)", "，与其无法区分的有 \($0)") } ?? "")
  }

  func counts(baseline: String, higher: Int, lower: Int, same: Int, untested: Int) -> String {
    let parts = [
      (higher, choose("higher", "更高")), (lower, choose("lower", "更低")),
      (same, choose("not to be told from it", "无法与之区分")), (untested, choose("not tested", "未检验")),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    return choose(
      "against \(baseline): \(parts.joined(separator: ", ")).",
      "与 \(baseline) 相比：\(parts.joined(separator: "，"))。")
  }

  func cannotReach(comparisons: Int, fewest: Int) -> String {
    choose(
      "With \(comparisons) comparisons nothing can be told apart on fewer than \(fewest) seeds (Holm).",
      "比较 \(comparisons) 个时，少于 \(fewest) 个种子无法区分任何差异（Holm）。")
  }

  // MARK: Many data sets

  func dataSetRanks(
    _ ranks: [String], dataSets: Int, p: String, isDifferent: Bool, alike: [String],
    criticalDifference: String
  ) -> String {
    let means = choose(
      "Over \(dataSets) data sets, mean ranks (1 is best): \(ranks.joined(separator: ", ")).",
      "在 \(dataSets) 个数据集上的平均秩（1 为最佳）：\(ranks.joined(separator: "，"))。")
    guard isDifferent else {
      return means + space
        + choose("Friedman's test does not tell them apart (p \(p)).", "Friedman 检验未能区分它们（p \(p)）。")
    }
    let groups =
      alike.isEmpty
      ? choose(
        "all pairs differ (Wilcoxon, Holm-adjusted)", "所有配对均有差异（Wilcoxon 检验，经 Holm 校正）")
      : choose(
        "not to be told apart (Wilcoxon, Holm-adjusted): \(alike.joined(separator: "; "))",
        "无法区分（Wilcoxon 检验，经 Holm 校正）：\(alike.joined(separator: "；"))")
    return means + space
      + choose(
        "They differ (Friedman, p \(p)); \(groups). Nemenyi's critical difference is \(criticalDifference).",
        "它们有差异（Friedman 检验，p \(p)）；\(groups)。Nemenyi 临界差为 \(criticalDifference)。")
  }

  // MARK: Two factors

  func noInteraction(_ rows: String, _ columns: String, cells: Int) -> String {
    choose(
      "No interaction of \(rows) and \(columns) can be detected: "
        + (cells == 1
          ? "the difference of differences cannot be told from 0."
          : "none of \(cells) differences of differences can be told from 0 (Holm-adjusted)."),
      "未检出 \(rows) 与 \(columns) 的交互作用：\(cells) 个差中之差均无法与 0 区分（经 Holm 校正）。")
  }

  func interactionUntested(_ rows: String, _ columns: String, fewest: Int) -> String {
    choose(
      "Whether \(rows) and \(columns) interact is not tested: that takes a full grid without failed seeds, and"
        + " \(fewest) seeds.",
      "\(rows) 与 \(columns) 的交互作用未检验：这需要无失败种子的完整网格和至少 \(fewest) 个种子。")
  }

  /// - Parameter amount: of the difference of differences, without its sign
  func interaction(
    _ rows: String, _ columns: String, row: String, rowBase: String, column: String, columnBase: String,
    amount: String, isHigher: Bool, p: String, significant: Int, all: Int
  ) -> String {
    choose(
      "\(rows) and \(columns) interact: the change from \(columnBase) to \(column) is"
        + " \(isHigher ? higher : lower) for \(row) than for \(rowBase), by \(amount) (p \(p) after Holm;"
        + " \(significant) of \(all) \(all == 1 ? "difference" : "differences") of differences can be told from 0).",
      "\(rows) 与 \(columns) 存在交互作用：由 \(columnBase) 到 \(column) 的变化，\(row) 比 \(rowBase)"
        + "\(isHigher ? higher : lower) \(amount)（Holm 校正后 p \(p)；\(all) 个差中之差有 \(significant) 个可与 0 区分）。")
  }

  // MARK: Figures

  func heatMapTitle(_ metric: String, _ rows: String, _ columns: String) -> String {
    choose("\(metric) by \(rows) and \(columns)", "\(metric)，按 \(rows) 与 \(columns)")
  }
  var strongerIsBetter: String { choose("stronger colour: better", "颜色越深越好") }
  func heatMapMeaning(seeds: Int, isRinged: Bool) -> String {
    let means = choose(
      seeds == 1 ? "One seed." : "Means over \(seeds) seeds.", seeds == 1 ? "单个种子。" : "\(seeds) 个种子的均值。")
    return isRinged
      ? means + space + choose("Ringed: the best and what can't be told from it.", "加框：最佳者及与其无法区分者。") : means
  }
  func factorCurveTitle(_ metric: String, _ factor: String) -> String {
    choose("Final \(metric) against \(factor)", "最终 \(metric) 随 \(factor) 的变化")
  }
  func factorCurveMeaning(seeds: Int, hasBand: Bool, hasLines: Bool, averaged: [String]) -> String {
    guard seeds > 1 else { return choose("One seed.", "单个种子。") }
    var parts = [choose("Thick line: mean over \(seeds) seeds.", "粗线：\(seeds) 个种子的均值。")]
    if hasBand { parts.append(choose("Band: 95 % t interval at each level.", "色带：各水平的 95 % t 区间。")) }
    if hasLines { parts.append(choose("Thin lines: single seeds.", "细线：各种子。")) }
    if !averaged.isEmpty {
      parts.append(choose("Averaged over \(list(averaged)).", "对 \(list(averaged)) 取平均。"))
    }
    return parts.joined(separator: space)
  }
}
