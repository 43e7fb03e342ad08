import Tensors
import Testing

@testable import Plots

@Suite struct PaletteTests {
  /// WCAG 2.2, relative luminance and contrast ratio.
  static func contrast(_ a: String, _ b: String) -> Double {
    func luminance(_ colour: String) -> Double {
      let value = Int(colour.dropFirst(), radix: 16) ?? 0
      let channels = [value >> 16, value >> 8 & 255, value & 255].map { channel -> Double in
        let share = Double(channel) / 255
        return share <= 0.04045 ? share / 12.92 : Elementary.pow((share + 0.055) / 1.055, 2.4)
      }
      return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
    }
    let sorted = [luminance(a), luminance(b)].sorted()
    return (sorted[1] + 0.05) / (sorted[0] + 0.05)
  }

  @Test func blackOnWhite() { #expect(abs(PaletteTests.contrast("#000000", "#ffffff") - 21) < 1e-9) }

  @Test(arguments: PlotColour.series + [.ink, .muted])
  func textColours(_ colour: PlotColour) {
    #expect(PaletteTests.contrast(colour.light, PlotColour.paper.light) >= 4.5)
    #expect(PaletteTests.contrast(colour.dark, PlotColour.paper.dark) >= 4.5)
  }

  @Test func theFirstFortyTwoSeriesDiffer() {
    let looks = (0..<42).map { "\(Series("", $0).colour) \(Series("", $0).shape)" }
    #expect(Set(looks).count == 42)
  }

  @Test func standaloneFilesHaveLiteralColours() {
    for skin in [SVGSkin.light, .dark] {
      #expect(!SampleFigures.seedDots.svg(skin).contains("var("))
    }
    #expect(SVGStyle.stylesheet.contains("--plot-s6:#e0115f"))
  }
}
