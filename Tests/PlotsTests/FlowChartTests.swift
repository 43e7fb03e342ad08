import Testing

@testable import Plots

@Suite struct FlowChartTests {
  @Test(arguments: SampleFlowCharts.all)
  func onEveryCanvas(_ chart: FlowChart) {
    expectSnapshot(chart.svg(.inline), "flow-\(chart.id).inline.html")
    expectSnapshot(chart.svg(.light), "flow-\(chart.id).light.svg")
    expectSnapshot(chart.svg(.dark), "flow-\(chart.id).dark.svg")
    expectSnapshot(chart.text(), "flow-\(chart.id).txt")
  }

  @Test(arguments: SampleFlowCharts.all)
  func isSoundSVG(_ chart: FlowChart) {
    for skin in [SVGSkin.light, .inline] {
      #expect(SVGInspector(chart.svg(skin)).complaints == [])
    }
    #expect(chart.text().split(separator: "\n").allSatisfy { $0.count <= 72 })
  }

  @Test func chainIsWrapped() {
    var chart = FlowChart(id: "chain", title: "", direction: .right)
    chart.nodes = (0..<8).map { .init("n\($0)", "dense \(32 << $0)") }
    chart.edges = (0..<7).map { .init("n\($0)", "n\($0 + 1)") }
    #expect(
      chart.text() == """
        [dense 32] -> [dense 64] -> [dense 128] -> [dense 256] -> [dense 512]
          -> [dense 1024] -> [dense 2048] -> [dense 4096]

        """)
  }

  @Test func hostileWordsStayWords() {
    var chart = FlowChart(id: "x", title: "</title><script>")
    chart.nodes = [.init("a", "<b onload=\"x\">&\u{0}'"), .init("b", "]]>\u{7}")]
    chart.edges = [.init("a", "b", label: "<script>")]
    let inspected = SVGInspector(chart.svg(.light))
    #expect(inspected.complaints == [])
    #expect(!chart.svg(.inline).contains("<script"))
    #expect(chart.text() == "[<b onload=\"x\">& '] --<script>--> []]>]\n".replacing("]]>]", with: "]]> ]"))
  }

  @Test func longLabelsAreBroken() {
    let long = NodeOutline(FlowChart.Node("a", String(repeating: "word ", count: 60)))
    #expect(long.width <= 240)
    #expect(long.lines.count > 6)
    let wide = NodeOutline(FlowChart.Node("a", String(repeating: "宽", count: 100)))
    #expect(wide.width <= 240)
    #expect(wide.lines.joined() == String(repeating: "宽", count: 100))
    let whole = NodeOutline(FlowChart.Node("a", String(repeating: "x", count: 1000)))
    #expect(whole.width <= 240)
  }

  /// A fork stands over the middle of its branches, and a chain is straight.
  @Test func isSymmetric() throws {
    var chart = FlowChart(id: "fork", title: "")
    chart.nodes = ["a", "b", "c", "d", "e", "f"].map { .init($0, $0) }
    chart.edges = [
      .init("a", "b"), .init("b", "c"), .init("b", "d"), .init("c", "e"), .init("d", "e"), .init("e", "f"),
    ]
    let x = FlowChartScene(chart).boxes.map(\.middle.x)
    #expect(x[0] == x[1])
    #expect(x[1] * 2 == x[2] + x[3])
    #expect(x[4] * 2 == x[2] + x[3])
    #expect(x[4] == x[5])
  }

  @Test func circlesAreOpenedAtTheEdgeThatClosesThem() {
    var chart = FlowChart(id: "circle", title: "")
    chart.nodes = ["a", "b", "c"].map { .init($0, $0) }
    chart.edges = [.init("a", "b"), .init("b", "c"), .init("c", "a")]
    let y = FlowChartScene(chart).boxes.map(\.middle.y)
    #expect(y[0] < y[1] && y[1] < y[2])
  }

  /// Boxes lie apart, frames hold theirs and no others, and arrows pass beside boxes.
  @Test(arguments: 0..<60)
  func isTidy(_ seed: Int) {
    let chart = RandomFlowChart.chart(seed: seed)
    let scene = FlowChartScene(chart)
    let boxes = scene.boxes.map { box in
      Rect(
        left: box.middle.x - box.outline.width / 2, top: box.middle.y - box.outline.height / 2,
        right: box.middle.x + box.outline.width / 2, bottom: box.middle.y + box.outline.height / 2)
    }
    for (index, a) in boxes.enumerated() {
      for b in boxes[(index + 1)...] {
        #expect(a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top)
      }
      #expect(a.left >= 0 && a.top >= 0 && a.right <= scene.width && a.bottom <= scene.height)
    }
    let filled = chart.groups.filter { group in chart.nodes.contains { inside($0.group, group.id, chart) } }
    #expect(filled.count == scene.frames.count)
    for (group, frame) in zip(filled, scene.frames) {
      for (node, box) in zip(chart.nodes, boxes) {
        let isIn = inside(node.group, group.id, chart)
        let rect = frame.rect
        let overlaps =
          box.left < rect.right && rect.left < box.right && box.top < rect.bottom && rect.top < box.bottom
        let isWithin =
          box.left >= rect.left && box.right <= rect.right && box.top >= rect.top && box.bottom <= rect.bottom
        #expect(isIn ? isWithin : !overlaps, "\(node.id) and \(group.id)")
      }
    }
    for arrow in scene.arrows {
      // Its own ends may be narrower than their boxes where it meets them.
      let others = zip(chart.nodes, boxes).filter { $0.0.id != arrow.edge.from && $0.0.id != arrow.edge.to }
        .map(\.1)
      for point in arrow.pieces.flatMap(points) {
        let crossed = others.contains { box in
          point.x > box.left + 1 && point.x < box.right - 1 && point.y > box.top + 1
            && point.y < box.bottom - 1
        }
        #expect(!crossed, "\(arrow.edge.from) to \(arrow.edge.to) at \(point)")
        if crossed { break }
      }
    }
    #expect(SVGInspector(chart.svg(.light)).complaints == [])
    #expect(chart.svg(.dark) == chart.svg(.dark))
  }

  private func inside(_ group: String?, _ id: String, _ chart: FlowChart) -> Bool {
    var current = group
    while let name = current {
      if name == id { return true }
      current = chart.groups.first { $0.id == name }?.parent
    }
    return false
  }

  private func points(_ steps: [FlowChartScene.Step]) -> [Point] {
    var points: [Point] = []
    var last = Point(0, 0)
    for step in steps {
      switch step {
      case .move(let point): last = point
      case .line(let point):
        points += (0...10).map { index in
          let share = Double(index) / 10
          return Point(last.x + (point.x - last.x) * share, last.y + (point.y - last.y) * share)
        }
        last = point
      case .curve(let a, let b, let c):
        for index in 0...20 {
          let t = Double(index) / 20
          let s = 1 - t
          func along(_ w: Double, _ x: Double, _ y: Double, _ z: Double) -> Double {
            s * s * s * w + 3 * s * s * t * x + 3 * s * t * t * y + t * t * t * z
          }
          points.append(Point(along(last.x, a.x, b.x, c.x), along(last.y, a.y, b.y, c.y)))
        }
        last = c
      }
    }
    return points
  }

  @Test(.timeLimit(.minutes(3)))
  func theLargestEndsSoon() {
    var chart = FlowChart(id: "large", title: "")
    chart.nodes = (0..<FlowChart.maximumNodes).map { .init("n\($0)", "node \($0)") }
    var random = RandomFlowChart.Generator(state: 7)
    for index in 0..<(FlowChart.maximumNodes - 1) { chart.edges.append(.init("n\(index)", "n\(index + 1)")) }
    while chart.edges.count < FlowChart.maximumEdges {
      let (a, b) = (random.below(FlowChart.maximumNodes), random.below(FlowChart.maximumNodes))
      chart.edges.append(.init("n\(a)", "n\(b)", label: "l"))
    }
    #expect(SVGInspector(chart.svg(.light)).complaints == [])
  }
}

