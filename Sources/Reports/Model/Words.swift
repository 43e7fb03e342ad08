import Diagnostics
import Experiments
import Notebooks

/// The words that reports add to the author's own, in the file's language.
package struct Words: Hashable, Sendable {
  package let language: FrontMatter.Language

  package init(_ language: FrontMatter.Language = .en) {
    self.language = language
  }

  func choose(_ english: String, _ chinese: String) -> String {
    language == .zh ? chinese : english
  }

  // MARK: Page

  var report: String { choose("Experiment report", "实验报告") }
  var contents: String { choose("Contents", "目录") }
  var skipToContent: String { choose("Skip to content", "跳到正文") }
  var footnotes: String { choose("Footnotes", "脚注") }
  func backToReference(_ number: String) -> String {
    choose("Back to reference \(number)", "返回引用 \(number)")
  }
  var provenance: String { choose("Provenance", "来源") }
  var source: String { choose("Source", "源文件") }
  var reproduce: String { choose("Reproduce", "复现") }
  var authors: String { choose("Authors", "作者") }
  var date: String { choose("Date", "日期") }
  var tags: String { choose("Tags", "标签") }
  var seeds: String { choose("Seeds", "种子") }
  var allReports: String { choose("All reports", "全部报告") }
  var experiments: String { choose("Experiments", "实验") }
  var variants: String { choose("Variants", "变体") }
  var runs: String { choose("Runs", "运行") }
  var baseline: String { choose("Baseline", "基线") }
  var metric: String { choose("Metric", "指标") }
  var parameters: String { choose("Parameters", "参数量") }
  var steps: String { choose("Steps per run", "每次运行步数") }
  var statistics: String { choose("Statistics", "统计") }

  var statisticsExplained: String {
    choose(
      "± is the half-width of the 95 % t interval of the mean over seeds. Differences are paired by seed; their p"
        + " values come from the exact sign-flip test (a paired t test above 20 seeds), Holm-adjusted within a table and over the claims of a file;"
        + " their intervals invert that test, each for itself. Both assume symmetric differences.",
      "± 为各种子均值的 95 % t 区间半宽。差值按种子配对；p 值来自精确符号翻转检验（超过 20 个种子时用配对 t 检验），"
        + "在同一表内及同一文件的论断间经 Holm 校正；区间由该检验反推，各自未校正。两者均假设差值对称。")
  }

  func seedList(_ seeds: [Int]) -> String {
    if seeds.count > 2, seeds.indices.allSatisfy({ seeds[$0] == seeds[0] + $0 }) {
      return choose("\(seeds[0]) to \(seeds[seeds.count - 1])", "\(seeds[0]) 至 \(seeds[seeds.count - 1])")
    }
    return seeds.map(String.init).joined(separator: ", ")
  }

  func sharedSeeds(_ count: Int) -> String {
    choose(count == 1 ? "1" : "\(count), shared by all variants", count == 1 ? "1" : "\(count)，各变体共用")
  }

  func runsCompleted(_ completed: Int, of all: Int) -> String {
    completed == all
      ? choose("\(all) of \(all) completed", "\(all) 次全部完成")
      : choose("\(completed) of \(all) completed", "\(all) 次中完成 \(completed) 次")
  }

  // MARK: Experiments

  var experiment: String { choose("Experiment", "实验") }
  var varied: String { choose("Varied", "变化") }
  var heldFixed: String { choose("Held fixed", "固定") }
  var nothingVaried: String { choose("Nothing is varied.", "没有变化项。") }
  var asWritten: String { choose("As written", "原文") }
  var notes: String { choose("Notes", "备注") }
  func defaults(_ count: Int) -> String {
    choose(count == 1 ? "1 default" : "\(count) defaults", "\(count) 项默认值")
  }
  func notRun(_ reason: String) -> String {
    choose("This experiment was not run: \(reason)", "此实验未运行：\(reason)")
  }
  var notRunElsewhere: String {
    choose(
      "Its tables and figures are left out; the rest of the report is complete.",
      "其表格与图形从略；报告其余部分完整。")
  }
  func plan(variants: Int, seeds: Int) -> String {
    let runs = variants * seeds
    return choose(
      "\(variants) \(variants == 1 ? "variant" : "variants") × \(seeds) \(seeds == 1 ? "seed" : "seeds")"
        + " = \(Format.grouped(runs)) \(runs == 1 ? "run" : "runs")",
      "\(variants) 个变体 × \(seeds) 个种子 = \(Format.grouped(runs)) 次运行")
  }

  // MARK: Failures

  /// `1 of 8 diverged (epoch 3)`
  func diverged(_ count: Int, of all: Int, epochs: [Int]) -> String {
    let distinct = Set(epochs).sorted()
    let places = Self.listed(distinct)
    return choose(
      "\(count) of \(all) diverged (\(distinct.count == 1 ? "epoch" : "epochs") \(places))",
      "\(all) 次中 \(count) 次发散（第 \(places) 轮）")
  }
  func notCarriedOut(_ count: Int, of all: Int) -> String {
    choose("\(count) of \(all) not carried out", "\(all) 次中 \(count) 次未能执行")
  }
  var never: String { choose("never", "从未达到") }
  var notMeasured: String { choose("not measured", "未测") }
  var noData: String { choose("No run has numbers to show here.", "没有可显示的数值。") }

  /// At most four numbers, then their range.
  private static func listed(_ numbers: [Int]) -> String {
    numbers.count <= 4
      ? numbers.map(String.init).joined(separator: ", ") : "\(numbers[0])–\(numbers[numbers.count - 1])"
  }

  // MARK: Tables

  func table(_ number: Int) -> String { choose("Table \(number)", "表 \(number)") }
  var variant: String { choose("Variant", "变体") }
  var mean: String { choose("mean", "均值") }
  var eachSeed: String { choose("each seed", "各种子") }
  func against(_ baseline: String) -> String { choose("Against \(baseline)", "与 \(baseline) 相比") }
  var difference: String { choose("difference", "差值") }
  var differenceSign: String { "Δ" }
  func differenceFrom(_ baseline: String) -> String { choose("Δ from \(baseline)", "与 \(baseline) 之差") }
  var interval: String { choose("95 % interval", "95 % 区间") }
  var range: String { choose("range", "范围") }
  /// Head of the column that counts seeds; a metric without a better side is merely higher.
  func wonSeeds(_ metric: MetricName?) -> String {
    metric?.hasDirection == false ? choose("higher on", "较高") : choose("better on", "胜出")
  }
  var adjustedP: String { "p" }
  var effectSizes: String { choose("Effect sizes against the baseline", "相对基线的效应量") }
  var pairedR: String { choose("paired r", "配对 r") }
  var interquartileMean: String { choose("interquartile mean", "四分位均值") }
  var count: String { "n" }
  var verdict: String { choose("Verdict", "结论") }
  var isBaseline: String { choose("baseline", "基线") }
  var reference: String { choose("reference", "参照") }
  var higher: String { choose("higher", "更高") }
  var lower: String { choose("lower", "更低") }
  var noDifference: String { choose("no detectable difference", "未检出差异") }
  var exploratory: String { choose("exploratory", "探索性") }
  var notTested: String { choose("not tested", "未检验") }
  var better: String { choose("higher is better", "越高越好") }
  var betterLower: String { choose("lower is better", "越低越好") }
  func won(_ wins: Double, of all: Int) -> String { "\(Format.shortest(wins)) / \(all)" }
  func seedCount(_ present: Int, of all: Int) -> String { "\(present) / \(all)" }
  func moreRows(_ count: Int) -> String { choose("\(count) more rows", "其余 \(count) 行") }
  func averaged(over factors: [String]) -> String {
    choose(
      "Each row is the average over \(factors.joined(separator: " and ")), seed by seed.",
      "每行为按种子对 \(factors.joined(separator: "、")) 取的平均。")
  }

  func tableMeaning(seeds: Int, fewest: Int) -> String {
    if seeds == 1 {
      return choose("One seed: single values, exploratory.", "单个种子：单一数值，仅供探索。")
    }
    if seeds < fewest {
      return choose(
        "Mean ± half-width of the 95 % t interval over \(seeds) seeds. Exploratory: below \(fewest) seeds"
          + " no test can reach the level, so no verdict is given.",
        "\(seeds) 个种子的均值 ± 95 % t 区间半宽。探索性：少于 \(fewest) 个种子时检验不可能达到显著性水平，故不下结论。"
      )
    }
    return choose(
      "Mean ± half-width of the 95 % t interval over \(seeds) seeds.", "\(seeds) 个种子的均值 ± 95 % t 区间半宽。")
  }
  func comparisonMeaning(baseline: String, comparisons: Int) -> String {
    let family =
      comparisons == 1
      ? choose("p from the exact sign-flip test", "p 来自精确符号翻转检验")
      : choose(
        "p Holm-adjusted for \(comparisons) comparisons, intervals each for itself",
        "p 经 Holm 校正（\(comparisons) 个比较），区间未校正")
    return choose(
      "Differences from \(baseline) are paired by seed; \(family).", "与 \(baseline) 的差值按种子配对；\(family)。")
  }
  var boldMeaning: String {
    choose("Bold: the best and what can't be told from it.", "粗体：最佳者及与其无法区分者。")
  }
  var boldLegend: String { choose("the best and what can't be told from it", "最佳者及与其无法区分者") }
  var nobodyBold: String {
    choose("No variant can be told from the best, so none is marked.", "没有变体可与最佳者区分，故不作标记。")
  }
  func detectable(_ amount: String, variant: String, seeds: Int) -> String {
    choose(
      "\(seeds) seeds would probably (80 %) have shown a difference of \(amount) for \(variant).",
      "若 \(variant) 的差异达到 \(amount)，\(seeds) 个种子很可能（80 %）会检出。")
  }
  var failedMeaning: String {
    choose(
      "Failed seeds have no value: means and differences are over the others, and a variant with any is not tested.",
      "失败的种子没有数值：均值与差值取自其余种子，含失败种子的变体不作检验。")
  }
  func defaultCaption(_ experiment: String) -> String {
    choose("Results of \(experiment).", "\(experiment) 的结果。")
  }

  // MARK: Figures

  func figure(_ number: Int) -> String { choose("Figure \(number)", "图 \(number)") }
  var epoch: String { choose("epoch", "轮次") }
  func dataBehind(_ number: Int) -> String { choose("Data behind Figure \(number)", "图 \(number) 的数据") }
  func textVersion(_ number: Int) -> String {
    choose("Plain-text version of Figure \(number)", "图 \(number) 的纯文本版")
  }
  func finalValue(_ metric: String) -> String { choose("Final \(metric)", "最终 \(metric)") }
  func pairedDifference(_ baseline: String) -> String {
    choose("Difference from \(baseline), same seeds", "与 \(baseline) 的差值（相同种子）")
  }
  func curveMeaning(seeds: Int, isLog: Bool, hasBand: Bool, hasLines: Bool) -> String {
    guard seeds > 1 else { return choose("One seed; no smoothing.", "单个种子；未平滑。") }
    let mean =
      isLog
      ? choose(
        "geometric mean over \(seeds) seeds (the axis is logarithmic)", "\(seeds) 个种子的几何均值（对数轴）")
      : choose("mean over \(seeds) seeds", "\(seeds) 个种子的均值")
    var parts = [choose("Thick line: \(mean).", "粗线：\(mean)。")]
    if hasBand { parts.append(choose("Band: pointwise 95 % t interval.", "色带：逐点 95 % t 区间。")) }
    if hasLines { parts.append(choose("Thin lines: single seeds.", "细线：各种子。")) }
    parts.append(choose("No smoothing.", "未平滑。"))
    return parts.joined(separator: language == .zh ? "" : " ")
  }
  func dotMeaning(seeds: Int, hasDifferences: Bool) -> String {
    let left = choose(
      "Mean (filled), 95 % t interval (bar) and each seed (open).", "均值（实心）、95 % t 区间（横条）与各种子（空心）。")
    guard hasDifferences else { return left }
    return left
      + choose(
        " Right: the same runs as differences from the baseline, seed by seed, with the exact interval.",
        "右：相同运行与基线逐种子之差及精确区间。")
  }
  func divergedRuns(_ text: String) -> String { choose("Diverged: \(text).", "发散：\(text)。") }
  func curveTitle(_ metric: String, experiment: String) -> String {
    choose("\(metric) over training, \(experiment)", "\(experiment) 训练中的 \(metric)")
  }
  func dotTitle(_ metric: String, experiment: String) -> String {
    choose("Final \(metric), \(experiment)", "\(experiment) 的最终 \(metric)")
  }
  func scatterTitle(_ experiment: String) -> String {
    choose("The data of \(experiment)", "\(experiment) 的数据")
  }
  func boundaryTitle(_ experiment: String) -> String {
    choose("Decision boundaries of \(experiment)", "\(experiment) 的决策边界")
  }
  func samplesTitle(_ experiment: String) -> String {
    choose("Samples of \(experiment)", "\(experiment) 的样本")
  }
  func classLabel(_ name: String) -> String { choose("class \(name)", "类别 \(name)") }
  func pointsMeaning(_ count: Int, seed: Int) -> String {
    choose(
      "\(Format.grouped(count)) training points of seed \(seed).",
      "种子 \(seed) 的 \(Format.grouped(count)) 个训练点。")
  }
  func boundaryMeaning(seeds: Int, metric: String) -> String {
    choose(
      "Lines: the boundary that each of \(seeds) seeds learned, with the points of the first. Numbers: mean \(metric)."
        + " Same axes in every panel.",
      "曲线：\(seeds) 个种子各自学到的边界；点取自第一个种子。数字：\(metric) 均值。各图坐标相同。")
  }
  func boundaryMeaningMany(seeds: Int, metric: String) -> String {
    choose(
      "Lines: where the predicted class changes, for each of \(seeds) seeds, with the points of the first. Numbers:"
        + " mean \(metric). Same axes in every panel.",
      "曲线：\(seeds) 个种子各自预测类别改变之处；点取自第一个种子。数字：\(metric) 均值。各图坐标相同。")
  }
  func boundaries(_ count: Int) -> String {
    choose(count == 1 ? "1 boundary" : "\(count) boundaries", "\(count) 条边界")
  }
  func points(_ count: Int) -> String {
    choose("\(Format.grouped(count)) \(count == 1 ? "point" : "points")", "\(Format.grouped(count)) 个点")
  }
  func modes(_ count: String) -> String {
    choose("\(count) \(count == "1" ? "mode" : "modes")", "\(count) 个模式")
  }
  func samplesMeaning(seed: Int) -> String {
    choose(
      "Generated points of seed \(seed) over the target's contour; the percentage is of points near a mode. Same axes in every panel.",
      "种子 \(seed) 的生成点与目标分布等高线。各图坐标相同。")
  }
  func atEpoch(_ epoch: Int) -> String { choose("epoch \(epoch)", "第 \(epoch) 轮") }
  var target: String { choose("target", "目标") }
  var generated: String { choose("generated", "生成") }
  func meanProbability(_ name: String) -> String {
    choose("mean predicted probability of \(name)", "\(name)的平均预测概率")
  }
  var noWeights: String { choose("the runs kept no weights", "运行未保留权重") }
  func onlyFor(_ reason: String) -> String { choose("Not drawn: \(reason).", "未绘制：\(reason)。") }
  var needsTwoInputs: String { choose("it needs data with two inputs", "需要两个输入的数据") }
  var needsSamples: String { choose("no samples were kept", "没有保留样本") }
  func geometricMean(_ metric: String) -> String { metric }

  func seedTip(_ seed: Int) -> String { choose("seed \(seed)", "种子 \(seed)") }
  func divergedAt(_ epoch: Int) -> String { choose("diverged at epoch \(epoch)", "第 \(epoch) 轮发散") }
  func seedCountOf(_ count: Int, _ all: Int) -> String {
    choose("\(count) of \(all) seeds", "\(all) 个种子中的 \(count) 个")
  }
  func betterOn(_ wins: Double, of all: Int, _ metric: MetricName) -> String {
    metric.hasDirection
      ? choose("better on \(Format.shortest(wins)) of \(all)", "\(all) 中胜 \(Format.shortest(wins))")
      : choose("higher on \(Format.shortest(wins)) of \(all)", "\(all) 中 \(Format.shortest(wins)) 次较高")
  }
  func differenceOf(_ metric: String) -> String { choose("difference of \(metric)", "\(metric) 之差") }
  func fromTo(_ name: String, _ start: String, _ end: String, epoch: Int) -> String {
    choose("\(name) from \(start) to \(end) at epoch \(epoch)", "\(name) 自 \(start) 至第 \(epoch) 轮的 \(end)")
  }
  func textKey(seeds: Int) -> String {
    seeds > 1
      ? choose("o seed   [--#--] mean and 95% t interval", "o 种子   [--#--] 均值与 95% t 区间") : ""
  }
  var failedWord: String { choose("failed", "失败") }
  var to: String { choose(" to ", " 至 ") }
  /// Between two sentences.
  var space: String { language == .zh ? "" : " " }

  // MARK: Results in the text

  var results: ResultWords { language == .zh ? .chinese : .english }
  var noValue: String { choose("no value", "无数值") }

  // MARK: Index

  var indexTitle: String { choose("Experiments", "实验") }
  func reportCount(_ count: Int) -> String {
    choose(count == 1 ? "1 report" : "\(count) reports", "\(count) 篇报告")
  }
  func notRunCount(_ count: Int) -> String {
    choose(count == 1 ? "1 experiment not run" : "\(count) experiments not run", "\(count) 个实验未运行")
  }
  var notRunName: String { choose("Not run", "未运行") }
  func experimentCount(_ count: Int) -> String {
    choose(count == 1 ? "1 experiment" : "\(count) experiments", "\(count) 个实验")
  }
  func sparkline(_ metric: String, variant: String, epochs: Int, from start: String, to end: String) -> String
  {
    let of = variant.isEmpty ? "" : choose(" of \(variant)", "（\(variant)）")
    return choose(
      "\(metric)\(of) over \(epochs) epochs: from \(start) to \(end)",
      "\(metric)\(of)，\(epochs) 轮：自 \(start) 至 \(end)")
  }
  func resultLine(metric: String, value: String) -> String {
    choose("\(metric): \(value)", "\(metric)：\(value)")
  }
  func noBestLine(metric: String, value: String) -> String {
    choose(
      "\(metric): no variant stands out, as \(value)", "\(metric)：没有哪个变体突出，如 \(value)")
  }
  func resultLine(metric: String, value: String, equals: [String]) -> String {
    equals.isEmpty
      ? choose("Best \(metric): \(value)", "\(metric) 最佳：\(value)")
      : choose(
        "Best \(metric): \(value); not told apart: \(equals.count <= 3 ? list(equals) : "\(equals.count) others")",
        "\(metric) 最佳：\(value)；无法区分：\(equals.count <= 3 ? list(equals) : "另外 \(equals.count) 个")")
  }
}
