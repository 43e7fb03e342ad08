import Diagnostics

// What figures say of themselves: titles, and how to read them.

extension Words {
  var run: String { choose("run", "运行") }
  func runCount(_ count: Int) -> String { choose(count == 1 ? "1 run" : "\(count) runs", "\(count) 次运行") }
  func variantsLeftOut(_ count: Int) -> String {
    choose("\(count) variants without a value are left out.", "省略了 \(count) 个没有数值的变体。")
  }
  func panelsLeftOut(_ count: Int) -> String {
    choose("\(count) more are not drawn; name some with y.", "另有 \(count) 个未绘制；可用 y 指定。")
  }

  // MARK: Scatter

  func metricScatterTitle(_ x: String, _ y: String, experiment: String) -> String {
    choose("\(y) against \(x), \(experiment)", "\(experiment) 的 \(y) 与 \(x)")
  }
  var metricScatterMeaning: String {
    choose("A point for every run that ended well.", "每个正常结束的运行一个点。")
  }

  // MARK: Box

  func boxTitle(_ metric: String, experiment: String) -> String {
    choose("Final \(metric) over seeds, \(experiment)", "\(experiment) 各种子的最终 \(metric)")
  }
  var stripMeaning: String { choose("Every seed (open) and the median (bar).", "各种子（空心）与中位数（竖条）。") }
  var boxMeaning: String {
    choose(
      "Box from the first to the third quartile, median (bar), whiskers to the last values within 1.5 times"
        + " the box's length, values beyond them (open).",
      "箱体为第一至第三四分位数，竖条为中位数，须线至 1.5 倍箱长以内的最远值，空心点在其外。")
  }
  func boxKey(isBox: Bool) -> String {
    isBox
      ? choose("|--[==#==]--| whiskers, quartiles, median    o beyond", "|--[==#==]--| 须、四分位、中位数    o 离群")
      : choose("o seed    # median", "o 种子    # 中位数")
  }
  func medianOf(_ value: String) -> String { choose("median \(value)", "中位数 \(value)") }
  var median: String { choose("median", "中位数") }
  var minimum: String { choose("minimum", "最小值") }
  var maximum: String { choose("maximum", "最大值") }
  var firstQuartile: String { choose("first quartile", "第一四分位数") }
  var thirdQuartile: String { choose("third quartile", "第三四分位数") }
  /// Least, quartiles, greatest.
  func fiveNumbers(_ numbers: [String]) -> String {
    choose(
      "median \(numbers[2]), quartiles \(numbers[1]) and \(numbers[3]), range \(numbers[0]) to \(numbers[4])",
      "中位数 \(numbers[2])，四分位 \(numbers[1]) 与 \(numbers[3])，范围 \(numbers[0]) 至 \(numbers[4])")
  }

  // MARK: Gradient flow

  func gradientFlowTitle(_ experiment: String) -> String {
    choose("Gradients by layer, \(experiment)", "\(experiment) 各层的梯度")
  }
  var gradientNorm: String { choose("norm of the gradient", "梯度范数") }
  var layersInOrder: String { choose("layer, input to output", "层，自输入至输出") }
  var needsGradients: String { choose("the runs recorded no gradients", "运行未记录梯度") }
  func firstToLast(_ first: String, _ last: String) -> String {
    choose("\(first) at the first layer, \(last) at the last", "首层 \(first)，末层 \(last)")
  }
  func gradientFlowMeaning(hasBand: Bool) -> String {
    choose(
      "Line: median over recorded epochs and seeds" + (hasBand ? "; band: least to greatest." : "."),
      "线：各记录轮次与种子的中位数" + (hasBand ? "；带：最小至最大。" : "。"))
  }

  // MARK: Histogram

  func histogramTitle(_ names: String, experiment: String) -> String {
    names.isEmpty
      ? choose("Distributions over training, \(experiment)", "\(experiment) 训练中的分布")
      : choose("Distribution of \(names) over training, \(experiment)", "\(experiment) 训练中 \(names) 的分布")
  }
  func histogramMeaning(seeds: Int) -> String {
    choose(
      "A ridge for each recorded epoch, first to last from above: how the values are distributed"
        + (seeds > 1 ? ", averaged over \(seeds) seeds" : "")
        + ". Same bins and one scale of height in a panel.",
      "每个记录轮次一条脊线，自上而下由先到后：数值的分布"
        + (seeds > 1 ? "，对 \(seeds) 个种子取平均" : "") + "。同一图内分箱与高度一致。")
  }
  var needsRecord: String { choose("the runs recorded no such tensor", "运行未记录此类张量") }
  func zeroShare(_ share: String) -> String { choose("\(share) zeros", "\(share) 为零") }
  func valuesOf(_ name: String) -> String { choose("value of \(name)", "\(name) 的值") }
  func distributionSummary(
    _ name: String, _ first: (epoch: String, half: String)?, _ last: (epoch: String, half: String)?
  ) -> String {
    guard let first, let last else { return name + "." }
    return choose(
      "\(name): middle half \(first.half) at epoch \(first.epoch), \(last.half) at epoch \(last.epoch).",
      "\(name)：中间一半在第 \(first.epoch) 轮为 \(first.half)，第 \(last.epoch) 轮为 \(last.half)。")
  }
  var tensor: String { choose("tensor", "张量") }
  var middleHalf: String { choose("middle half", "中间一半") }
  var zeros: String { choose("zeros", "零值") }

