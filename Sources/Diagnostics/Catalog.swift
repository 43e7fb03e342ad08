/// What every row of a vocabulary tells about itself.
package protocol CatalogRow: Sendable {
  /// The one name that reports use.
  var name: String { get }
  var aliases: [CatalogAlias] { get }
  /// One sentence: what it is for.
  var summary: String { get }
  /// In plain text, with the field's symbols: `max(0, x)`.
  var formula: String { get }
  var options: [OptionSpec] { get }
  /// Paper or book it comes from; empty where it is folklore.
  var source: String { get }
  /// What is wrong with the options of a component taken together; nil where nothing is.
  var conflict: @Sendable (Component) -> OptionConflict? { get }
}

extension CatalogRow {
  package var conflict: @Sendable (Component) -> OptionConflict? { { _ in nil } }
}

/// Another name of a row, which may also preset options: `momentum` is `sgd` with `momentum: 0.9`.
package struct CatalogAlias: Sendable, ExpressibleByStringLiteral {
  package let name: String
  package let presets: [(option: String, value: OptionValue)]

  package init(_ name: String, presets: [(option: String, value: OptionValue)] = []) {
    self.name = name
    self.presets = presets
  }

  package init(stringLiteral name: String) {
    self.init(name)
  }
}

/// A vocabulary: rows looked up by canonical name or alias. The only list of its kind of thing in the program.
package struct Catalog<Row: CatalogRow>: Sendable {
  /// What its rows are, in the singular: `activation`.
  package let kind: String
  package let rows: [Row]
  private let index: [String: (row: Int, alias: CatalogAlias?)]

  package init(kind: String, rows: [Row]) {
    self.kind = kind
    self.rows = rows
    var index: [String: (row: Int, alias: CatalogAlias?)] = [:]
    for (number, row) in rows.enumerated() {
      precondition(
        index.updateValue((number, nil), forKey: row.name) == nil, "\(kind) '\(row.name)' stands twice")
      for alias in row.aliases {
        let earlier = index.updateValue((number, alias), forKey: alias.name)
        precondition(earlier == nil, "\(kind) '\(alias.name)' stands twice")
      }
    }
    self.index = index
  }

  /// The row of a name or alias, with the alias by which it was found.
  package func find(_ name: String) -> (row: Row, alias: CatalogAlias?)? {
    index[name].map { (rows[$0.row], $0.alias) }
  }

  /// The row of a canonical name or alias.
  package subscript(name: String) -> Row? {
    find(name)?.row
  }

  /// Canonical names in the catalog's order.
  package var names: [String] { rows.map(\.name) }

  /// All names, aliases too, for suggestions.
  package var allNames: [String] { rows.flatMap { [$0.name] + $0.aliases.map(\.name) } }
}

extension CatalogRow {
  /// The row with every option at its default, as `name: NAME` alone configures it. Options without a default are left out.
  package var defaultComponent: Component {
    var component = Component(name)
    for option in options {
      if let value = option.defaultValue { component.options[option.name] = value }
    }
    return component
  }

  /// The default component with some options set: for tests and code, not for user input, which is checked.
  package func component(_ options: [String: OptionValue]) -> Component {
    var component = defaultComponent
    for option in self.options {
      if let value = options[option.name] { component.options[option.name] = value }
    }
    return component
  }
}
