import Diagnostics
import Learning
import Testing

/// What holds for every row of every catalog.
@Suite struct VocabularyTests {
  struct Entry: Sendable, CustomStringConvertible {
    let kind: String
    let row: any CatalogRow
    var description: String { "\(kind) \(row.name)" }
  }

  private static func entries<Row>(_ catalog: Catalog<Row>) -> [Entry] {
    catalog.rows.map { Entry(kind: catalog.kind, row: $0) }
  }

  static let all =
    entries(Activations.catalog) + entries(Losses.catalog) + entries(Initializers.catalog)
    + entries(Optimizers.catalog) + entries(Schedules.catalog) + entries(Metrics.catalog)
    + entries(Layers.catalog)

  /// The catalog of a kind, as options of components name it.
  private static func component(_ component: Component, isOf kind: String) -> Bool {
    switch kind {
    case Activations.catalog.kind: Activations.catalog[component.name]?.name == component.name
    case Initializers.catalog.kind: Initializers.catalog[component.name]?.name == component.name
    default: false
    }
  }

  private static func fits(_ value: OptionValue, _ kind: OptionSpec.Kind) -> Bool {
    switch (value, kind) {
    case (.automatic, _), (.boolean, .boolean), (.string, .string): true
    case (.integer(let value), .integer(let range)): range.contains(value)
    case (.integer(let value), .number(let range)): range.contains(Double(value))
    case (.number(let value), .number(let range)): range.contains(value)
    case (.string(let word), .choice(let words)): words.contains(word)
    case (.list(let values), .list(let kind, let count)):
      count.contains(values.count) && values.allSatisfy { fits($0, kind) }
    case (.component(let part), .component(let kind)): component(part, isOf: kind)
    case (_, .oneOf(let kinds)): kinds.contains { fits(value, $0) }
    default: false
    }
  }

  @Test(arguments: all)
  func tellsAboutItself(_ entry: Entry) {
    let row = entry.row
    #expect(row.summary.hasSuffix(".") && row.summary.first?.isUppercase == true)
    #expect(!row.formula.isEmpty)
    for name in [row.name] + row.aliases.map(\.name) + row.options.flatMap({ [$0.name] + $0.aliases }) {
      #expect(name.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "_") }, "\(name)")
    }
  }

  @Test(arguments: all)
  func optionsAreSound(_ entry: Entry) throws {
    let row = entry.row
    let names = row.options.flatMap { [$0.name] + $0.aliases }
    #expect(Set(names).count == names.count, "option names stand twice: \(names)")
    for option in row.options {
      if let value = option.defaultValue {
        #expect(Self.fits(value, option.kind), "\(option.name): \(value)")
      } else if case .path = option.kind {
        // A file has to be named.
      } else {
        Issue.record("'\(option.name)' has no default")
      }
      #expect(!option.help.isEmpty && !option.help.hasSuffix("."))
    }
    for preset in row.aliases.flatMap(\.presets) {
      let option = try #require(row.options.first { $0.name == preset.option })
      #expect(Self.fits(preset.value, option.kind))
    }
  }

  @Test func defaultsDoNotConflict() {
    for row in Initializers.catalog.rows { #expect(row.conflict(row.defaultComponent) == nil, "\(row.name)") }
    for row in Optimizers.catalog.rows { #expect(row.conflict(row.defaultComponent) == nil, "\(row.name)") }
  }

  @Test(arguments: [
    ("identity", "linear"), ("logistic", "sigmoid"), ("swish", "silu"),
  ])
  func activationsByOtherNames(_ alias: String, _ name: String) {
    #expect(Activations.catalog[alias]?.name == name)
    #expect(Layers.catalog[alias]?.name == name)
  }

  @Test(arguments: [
    ("glorot_uniform", "xavier_uniform"), ("glorot_normal", "xavier_normal"),
    ("kaiming_uniform", "he_uniform"),
    ("kaiming_normal", "he_normal"), ("gaussian", "normal"), ("random_normal", "normal"),
    ("random_uniform", "uniform"), ("trunc_normal", "truncated_normal"), ("eye", "identity"),
  ])
  func initializersByOtherNames(_ alias: String, _ name: String) {
    #expect(Initializers.catalog[alias]?.name == name)
  }

  @Test func lossesByOtherNames() {
    #expect(Losses.catalog["mean_squared_error"]?.name == "mse")
    #expect(Losses.catalog["bce"]?.name == "binary_cross_entropy")
  }
}
