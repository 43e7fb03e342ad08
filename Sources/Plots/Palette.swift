/// The roles of colour in a figure. Series colours keep 4.5:1 against the paper in both themes, so that they
/// may colour text, and differ for readers with a dichromacy; above four, series also need shapes and direct
/// labels.
package enum PlotColour: String, CaseIterable, Sendable {
  case paper, ink, muted, grid, line, frame, field, point
  case series1 = "s1"
  case series2 = "s2"
  case series3 = "s3"
  case series4 = "s4"
  case series5 = "s5"
  case series6 = "s6"

  package static let series: [PlotColour] = [.series1, .series2, .series3, .series4, .series5, .series6]

  /// `--plot-s1`: the CSS variable of the inline skin.
  package var variable: String { "--plot-" + rawValue }

  package var light: String {
    switch self {
    case .paper: "#ffffff"
    case .ink: "#1b1f27"
    case .muted: "#535b69"
    case .grid: "#e8ebf0"
    case .line: "#98a1ae"
    case .frame: "#dde1e8"
    case .field: "#5d6b80"
    case .point: "#1b1f27"
    case .series1: "#1f4fa3"
    case .series2: "#00806c"
    case .series3: "#c65102"
    case .series4: "#7b2b63"
    case .series5: "#3d4a00"
    case .series6: "#e0115f"
    }
  }

  package var dark: String {
    switch self {
    case .paper: "#15181d"
    case .ink: "#e7eaf0"
    case .muted: "#aab2c0"
    case .grid: "#282d37"
    case .line: "#6b7482"
    case .frame: "#333945"
    case .field: "#93a2ba"
    case .point: "#dfe3ea"
    case .series1: "#6f9df2"
    case .series2: "#3ccbaa"
    case .series3: "#f79a3e"
    case .series4: "#f0b9e2"
    case .series5: "#d6e36a"
    case .series6: "#f0525f"
    }
  }
}
