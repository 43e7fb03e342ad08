/// Small pictures in a grid, row by row, each with words below it. The panel's axes run over the columns and, upward,
/// over the negative rows: `Panel.images` sets them.
package struct ImagesMark: Mark {
  package struct Tile: Sendable {
    package let image: GreyImage
    /// Below the picture, a line each: `shirt`, `→ coat`.
    package let caption: [String]
    package let tip: String

    package init(_ image: GreyImage, caption: [String] = [], tip: String = "") {
      self.image = image
      self.caption = caption
      self.tip = tip
    }
  }

  package let tiles: [Tile]
  package let columns: Int
  /// Height of a tile, its caption included, in widths of one.
  package let tileHeight: Double

  /// Height of a line of a caption, in widths of a tile.
  private let lineHeight: Double
  /// Between tiles, in widths of one.
  private static let gap = 0.06

  package init(_ tiles: [Tile], columns: Int) {
    precondition(columns > 0, "\(columns) columns of images")
    self.tiles = tiles
    self.columns = columns
    let image = tiles.first?.image
    let shape = image.map { Double($0.height) / Double($0.width) } ?? 1
    // Lines of 15 units in a panel of 440.
    lineHeight = 15.5 * Double(columns) / 440
    let lines = tiles.map(\.caption.count).max() ?? 0
    tileHeight = shape + Self.gap + (lines > 0 ? Double(lines) * lineHeight + 2 * Self.gap : 0)
  }

  package var rows: Int { (tiles.count + columns - 1) / columns }

  package func measure(_ extent: inout Extent) {
    extent.add(Point(0, -Double(rows) * tileHeight))
    extent.add(Point(Double(columns), 0))
  }

  package func draw(on canvas: inout some Canvas, in frame: PanelFrame) {
    for (index, tile) in tiles.enumerated() {
      let left = Double(index % columns)
      let top = -Double(index / columns) * tileHeight
      let shape = Double(tile.image.height) / Double(tile.image.width)
      guard let start = frame.place(Point(left + Self.gap / 2, top - Self.gap / 2)),
        let end = frame.place(Point(left + 1 - Self.gap / 2, top - Self.gap / 2 - shape * (1 - Self.gap)))
      else { continue }
      canvas.image(
        tile.image, at: Rect(left: start.x, top: start.y, right: end.x, bottom: end.y), tip: tile.tip)
      for (line, text) in tile.caption.enumerated() {
        let below = shape + Self.gap + (Double(line) + 0.5) * lineHeight
        guard let place = frame.place(Point(left + 0.5, top - below)) else { continue }
        canvas.label(text, at: place, width: (end.x - start.x) * 1.04, isStrong: false)
      }
    }
  }
}
