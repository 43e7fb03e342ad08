import Testing

@testable import Plots

@Suite struct SnapshotTests {
  @Test(arguments: SampleFigures.all)
  func onEveryCanvas(_ figure: Figure) {
    expectSnapshot(figure.svg(.inline), "\(figure.id).inline.html")
    expectSnapshot(figure.svg(.light), "\(figure.id).light.svg")
    expectSnapshot(figure.svg(.dark), "\(figure.id).dark.svg")
    for tier in TextTier.allCases {
      expectSnapshot(
        figure.text(tier: tier), tier == .ascii ? "\(figure.id).txt" : "\(figure.id).\(tier).txt")
    }
  }
}

extension Figure: CustomTestStringConvertible {
  public var testDescription: String { id }
}
