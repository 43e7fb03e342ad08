/// What stands above a panel's plot: the title, on two lines where it has no room on one, the note, and the name of
/// the y axis.
struct PanelHeader {
  /// Of the title, a line each, at most two.
  let title: [String]
  /// Whether some of the title is left out.
  let isCut: Bool
  /// Where the title starts, behind the sign of its series.
  let left: Double
  let note: String
  /// Where the note ends; nil: it starts below the title.
  let noteEnd: Double?
  /// From the picture's top to the plot's.
  let height: Double

  static let titleSize = 13.0
  static let noteSize = 12.0
  /// Of the first line.
  static let baseline = 16.0
  static let lineHeight = 16.0
  /// Room for the sign of the title's series.
  static let sign = 18.0

  init(_ panel: Panel, width: Double) {
    let isSmall = width < 300
    let hasRows = panel.y.rows != nil
    let right = hasRows ? width - 12 : panel.frame == .box ? width - 1 : width
    let sign = panel.titleSeries == nil ? 0 : Self.sign
    let noteWidth = panel.note.isEmpty ? 0 : TextWidth.of(panel.note, size: Self.noteSize) + 8
    func fits(from left: Double, before end: Double) -> Bool {
      left + sign + TextWidth.of(panel.title, size: Self.titleSize, isBold: true) <= end
    }
    // Above the plot if it can be, else from the edge of the picture on.
    let names = hasRows ? PanelLayout.rowNames(panel, width: width).width : 0
    let isAbovePlot = fits(from: names, before: right - noteWidth)
    let isOnOneLine = isAbovePlot || fits(from: 0, before: right - noteWidth)
    left = (isAbovePlot ? names : 0) + sign
    if isOnOneLine {
      title = [panel.title].filter { !$0.isEmpty }
      noteEnd = right
    } else if fits(from: 0, before: right) {
      title = [panel.title]
      noteEnd = nil
    } else {
      title = TextWidth.lines(
        panel.title, size: Self.titleSize,
        widths: [right - sign, max(right - sign - noteWidth, 40)], isBold: true)
      noteEnd = right
    }
    isCut = title.joined().contains("…") && !panel.title.contains("…")
    note = TextWidth.fitted(panel.note, size: Self.noteSize, width: right)
    let isEmpty = panel.title.isEmpty && panel.note.isEmpty && panel.titleSeries == nil
    let namesY = !panel.yName.isEmpty && panel.frame == .axes
    // Room for the first of them, which rises above its row.
    let ridge = panel.marks.contains { $0 is RidgeMark } ? 14.0 : 0
    height =
      (isEmpty ? 10 : isSmall ? 27 : 30) + (isOnOneLine ? 0 : Self.lineHeight) + (namesY ? 15 : 0) + ridge
  }

  /// Of the line that the note stands on.
  var noteBaseline: Double {
    Self.baseline + (noteEnd == nil ? Self.lineHeight : Double(max(title.count, 1) - 1) * Self.lineHeight)
  }
}
