import Diagnostics

/// The catalog of layers; every activation is one.
package enum Layers {
  package static let catalog = Catalog<LayerRow>(
    kind: "layer", rows: [.dense] + Activations.catalog.rows.map { LayerRow($0) })

  /// The row of a resolved component.
  package static func row(_ component: Component) -> LayerRow { catalog.row(of: component) }
}