extension FlowChart: CustomTestStringConvertible {
  public var testDescription: String { id }
}

/// Charts of all sizes and kinds, from a seed.
enum RandomFlowChart {
  struct Generator {
    var state: UInt64

    mutating func below(_ bound: Int) -> Int {
      // Knuth's MMIX generator.
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % max(bound, 1)
    }
  }

  static func chart(seed: Int) -> FlowChart {
    var random = Generator(state: UInt64(seed) &* 7919 &+ 1)
    let directions: [FlowChart.Direction] = [.down, .up, .right, .left]
    var chart = FlowChart(id: "random-\(seed)", title: "", direction: directions[seed % 4])
    for index in 0..<random.below(5) {
      let parent = random.below(3) == 0 && index > 0 ? "g\(random.below(index))" : nil
      chart.groups.append(
        .init("g\(index)", title: String(repeating: "t", count: random.below(30)), parent: parent))
    }
    for index in 0..<(1 + random.below(24)) {
      let shape = FlowChart.Shape.allCases[random.below(FlowChart.Shape.allCases.count)]
      let isFree = chart.groups.isEmpty || random.below(3) == 0
      let group = isFree ? nil : "g\(random.below(chart.groups.count))"
      let words = String(repeating: "word ", count: 1 + random.below(8))
      chart.nodes.append(.init("n\(index)", words, shape: shape, group: group))
    }
    for _ in 0..<random.below(chart.nodes.count * 2) {
      var edge = FlowChart.Edge(
        "n\(random.below(chart.nodes.count))", "n\(random.below(chart.nodes.count))")
      if random.below(3) == 0 { edge.label = "label \(random.below(100))" }
      edge.length = 1 + random.below(2)
      chart.edges.append(edge)
    }
    return chart
  }
}
