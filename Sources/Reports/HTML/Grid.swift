import Mustache

/// A table as the template has it: heads, and rows of cells. No name stands twice on the way down, since a template looks
/// for what is nil in one further out.
struct Grid {
  struct Head {
    var text: String
    var scope: String? = "col"
    var style: String?
    var span: Int?
    /// A line under a head over several columns.
    var hasRule = false
  }

  struct HeadRow {
    var cells: [Head]
  }

  struct Cell {
    var text: String
    var style: String?
    var scope: String?
    var span: Int?
    /// HTML before the text: a marker, a picture.
    var mark: String?
    /// The text is set as a tag of this kind.
    var tag: String?

    init(
      _ text: String, _ style: String? = nil, scope: String? = nil, span: Int? = nil, mark: String? = nil,
      tag: String? = nil
    ) {
      self.text = text
      self.style = style
      self.scope = scope
      self.span = span
      self.mark = mark
      self.tag = tag
    }
  }

  struct Row {
    var cells: [Cell]
    var rowStyle: String?
  }

  /// For those who do not see it: what the table is.
  var label: String
  var kind: String
  var heads: [HeadRow]
  var rows: [Row]

  var html: String { Templates.render(.grid, self) }
}

/// Found by name without reflection: a report has thousands of cells.
extension Grid.Cell: MustacheParent {
  func child(named name: String) -> Any? {
    switch name {
    case "text": text
    case "style": style
    case "scope": scope
    case "span": span
    case "mark": mark
    case "tag": tag
    default: nil
    }
  }
}
