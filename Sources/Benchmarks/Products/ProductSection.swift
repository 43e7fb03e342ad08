import Diagnostics
import Tensors

/// The matrix products of all trainings, as a section.
enum ProductSection {
  /// Sums of up to a thousand products in another order differ by less.
  private static let largestDifference = 1e-4

  static func text(_ context: Context) -> String {
    let benchmark = ProductBenchmark(repetitions: context.options.repetitions)
    let results = ProductShape.all(in: TrainingWork.all).map { shape in
      context.progress("products: \(shape.form.formula) \(shape.m) x \(shape.n), k = \(shape.k)")
      return benchmark.run(shape)
    }
    for result in results {
      if let difference = result.difference, difference > largestDifference {
        let shape = result.shape
        context.fail(
          "products: \(shape.form.formula), \(shape.m) x \(shape.n), k = \(shape.k): differs from OpenBLAS's by "
            + Format.significant(difference, 2))
      }
    }
    return """
      ## Matrix products

      GFLOP/s, one thread, kernels \(benchmark.kernels.name). \(context.medians)

      \(table(results).text)
      \(summary(results, benchmark, context).map { "- \($0)\n" }.joined())
      """
  }

  private static func table(_ results: [ProductBenchmark.Result]) -> MarkdownTable {
    var table = MarkdownTable([
      ("product", .left), ("m", .right), ("n", .right), ("k", .right), ("Ablate", .right),
      ("OpenBLAS", .right), ("Ablate / OpenBLAS", .right),
    ])
    for result in results {
      let ratio = result.openBLAS.map { Format.significant(result.ours.median / $0.median, 3) }
      table.add([
        result.shape.form.formula, "\(result.shape.m)", "\(result.shape.n)", "\(result.shape.k)",
        gigaflops(result.ours), result.openBLAS.map(gigaflops) ?? "", ratio ?? "",
      ])
    }
    return table
  }

  private static func summary(
    _ results: [ProductBenchmark.Result], _ benchmark: ProductBenchmark, _ context: Context
  ) -> [String] {
    var lines: [String] = []
    let ours = GeometricMean.of(results.map(\.ours.median))
    lines.append("Ablate, geometric mean over \(results.count) shapes: \(Format.significant(ours / 1e9, 3))")
    if let library = benchmark.openBLAS {
      let theirs = GeometricMean.of(results.compactMap(\.openBLAS?.median))
      lines.append(
        "OpenBLAS, geometric mean: \(Format.significant(theirs / 1e9, 3)); Ablate / OpenBLAS: "
          + "\(Format.significant(ours / theirs, 3)) (\(library.description))")
    } else {
      lines.append("\(OpenBLAS.library) is not installed; on Debian: apt install libopenblas0")
    }
    if let peak = ProductBenchmark.peak(repetitions: context.options.repetitions) {
      lines.append("fused multiply-adds alone, from registers to registers: \(gigaflops(peak))")
    }
    return lines
  }

  private static func gigaflops(_ rate: Spread) -> String { (rate * 1e-9).text }
}
