/// The look of figures as CSS: with variables for pages, with literal colours inside standalone files.
package enum SVGStyle {
  /// Everything the inline skin needs, once per page: variables for both themes and the rules. A page may set
  /// the variables itself, after it; series colours that it changes must keep 4.5:1 on its paper.
  package static let stylesheet: String =
    ":root{" + variables(\.light) + "}\n@media screen and (prefers-color-scheme:dark){:root{"
    + variables(\.dark) + "}}\n" + rules { "var(\($0.variable))" } + pageRules
    + FlowChartStyle.rules { "var(\($0.variable))" } + FlowChartStyle.pageRules

  // For standalone files, in which `var()` would be painted black by librsvg.
  static let light = rules { $0.light }
  static let dark = rules { $0.dark }

  static let fontFamily = "system-ui,-apple-system,'Segoe UI','Helvetica Neue',Arial,sans-serif"

  private static func variables(_ theme: KeyPath<PlotColour, String>) -> String {
    PlotColour.allCases.map { "\($0.variable):\($0[keyPath: theme])" }.joined(separator: ";")
  }

  private static func rules(_ colour: (PlotColour) -> String) -> String {
    let halo = "paint-order:stroke;stroke:\(colour(.paper));stroke-width:3.5px;stroke-linejoin:round"
    var rules = [
      "text{fill:\(colour(.ink));font-variant-numeric:tabular-nums}",
      ".tick,.ax,.note{font-size:12px;fill:\(colour(.muted))}",
      ".pt,.lab{font-size:13px;font-weight:600}",
      ".row{font-size:13px}",
      ".halo,.lab{\(halo)}",
      ".grid{stroke:\(colour(.grid));fill:none}",
      ".base,.rule,.lead{stroke:\(colour(.line));fill:none}",
      ".lead{stroke-width:.8}",
      ".frame{stroke:\(colour(.frame));fill:none}",
      ".ln,.ctx,.thin,.bnd,.outline,.comp,.ci,.fail{fill:none;stroke-linejoin:round}",
      ".ln{stroke-width:2}",
      ".thin{stroke-width:.7;opacity:.32}",
      ".ctx{stroke:\(colour(.line));stroke-width:1;opacity:.6}",
      ".bnd{stroke-width:1.25;opacity:.85}",
      ".outline{stroke:\(colour(.line));stroke-width:1.2}",
      ".comp{stroke:\(colour(.muted));stroke-width:1.6}",
      ".dash,.comp{stroke-dasharray:5 3.2}",
      ".ci{stroke-width:3.2}",
      ".fail{stroke-width:2.2;stroke-linecap:round}",
      ".band{opacity:.15}",
      ".mean{stroke:\(colour(.paper));stroke-width:1.4;paint-order:stroke}",
      ".seed{fill:\(colour(.paper));stroke-width:1.2}",
      ".paper{fill:\(colour(.paper))}",
      ".z{fill:\(colour(.field));fill-opacity:.08;fill-rule:evenodd}",
      ".full{fill:\(colour(.point));fill-opacity:.62}",
      ".hollow{fill:\(colour(.paper));stroke:\(colour(.point));stroke-width:.8;stroke-opacity:.75}",
      ".cell{fill:\(colour(.series1))}",
      ".cell.none{fill:none;stroke:\(colour(.grid))}",
      ".cell.ring{stroke:\(colour(.ink));stroke-width:1.8}",
      ".val{font-size:12px}",
      ".strong{font-weight:700}",
      ".many{fill:none;stroke-linecap:round;stroke-opacity:.6}",
      ".kp{stroke:\(colour(.point))}",
      ".cloud{fill-opacity:.7}",
    ]
    for (index, series) in PlotColour.series.enumerated() {
      rules.append(".f\(index + 1){fill:\(colour(series))}")
      rules.append(".k\(index + 1){stroke:\(colour(series))}")
    }
    return rules.map { rule in
      let brace = rule.firstIndex(of: "{") ?? rule.endIndex
      let selectors = rule[..<brace].split(separator: ",").map { ".plot " + $0 }
      return selectors.joined(separator: ",") + rule[brace...] + "\n"
    }.joined()
  }

  /// Panels flow beside each other and wrap on narrow screens.
  private static let pageRules = """
    .plots{display:grid;gap:1rem 1.6rem;align-items:start}
    .plots-1{grid-template-columns:minmax(0,1fr)}
    .plots-2{grid-template-columns:repeat(auto-fit,minmax(min(100%,350px),1fr))}
    .plots-3{grid-template-columns:repeat(auto-fit,minmax(max(min(100%,220px),33% - 1.1rem),1fr))}
    .plots-4{grid-template-columns:repeat(auto-fit,minmax(max(150px,25% - .9rem),1fr))}
    .plot-head{grid-column:1/-1;margin:0;font-size:.875rem;font-weight:600}
    .plots-3,.plots-4{gap:1rem .9rem}
    svg.plot{display:block;width:100%;height:auto;max-width:560px}
    .plots[style] svg.plot{max-width:none}
    .plots-3 svg.plot{max-width:380px}
    .plots-4 svg.plot{max-width:300px}
    .plot-key{display:flex;flex-wrap:wrap;gap:.2rem 1.3rem;font-size:.8125rem;list-style:none;padding:0}
    .plot-key{color:var(--plot-muted);margin:.5rem 0 .7rem}
    .plot-key li{display:flex;align-items:center;gap:.4rem}
    .plot-key svg{flex:none;width:auto;max-width:none}

    """
}
