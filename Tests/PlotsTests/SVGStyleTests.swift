import Testing

@testable import Plots

@Suite struct SVGStyleTests {
  @Test func stylesheet() { expectSnapshot(SVGStyle.stylesheet, "stylesheet.css") }
}
