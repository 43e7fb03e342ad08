import Diagnostics
import Testing

@Suite struct FormatTests {
  @Test(arguments: [
    (2.675, 2, "2.68"), (0.125, 2, "0.12"), (0.375, 2, "0.38"), (-0.001, 2, "0.00"), (0, 1, "0.0"),
    (999.96, 1, "1000.0"), (0.05, 1, "0.0"), (0.06, 1, "0.1"), (123456.789, 0, "123457"), (1e-7, 3, "0.000"),
    (1e21, 1, "1000000000000000000000.0"), (-12.5, 0, "-12"), (.nan, 2, "nan"), (-.infinity, 2, "-inf"),
  ])
  func fixed(_ value: Double, _ decimals: Int, _ text: String) {
    #expect(Format.fixed(value, decimals) == text)
  }

  @Test(arguments: [
    (0.123456, 4, "0.1235"), (1_234_567, 4, "1235000"), (0.00001234, 3, "1.23e-5"), (99.996, 4, "100"),
    (0, 4, "0"), (1e15, 4, "1e15"), (-0.5, 4, "-0.5"),
  ])
  func significant(_ value: Double, _ count: Int, _ text: String) {
    #expect(Format.significant(value, count) == text)
  }

  @Test func otherForms() {
    #expect(Format.percent(0.9655) == "96.6 %")
    #expect(Format.percent(0.57, 0) == "57 %")
    #expect(Format.shortest(0.1) == "0.1")
    #expect(Format.shortest(30) == "30")
    #expect(Format.shortest(1e-5) == "1e-5")
    #expect(Format.grouped(1_234_567) == "1,234,567")
    #expect(Format.grouped(-1234) == "-1,234")
    #expect(Format.leadingExponent(0.00123) == -3)
    #expect(Format.leadingExponent(0) == nil)
  }
}
