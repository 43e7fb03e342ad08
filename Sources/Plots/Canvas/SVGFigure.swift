/// Where a picture will be shown.
package enum SVGSkin: Hashable, Sendable {
  /// In an HTML page that holds `SVGStyle.stylesheet`: colours are CSS variables.
  case inline
  /// A file of its own, with literal colours and its own background.
  case light
  case dark
}

extension Figure {
  /// The figure as SVG. `.light` and `.dark` give one `<svg>` that can be a file. `.inline` gives HTML: one
  /// `<svg>` per panel inside a grid that wraps on narrow screens (so that text stays readable on phones),
  /// and the key.
  package func svg(_ skin: SVGSkin) -> String { SVGFigure(self).svg(skin) }
}

/// A figure that is laid out and drawn, for several skins: they differ in colours and in how panels are put together, not
/// in what is in them.
package struct SVGFigure: Sendable {
  private struct DrawnPanel {
    let layout: PanelLayout
    let elements: String
    /// For files, which pages show as images: nobody can point at what is in them.
    let elementsWithoutTips: String

    init(_ layout: PanelLayout) {
      self.layout = layout
      elements = SVGPanel.draw(layout)
      elementsWithoutTips = SVGWriter.withoutTips(elements)
    }
  }

  private let figure: Figure
  private let columns: Int
  private let panels: [DrawnPanel]

  package init(_ figure: Figure) {
    self.figure = figure
    let plans = PanelPlan.plans(of: figure, seriesLimit: 6)
    columns = plans.count > figure.panels.count ? 4 : figure.panelsPerRow
    let width = SVGFigure.panelWidth(perRow: columns)
    // Panels of a kind beside each other share the heights of their parts, so that their axes line up.
    func tallest(_ heights: [Double], hasRows: Bool) -> Double {
      zip(plans, heights).filter { ($0.0.panel.y.rows != nil) == hasRows }.map(\.1).max() ?? 0
    }
    let headers = plans.map { PanelHeader($0.panel, width: width) }
    let tops = [false, true].map { tallest(headers.map(\.height), hasRows: $0) }
    let layouts = zip(plans, headers).map { plan, header in
      PanelLayout(
        plan, width: width, header: header, headerHeight: tops[plan.panel.y.rows == nil ? 0 : 1],
        height: figure.panelHeight)
    }
    let heights = [false, true].map { tallest(layouts.map(\.bodyHeight), hasRows: $0) }
    panels = layouts.map { layout in
      let panel = layout.plan.panel
      let height = heights[panel.y.rows == nil ? 0 : 1]
      let shared =
        layout.bodyHeight == height || panel.equalAspect
        ? layout
        : PanelLayout(
          layout.plan, width: width, header: layout.header, headerHeight: layout.plot.top, height: height)
      return DrawnPanel(shared)
    }
  }

  package func svg(_ skin: SVGSkin) -> String {
    skin == .inline ? inline : standalone(isDark: skin == .dark)
  }

  /// Units of a panel's viewBox: text of 12 stays readable when a panel fills a phone.
  private static func panelWidth(perRow: Int) -> Double {
    switch perRow {
    case 1, 2: 440
    case 3: 290
    default: 210
    }
  }

  private var inline: String {
    var writer = SVGWriter()
    if !figure.key.isEmpty { writer.append(SVGKey.list(figure.key)) }
    let widest = figure.width.map { [("style", "max-width:\(SVGWriter.number($0))px")] } ?? []
    writer.open("div", [("class", "plots plots-\(columns)")] + widest)
    for (index, panel) in panels.enumerated() {
      let layout = panel.layout
      let heading = layout.plan.panel.heading
      if !heading.isEmpty { writer.label("p", [("class", "plot-head")], heading) }
      let slug = panels.count == 1 ? figure.id : "\(figure.id)-\(index + 1)"
      let own = panels.count == 1 ? "" : layout.plan.panel.title
      let name =
        figure.title.isEmpty || own.isEmpty
        ? figure.title + own : figure.words.labelled(figure.title, own)
      writer.open("svg", SVGFigure.root(width: layout.width, height: layout.height, slug: slug))
      writer.label("title", [("id", slug + "-title")], name)
      writer.label("desc", [("id", slug + "-desc")], layout.plan.description(in: figure))
      writer.append(panel.elements)
      writer.close("svg")
    }
    writer.close("div")
    return writer.text
  }

  private func standalone(isDark: Bool) -> String {
    let margin = 14.0
    let gap = columns > 2 ? 16.0 : 28.0
    let used = Double(min(columns, max(panels.count, 1)))
    let panelWidth = panels.first?.layout.width ?? 440
    let width = 2 * margin + used * panelWidth + (used - 1) * gap
    var body = SVGWriter()
    var top = margin
    if !figure.key.isEmpty {
      let strip = SVGKey.strip(figure.key, width: width - 2 * margin)
      body.open("g", [("transform", "translate(\(SVGWriter.number(margin)) \(SVGWriter.number(top)))")])
      body.append(strip.elements)
      body.close("g")
      top += strip.height
    }
    for row in rows {
      if row.startIndex > 0 { top += 18 }
      if let heading = row.first?.layout.plan.panel.heading, !heading.isEmpty {
        let shown = TextWidth.lines(
          heading, size: PanelHeader.titleSize, widths: [width - 2 * margin], isBold: true)
        body.label(
          "text",
          [
            ("x", SVGWriter.number(margin)), ("y", SVGWriter.number(top + PanelHeader.baseline)),
            ("class", "pt"),
          ],
          shown.first ?? "", tip: shown == [heading] ? "" : heading)
        top += 26
      }
      for (column, panel) in row.enumerated() {
        let left = margin + Double(column) * (panelWidth + gap)
        body.open("g", [("transform", "translate(\(SVGWriter.number(left)) \(SVGWriter.number(top)))")])
        body.append(panel.elementsWithoutTips)
        body.close("g")
      }
      top += row.map(\.layout.height).max() ?? 0
    }
    let height = top + margin
    var writer = SVGWriter()
    var attributes = [("xmlns", "http://www.w3.org/2000/svg")]
    attributes += SVGFigure.root(
      width: width, height: height, slug: figure.id, shown: figure.width.map { $0 / width } ?? 1)
    attributes.append(("font-family", SVGStyle.fontFamily))
    writer.open("svg", attributes)
    writer.label("title", [("id", figure.id + "-title")], figure.title)
    writer.label("desc", [("id", figure.id + "-desc")], wholeDescription)
    writer.append("<style>\n\(isDark ? SVGStyle.dark : SVGStyle.light)</style>\n")
    writer.shape(
      "rect", [("class", "paper"), ("width", SVGWriter.number(width)), ("height", SVGWriter.number(height))])
    writer.append(body.text)
    writer.close("svg")
    return writer.text
  }

  /// The panels beside each other; small multiples start anew.
  private var rows: [ArraySlice<DrawnPanel>] {
    var rows: [ArraySlice<DrawnPanel>] = []
    for index in panels.indices {
      if let row = rows.last, row.count < columns, panels[index].layout.plan.panel.heading.isEmpty {
        rows[rows.count - 1] = panels[row.startIndex...index]
      } else {
        rows.append(panels[index...index])
      }
    }
    return rows
  }

  private var wholeDescription: String {
    let plans = panels.map(\.layout.plan)
    let parts = figure.description.isEmpty ? plans.map(\.panel.description) : [figure.description]
    return figure.words.sentences(parts + plans.map(\.omissions))
  }

  /// Of the `<svg>` whose title and description have ids of the slug.
  static func root(
    width: Double, height: Double, slug: String, name: String = "plot", shown scale: Double = 1
  ) -> [(String, String)] {
    let box = "0 0 \(SVGWriter.number(width)) \(SVGWriter.number(height))"
    return [
      ("class", name), ("viewBox", box), ("width", SVGWriter.number(width * scale)),
      ("height", SVGWriter.number(height * scale)),
      ("role", "img"), ("aria-labelledby", "\(slug)-title \(slug)-desc"),
    ]
  }
}