  // MARK: Function

  func functionTitle(_ names: String) -> String { choose("The functions \(names)", "函数 \(names)") }
  var functionMeaning: String { choose("Same axes in every panel.", "各图坐标相同。") }
  var functionItself: String { choose("function", "函数") }
  var derivative: String { choose("derivative", "导数") }
  var function: String { choose("function", "函数") }
  var slope: String { choose("slope", "斜率") }

  // MARK: Confusion

  func confusionTitle(_ experiment: String) -> String {
    choose("Confusion of classes, \(experiment)", "\(experiment) 的类别混淆")
  }
  var trueByPredicted: String { choose("true (down) and predicted (across)", "真实（纵）与预测（横）") }
  func rightShare(_ share: String) -> String { choose("\(share) right", "正确 \(share)") }
  var diagonalKey: String { choose("[n] told right", "[n] 判断正确") }
  func confusionTip(_ truth: String, _ predicted: String, _ count: String, _ share: String) -> String {
    choose(
      "true \(truth), predicted \(predicted): \(count), \(share) of the class",
      "真实 \(truth)，预测 \(predicted)：\(count)，占该类 \(share)")
  }
  func confusionMeaning(part: String, seeds: Int) -> String {
    choose(
      "Rows of the \(part) part by true class (down) and predicted class (across)"
        + (seeds > 1 ? ", mean over \(seeds) seeds" : "")
        + "; shaded by the share of the true class, the diagonal outlined.",
      "\(part) 部分按真实类别（纵）与预测类别（横）计数" + (seeds > 1 ? "，对 \(seeds) 个种子取平均" : "")
        + "；深浅为占真实类别的比例，对角线加框。")
  }
  func confusionPairsMeaning(_ classes: Int) -> String {
    choose(
      "\(classes) classes are too many for a matrix: the pairs that are confused most often stand below.",
      "\(classes) 个类别过多，不绘矩阵：下表为最常混淆的类别对。")
  }

  // MARK: ROC and precision-recall

  func rankingTitle(_ experiment: String) -> String {
    choose("ROC and precision-recall curves, \(experiment)", "\(experiment) 的 ROC 与精确率-召回率曲线")
  }
  var areaUnderROC: String { choose("ROC, area under it", "ROC 曲线下面积") }
  var averagePrecision: String { choose("precision-recall, average precision", "精确率-召回率，平均精确率") }
  var falsePositiveRate: String { choose("false positive rate", "假阳性率") }
  var truePositiveRate: String { choose("true positive rate", "真阳性率") }
  var precision: String { choose("precision", "精确率") }
  func rankingMeaning(part: String, seeds: Int, classes: Int) -> String {
    let many = choose(
      " Each class against the rest, averaged.", "各类别与其余类别相比，取平均。")
    return choose(
      "On the \(part) part"
        + (seeds > 1 ? ": mean over \(seeds) seeds at each rate, with the 95 % t interval" : "")
        + ". Grey: a random score.",
      "\(part) 部分" + (seeds > 1 ? "：各处对 \(seeds) 个种子取平均，带为 95 % t 区间" : "") + "。灰线：随机评分。")
      + (classes > 2 ? many : "")
  }

  // MARK: Calibration

  func calibrationTitle(_ experiment: String) -> String {
    choose("Calibration of \(experiment)", "\(experiment) 的校准")
  }
  var reliability: String { choose("reliability", "可靠性") }
  var calibrationError: String { choose("expected calibration error", "期望校准误差") }
  var confidence: String { choose("confidence", "置信度") }
  var confidenceUpTo: String { choose("confidence up to", "置信度至") }
  var shareRight: String { choose("share right", "正确比例") }
  var rowsByConfidence: String { choose("rows by confidence", "按置信度的行数") }
  func calibrationMeaning(part: String, seeds: Int, bins: Int, fewest: Int) -> String {
    choose(
      "Predictions of the \(part) part in \(bins) bins of confidence: the share that is right"
        + (seeds > 1 ? ", mean over \(seeds) seeds with the 95 % t interval" : "")
        + ", against mean confidence. On the diagonal confidence is what it says; below it the model is too sure."
        + " Bins with fewer than \(fewest) predictions in all are not drawn.",
      "\(part) 部分的预测按置信度分 \(bins) 箱：正确比例" + (seeds > 1 ? "（\(seeds) 个种子的均值及 95 % t 区间）" : "")
        + "与平均置信度。在对角线上置信度名副其实；其下则过于自信。预测总数少于 \(fewest) 的箱不绘。")
  }

