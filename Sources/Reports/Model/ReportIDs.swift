import Experiments

/// Ids and file stems of figures and tables.
enum ReportIDs {
  /// What a figure or table that an experiment gets by itself is called: `fig-moons`, `tbl-moons`.
  static func automaticFigure(_ experiment: String) -> String { "fig-" + experiment }
  static func automaticTable(_ experiment: String) -> String { "tbl-" + experiment }

  // What compares its variants: `fig-moons-differences`.
  static func automaticDifferences(_ experiment: String) -> String { "fig-\(experiment)-differences" }
  static func automaticFactorCurve(_ experiment: String) -> String { "fig-\(experiment)-response" }
  static func automaticHeatMap(_ experiment: String) -> String { "fig-\(experiment)-heatmap" }
  static func automaticCrossTable(_ experiment: String) -> String { "tbl-\(experiment)-cross" }

  /// What a figure without an id is called in files: `fig-moons-dot`, `fig-function`.
  static func figure(_ plan: PlotPlan) -> String {
    ["fig", plan.from, plan.type.name].filter { !$0.isEmpty }.joined(separator: "-")
  }

  /// Whether an experiment has a table or plot of its own.
  static func hasOwn(_ experiment: String, in plan: FilePlan) -> Bool {
    plan.tables.contains { $0.from == experiment } || plan.plots.contains { $0.from == experiment }
  }

  /// All that references can name.
  static func known(in plan: FilePlan) -> [String] {
    let written = plan.tables.compactMap(\.id) + plan.plots.compactMap(\.id)
    let automatic = plan.experiments.filter { !hasOwn($0.id, in: plan) }
      .flatMap { [automaticFigure($0.id), automaticTable($0.id)] }
    return written + automatic.filter { !written.contains($0) }
  }

  /// Letters, digits, hyphens and underscores: safe as a file's name and in an address.
  static func slug(_ text: String) -> String {
    var slug = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", "-", "_": slug.unicodeScalars.append(scalar)
      default: slug += "-"
      }
    }
    return slug.allSatisfy { $0 == "-" } ? "figure" : slug
  }
}
