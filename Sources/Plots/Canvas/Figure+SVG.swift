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
  package func svg(_ skin: SVGSkin) -> String {
    let plans = PanelPlan.plans(of: self, seriesLimit: 6)
    let columns = plans.count > panels.count ? 4 : panelsPerRow
    let width = Figure.panelWidth(perRow: columns)
    var layouts = plans.map { PanelLayout($0, width: width, height: panelHeight) }
    // Panels beside each other share their height, so that their axes line up.
    let tallest = layouts.map(\.height).max() ?? 0
    layouts = layouts.map {
      $0.height == tallest || $0.plan.panel.equalAspect
        ? $0 : PanelLayout($0.plan, width: width, height: tallest)
    }
    return skin == .inline
      ? inline(layouts, columns: columns) : standalone(layouts, columns: columns, isDark: skin == .dark)
  }

  /// Units of a panel's viewBox: text of 12 stays readable when a panel fills a phone.
  private static func panelWidth(perRow: Int) -> Double {
    switch perRow {
    case 1, 2: 440
    case 3: 290
    default: 210
    }
  }

  private func inline(_ layouts: [PanelLayout], columns: Int) -> String {
    var writer = SVGWriter()
    if !key.isEmpty { writer.append(SVGKey.list(key)) }
    writer.open("div", [("class", "plots plots-\(columns)")])
    for (index, layout) in layouts.enumerated() {
      let slug = layouts.count == 1 ? id : "\(id)-\(index + 1)"
      let name = [title, layouts.count == 1 ? "" : layout.plan.panel.title].filter { !$0.isEmpty }
        .joined(separator: ": ")
      writer.open("svg", Figure.root(width: layout.width, height: layout.height, slug: slug))
      writer.label("title", [("id", slug + "-title")], name)
      writer.label("desc", [("id", slug + "-desc")], layout.plan.description(in: self))
      writer.append(SVGPanel.draw(layout))
      writer.close("svg")
    }
    writer.close("div")
    return writer.text
  }

  private func standalone(_ layouts: [PanelLayout], columns: Int, isDark: Bool) -> String {
    let margin = 14.0
    let gap = columns > 2 ? 16.0 : 28.0
    let used = Double(min(columns, max(layouts.count, 1)))
    let panelWidth = layouts.first?.width ?? 440
    let width = 2 * margin + used * panelWidth + (used - 1) * gap
    var body = SVGWriter()
    var top = margin
    if !key.isEmpty {
      let strip = SVGKey.strip(key, width: width - 2 * margin)
      body.open("g", [("transform", "translate(\(SVGWriter.number(margin)) \(SVGWriter.number(top)))")])
      body.append(strip.elements)
      body.close("g")
      top += strip.height
    }
    for start in stride(from: 0, to: layouts.count, by: columns) {
      let row = layouts[start..<min(start + columns, layouts.count)]
      for (column, layout) in row.enumerated() {
        let left = margin + Double(column) * (panelWidth + gap)
        body.open("g", [("transform", "translate(\(SVGWriter.number(left)) \(SVGWriter.number(top)))")])
        body.append(SVGPanel.draw(layout))
        body.close("g")
      }
      top += (row.map(\.height).max() ?? 0) + (start + columns < layouts.count ? 18 : 0)
    }
    let height = top + margin
    var writer = SVGWriter()
    var attributes = [("xmlns", "http://www.w3.org/2000/svg")]
    attributes += Figure.root(width: width, height: height, slug: id)
    attributes.append(("font-family", SVGStyle.fontFamily))
    writer.open("svg", attributes)
    writer.label("title", [("id", id + "-title")], title)
    writer.label("desc", [("id", id + "-desc")], wholeDescription(layouts.map(\.plan)))
    writer.append("<style>\n\(SVGStyle.standalone(isDark: isDark))</style>\n")
    writer.shape(
      "rect", [("class", "paper"), ("width", SVGWriter.number(width)), ("height", SVGWriter.number(height))])
    writer.append(body.text)
    writer.close("svg")
    return writer.text
  }

  private func wholeDescription(_ plans: [PanelPlan]) -> String {
    let parts = description.isEmpty ? plans.map(\.panel.description) : [description]
    return (parts + plans.map(\.omissions)).filter { !$0.isEmpty }.joined(separator: " ")
  }

  private static func root(width: Double, height: Double, slug: String) -> [(String, String)] {
    let width = SVGWriter.number(width)
    let height = SVGWriter.number(height)
    return [
      ("class", "plot"), ("viewBox", "0 0 \(width) \(height)"), ("width", width), ("height", height),
      ("role", "img"), ("aria-labelledby", "\(slug)-title \(slug)-desc"),
    ]
  }
}
