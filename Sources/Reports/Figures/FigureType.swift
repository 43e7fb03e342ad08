import Experiments
import Plots

/// A type of plot with what draws it. All of one stands in one file of this folder; `FigureTypes.all` names it.
protocol FigureType: PlotType {
  /// Whether runs that diverged have no part in it and no mark of their own: they are then named below it.
  static var leavesOutDiverged: Bool { get }
  static func drawing(_ context: FigureContext) -> FigureDrawing
}

extension FigureType {
  static var leavesOutDiverged: Bool { needsParameters }
}

/// A type whose figures are values: drawn step by step from one context.
protocol FigureOfContext: FigureType {
  var context: FigureContext { get }
  init(context: FigureContext)
  func drawing() -> FigureDrawing
}

extension FigureOfContext {
  static func drawing(_ context: FigureContext) -> FigureDrawing { Self(context: context).drawing() }

  var results: ExperimentResults { context.results }
  var plan: PlotPlan { context.plan }
  var words: Words { context.words }
  var probe: (any ModelProbe)? { context.probe }
  var seeds: [Int] { results.plan.seeds }
}

/// What a figure is drawn from.
struct FigureContext: Sendable {
  /// Of the experiment that it shows; nil for a type that needs none.
  let experiment: ExperimentResults?
  let plan: PlotPlan
  /// The figure's slug.
  let id: String
  let words: Words
  let alpha: Double
  let probe: (any ModelProbe)?

  /// A figure that cannot be drawn, and why.
  func refused(_ title: String, _ reason: String) -> FigureDrawing {
    FigureDrawing(title: title, figure: nil, meaning: words.onlyFor(reason))
  }

  /// At most so many variants are drawn where each takes room of its own.
  static let mostVariants = 12

  /// The first of the variants, as many as are drawn.
  var variants: ArraySlice<Variant> { results.plan.variants.prefix(Self.mostVariants) }

  /// That there are more, in words; empty where there are not.
  var leftOut: String {
    let left = results.plan.variants.count - Self.mostVariants
    return left > 0 ? words.panelsLeftOut(left) : ""
  }

  /// Its results, for types that need an experiment.
  var results: ExperimentResults {
    guard let experiment else {
      preconditionFailure("a plot of type '\(plan.type.name)' without an experiment")
    }
    return experiment
  }
}

extension PlotPlan {
  /// Whether intervals are drawn as bands. Of two seeds the 95 % t interval is 13 times as wide as the seeds lie apart:
  /// it would press all lines flat and tell nothing that they do not.
  func showsBand(seeds: Int) -> Bool { band && seeds >= 3 }
}

/// The catalog of plot types.
package enum FigureTypes {
  /// The first is the type of a plot that names none.
  static let all: [any FigureType.Type] = [
    CurveFigure.self,
    DotFigure.self,
    ScatterFigure.self,
    SamplesFigure.self,
    DecisionBoundaryFigure.self,
    HeatMapFigure.self,
    BoxFigure.self,
    HistogramFigure.self,
    FunctionFigure.self,
    ConfusionFigure.self,
    RankingFigure.self,
    CalibrationFigure.self,
    GradientFlowFigure.self,
    ImagesFigure.self,
    ParallelFigure.self,
    ModelFigure.self,
  ]

  /// For `FilePlan.decode`.
  package static let plotTypes: [any PlotType.Type] = all.map { $0 }

  /// The type of a name that the catalog has.
  package static func type(_ name: String) -> any PlotType.Type {
    guard let type = all.first(where: { $0.name == name }) else {
      preconditionFailure("no plot type '\(name)' in the catalog")
    }
    return type
  }

  static func drawing(_ context: FigureContext) -> FigureDrawing {
    guard let type = all.first(where: { context.plan.isOf($0) }) else {
      preconditionFailure("no plot type '\(context.plan.type.name)' in the catalog")
    }
    let drawing = type.drawing(context)
    var graphic = drawing.graphic
    if let width = context.plan.width, case .figure(var figure)? = graphic {
      figure.width = Double(width)
      graphic = .figure(figure)
    }
    let diverged = type.leavesOutDiverged ? context.experiment?.divergedNote(context.words) : nil
    return FigureDrawing(
      title: drawing.title, graphic: graphic,
      meaning: context.words.sentences([drawing.meaning, diverged ?? ""]), data: drawing.data)
  }
}
