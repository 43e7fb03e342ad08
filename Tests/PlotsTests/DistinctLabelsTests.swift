import Testing

@testable import Plots

@Suite struct DistinctLabelsTests {
  private func short(_ names: [String], _ width: Int, _ tier: TextTier = .ascii) -> [String]? {
    DistinctLabels.columns(width, .of(tier)).shortened(names)
  }

  @Test func namesThatFitStay() {
    #expect(short(["relu", "tanh"], 4) == ["relu", "tanh"])
    #expect(short([], 4) == [])
  }

  @Test func whatAllHaveInCommonGoesFirst() {
    #expect(short(["adam, 0.1, relu", "adam, 0.01, relu"], 10) == ["0.1", "0.01"])
    #expect(short(["sgd, 0.1, relu", "adam, 0.01, relu"], 10) == ["sgd, 0.1", "adam, 0.01"])
  }

  @Test func numbersLoseDigitsAndWordsLetters() {
    let rates = ["0.00464159, 16, 64", "0.00464159, 16, 128", "0.0215443, 8, 64"]
    #expect(short(rates, 18) == ["0.004642, 16, 64", "0.004642, 16, 128", "0.02154, 8, 64"])
    #expect(short(rates, 15) == ["0.0046, 16, 64", "0.0046, 16, 128", "0.022, 8, 64"])
    let words = ["xavier_uniform, 0.1", "he_normal, 0.1", "he_normal, 0.01"]
    #expect(short(words, 14) == ["xavier_., 0.1", "he_norm., 0.1", "he_norm., 0.01"])
  }

  @Test func wordsThatAllBeginOrEndWithGo() {
    #expect(
      short(["width of layer 16 neurons", "width of layer 32 neurons"], 20)
        == ["width of layer 16...", "width of layer 32..."])
    #expect(short(["the first of two", "the second of two"], 14) == ["the first...", "the second..."])
  }

  @Test func endsAndMiddlesAreCut() {
    #expect(short(["batch normalisation", "dropout"], 10) == ["batch n...", "dropout"])
    // A point leaves room for the letters that tell them apart.
    #expect(short(["sandal", "sneaker", "shirt"], 4) == ["san.", "sne.", "shi."])
    #expect(short(["hidden_layer_1", "hidden_layer_2"], 9, .blocks) == ["hidd…er_1", "hidd…er_2"])
  }

  @Test func neverAreTwoAlike() {
    #expect(short(["aaaaaaXaaaaaaaaa", "aaaaaaYaaaaaaaaa"], 6) == nil)
    // One name twice may well stay one.
    #expect(short(["a long name", "a long name", "another"], 8) == ["a lon...", "a lon...", "another"])
    for width in 3...30 {
      guard let short = short(SampleFigures.factorial.map(\.name), width) else { continue }
      #expect(Set(short).count == 4 && short.allSatisfy { $0.count <= width }, "\(width): \(short)")
    }
  }

  /// Where nothing keeps them apart, letters do.
  @Test func alikeNamesAreLettersWithALegend() {
    let names = ["(1)", "(2)"].map {
      "\(String(repeating: "alike", count: 6))\($0)\(String(repeating: "x", count: 30))"
    }
    let series = names.enumerated().map { Series($1, $0) }
    let lines = Panel(
      marks: series.map { series in
        LineMark(
          series, [Point(0, 0), Point(1, Double(series.index))], label: series.name, labelValue: "0.9")
      })
    let rows = Panel(y: Axis(scale: .rows(names.map { Row($0, value: "0.9") })))
    for panel in [lines, rows] {
      let text = Figure(id: "f", title: "", panels: [panel]).text()
      for (letter, name) in zip(["A", "L"], names) {
        #expect(text.split(separator: "\n").contains { $0 == "\(letter) \(name)" }, "\(text)")
        #expect(text.contains(letter == "A" ? "A 0.9" : "L 0.9") || text.contains(" \(letter) |"), "\(text)")
      }
    }
  }
}
