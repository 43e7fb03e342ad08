import ArgumentParser
import Diagnostics
import Experiments
import Foundation
import Learning
import Plots

struct FindLearningRate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "find-lr",
    abstract: "Try a network at growing learning rates, and show where its loss falls and where it explodes.",
    discussion: """
      The range test of Smith (2017): one step a batch, at rates that grow by the same factor from --low to --high, \
      until the smoothed loss is four times its best. A rate on the steep part of the curve is a good one; past the \
      lowest point it is too large. Nothing is stored.
      """)

  @OptionGroup var options: ExportOptions

  @OptionGroup var textPlots: TextPlotOptions

  @Option(help: "The rate of the first step.")
  var low = 1e-7

  @Option(help: "The rate of the last step.")
  var high = 10.0

  @Option(help: "How many rates.")
  var steps = 100

  func validate() throws {
    guard low > 0, low.isFinite else {
      throw ValidationError("--low must be greater than 0, not \(Format.shortest(low))")
    }
    guard high > low, high.isFinite else {
      throw ValidationError(
        "--high must be greater than --low, \(Format.shortest(low)), not \(Format.shortest(high))")
    }
    guard (10...100_000).contains(steps) else {
      throw ValidationError("--steps must be at least 10 and at most 100,000, not \(steps)")
    }
  }

  func run() async throws {
    let source = try ExportSource(options)
    let finding: LearningRateFinder.Finding
    do throws(ExportError) {
      finding = try source.run.findLearningRate(
        LearningRateFinder(low: low, high: high, steps: steps), baseDirectory: source.file.baseDirectory,
        environment: ProcessInfo.processInfo.environment)
    } catch {
      throw source.failure(error)
    }
    source.console.print(text(finding, of: source.run))
  }

  private func text(_ finding: LearningRateFinder.Finding, of run: ExportedRun) -> String {
    let points = finding.points
    let last = points.last?.rate ?? low
    let ended =
      points.count == steps
      ? "no explosion up to \(Format.significant(last, 2))"
      : "the loss exploded past a rate of \(Format.significant(last, 2))"
    let name =
      run.experiment.variants.count > 1 ? "\(run.experiment.id)[\(run.variant.label)]" : run.experiment.id
    var lines = ["\(name), seed \(run.seed): \(points.count) of \(steps) rates; \(ended)", ""]
    if points.count >= 3 {
      let figure = Figure.functions(
        id: "find-lr", title: "Loss by learning rate",
        x: Axis("learning rate", scale: .log, isPadded: false), y: Axis("smoothed loss"),
        panels: [
          FunctionPanel(
            Series("Loss", 0), function: points.map { Point($0.rate, $0.smoothed) }, functionLabel: "loss")
        ])
      lines += [figure.text(textPlots.format)]
    }
    if let steepest = finding.steepest {
      lines.append("steepest fall at  \(Format.significant(steepest, 2))")
    }
    if let tenth = finding.tenthOfLowest {
      lines.append("lowest loss / 10  \(Format.significant(tenth, 2))")
    }
    if finding.steepest == nil, finding.tenthOfLowest == nil {
      lines.append("the loss never fell: try a smaller --low")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
