/// A flow chart as a `mermaid` block writes it: what is drawn of it is for others to say.
package struct MermaidChart: Hashable, Sendable {
  /// `TB`, `TD`, `BT`, `LR` or `RL`; `TB` where none is written.
  package var direction = "TB"
  /// `accTitle`, else the title of the block's own front matter; empty for none.
  package var title = ""
  /// `accDescr`.
  package var description = ""
  package var nodes: [Node] = []
  package var edges: [Edge] = []
  package var groups: [Group] = []

  package struct Node: Hashable, Sendable {
    package var id: String
    /// Lines end with `\n`.
    package var label: String
    /// A name of `MermaidShapes`.
    package var shape: String
    package var group: String?
  }

  package struct Edge: Hashable, Sendable {
    package enum Line: Hashable, Sendable {
      case solid, dotted, thick, invisible
    }

    /// Ids of nodes or groups.
    package var from: String
    package var to: String
    package var label: String
    package var line: Line
    /// `<`, `o` or `x` at its start, `>`, `o` or `x` at its end.
    package var start: Character?
    package var end: Character?
    /// 1, and one more per further `-`.
    package var length: Int
  }

  package struct Group: Hashable, Sendable {
    package var id: String
    package var title: String
    package var parent: String?
    /// As written; nil where it is the chart's.
    package var direction: String?
  }

  /// What is wrong with one, or what will not be seen of it.
  package struct Problem: Hashable, Sendable {
    package var isWarning = false
    package let message: String
    package let hint: String?
    /// In characters of the block's text.
    package let offset: Int
    package let length: Int
  }

  package static let directions = ["TB", "TD", "BT", "LR", "RL"]
  /// More of them nobody could read, and they would take their time.
  package static let maximumNodes = 500
  package static let maximumEdges = 1000

  /// Reads the text of a `mermaid` block; nil where that is a diagram of another kind. Where there are errors among the
  /// problems, the chart is what could be read.
  package static func parse(_ text: String) -> (chart: MermaidChart, problems: [Problem])? {
    var parser = MermaidParser(text)
    guard parser.readHead() else { return nil }
    parser.readBody()
    return (parser.chart, parser.problems)
  }

  /// Whether an info string is of such blocks.
  package static func isMermaid(info: String) -> Bool {
    info.prefix { !$0.isWhitespace && $0 != "{" }.lowercased() == "mermaid"
  }
}

/// How shapes are written.
enum MermaidShapes {
  /// Longer openings first.
  static let brackets: [(open: String, close: String, name: String)] = [
    ("(((", ")))", "doubleCircle"), ("((", "))", "circle"), ("([", "])", "stadium"),
    ("[[", "]]", "subroutine"),
    ("[(", ")]", "cylinder"), ("{{", "}}", "hexagon"), ("[/", "/]", "leaningRight"),
    ("[/", "\\]", "trapezoid"), ("[\\", "\\]", "leaningLeft"), ("[\\", "/]", "invertedTrapezoid"),
    ("[", "]", "rectangle"), ("(", ")", "rounded"), ("{", "}", "diamond"), (">", "]", "flag"),
  ]

  /// `A@{ shape: diamond }`.
  static let names: [(words: [String], name: String)] = [
    (["rect", "proc", "process", "rectangle"], "rectangle"), (["rounded", "event"], "rounded"),
    (["stadium", "pill", "terminal"], "stadium"),
    (["subproc", "subprocess", "subroutine", "fr-rect", "framed-rectangle"], "subroutine"),
    (["cyl", "cylinder", "database", "db"], "cylinder"), (["circle", "circ"], "circle"),
    (["dbl-circ", "double-circle"], "doubleCircle"),
    (["diam", "diamond", "decision", "question"], "diamond"), (["hex", "hexagon", "prepare"], "hexagon"),
    (["lean-r", "lean-right", "in-out"], "leaningRight"), (["lean-l", "lean-left", "out-in"], "leaningLeft"),
    (["trap-b", "trapezoid", "trapezoid-bottom", "priority"], "trapezoid"),
    (["trap-t", "inv-trapezoid", "trapezoid-top", "manual"], "invertedTrapezoid"), (["odd"], "flag"),
  ]
}
