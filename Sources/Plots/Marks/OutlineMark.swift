/// Given lines in grey: the shape that samples should have.
package struct OutlineMark: Mark {
  package let lines: [[Point]]

  package init(_ lines: [[Point]]) { self.lines = lines }

  package func measure(_ extent: inout Extent) {
    for line in lines {
      for point in line { extent.add(point) }
    }
  }

  package func draw(on canvas: inout some Canvas, in frame: PanelFrame) {
    let runs = lines.flatMap {
      Decimation.runs(of: $0.map { frame.place($0) }, in: frame.plot, columns: .max)
    }
    canvas.stroke(runs.flatMap { Clip.line($0, to: frame.plot) }, .outline, tip: "")
  }

  package var asContext: (any Mark)? { self }
}