  // MARK: Images

  func imagesTitle(_ choice: String, experiment: String) -> String {
    switch choice {
    case "mistakes": choose("Most confident mistakes, \(experiment)", "\(experiment) 最自信的错误")
    case "samples": choose("Generated images, \(experiment)", "\(experiment) 生成的图像")
    default: choose("Images of \(experiment)", "\(experiment) 的图像")
    }
  }
  func imagesMeaning(_ choice: String, seed: Int) -> String {
    switch choice {
    case "mistakes":
      choose(
        "True → predicted class, the surest first; seed \(seed).", "真实 → 预测类别，按置信度由高到低；种子 \(seed)。")
    case "samples":
      choose("The same latent points at every epoch; seed \(seed).", "各轮使用相同的潜变量；种子 \(seed)。")
    default: choose("The first training rows of seed \(seed).", "种子 \(seed) 的首批训练行。")
    }
  }
  var needsImages: String { choose("its rows are no images", "数据行不是图像") }
  var noMistakes: String { choose("there are no mistakes, or no weights", "没有错误，或没有权重") }
  func wrongOf(_ wrong: Int, _ all: Int) -> String {
    choose(
      "\(Format.grouped(wrong)) of \(Format.grouped(all)) wrong",
      "\(Format.grouped(all)) 中错 \(Format.grouped(wrong))")
  }
  func imageCount(_ count: Int) -> String { choose("\(count) images", "\(count) 幅图像") }
  var trainingRows: String { choose("training rows", "训练行") }

  // MARK: Model

  func modelTitle(_ experiment: String) -> String {
    choose("The networks of \(experiment)", "\(experiment) 的网络")
  }
  func modelMeaning(_ counts: String) -> String {
    choose(
      "Boxes are layers; arrows tell the widths before and after, and how many numbers are learned. In all \(counts).",
      "方框为层；箭头标明前后宽度与学习的参数量。共 \(counts)。")
  }
  func modelsLeftOut(_ count: Int) -> String {
    choose("\(count) more architectures are not drawn.", "另有 \(count) 种结构未绘制。")
  }
  var noModels: String { choose("the data cannot be read", "无法读取数据") }
  var samplesWord: String { choose("samples", "样本") }
  func parameterCount(_ count: Int) -> String { parameterCount(Format.grouped(count)) }
  func parameterCount(_ count: String) -> String {
    choose(count == "1" ? "1 parameter" : "\(count) parameters", "\(count) 个参数")
  }
  func inputOf(_ width: Int) -> String { choose("input \(width)", "输入 \(width)") }
  var layer: String { choose("layer", "层") }
  var components: String { choose("components", "组件") }
  var inputs: String { choose("inputs", "输入") }
  var outputs: String { choose("outputs", "输出") }

  // MARK: Parallel coordinates

  func parallelTitle(_ metric: String, experiment: String) -> String {
    choose("\(metric) over all factors, \(experiment)", "\(experiment) 各因素与 \(metric)")
  }
  var bestTenth: String { choose("best tenth", "最佳十分之一") }
  func logAxes(_ names: [String]) -> String {
    choose("Logarithmic: \(names.joined(separator: ", ")).", "对数轴：\(names.joined(separator: "、"))。")
  }
  func parallelSummary(_ metric: String, _ count: Int, _ best: [String]) -> String {
    choose(
      "\(count) variants; best by \(metric): \(best.joined(separator: "; ")).",
      "\(count) 个变体；按 \(metric) 最佳：\(best.joined(separator: "；"))。")
  }
  func parallelMeaning(seeds: Int, best: Int, hasDirection: Bool) -> String {
    choose(
      "A line for each variant" + (seeds > 1 ? ", its metric the mean over \(seeds) seeds" : "")
        + ". In colour the \(best) best" + (hasDirection ? "; better is up." : "."),
      "每个变体一条线" + (seeds > 1 ? "，指标为 \(seeds) 个种子的均值" : "") + "。彩色为最佳的 \(best) 个"
        + (hasDirection ? "；向上为优。" : "。"))
  }
}
