import Diagnostics
import Plots

/// Small pictures within the text of a page.
enum Marker {
  /// A series' shape in its colour, as in the figures.
  static func html(_ series: Series) -> String {
    let shape =
      switch series.shape {
      case .circle: "<circle cx=\"6\" cy=\"6\" r=\"4\"/>"
      case .square: "<rect x=\"2.4\" y=\"2.4\" width=\"7.2\" height=\"7.2\"/>"
      case .triangle: "<path d=\"M6 1.2 10.6 9.4H1.4Z\"/>"
      case .diamond: "<path d=\"M6 .9 11.1 6 6 11.1 .9 6Z\"/>"
      case .downTriangle: "<path d=\"M6 10.8 1.4 2.6H10.6Z\"/>"
      case .cross: "<path d=\"M4.4 1.2H7.6V4.4H10.8V7.6H7.6V10.8H4.4V7.6H1.2V4.4H4.4Z\"/>"
      case .star:
        "<path d=\"M6 .4 7.3 4.2 11.3 4.3 8.1 6.7 9.3 10.5 6 8.2 2.7 10.5 3.9 6.7 .7 4.3 4.7 4.2Z\"/>"
      }
    return "<svg class=\"marker \(series.colour.rawValue)\" width=\"12\" height=\"12\" viewBox=\"0 0 12 12\""
      + " fill=\"currentColor\" aria-hidden=\"true\">\(shape)</svg>"
  }

  /// Every seed as a tick on a common scale, the interval as a bar, the mean as a line.
  static func strip(
    _ values: [Double], mean: Double, low: Double?, high: Double?, in range: ClosedRange<Double>,
    series: Series
  ) -> String {
    let width = 84.0
    func place(_ value: Double) -> String {
      let share = (value - range.lowerBound) / (range.upperBound - range.lowerBound)
      let tenths = ((3 + min(max(share, 0), 1) * (width - 6)) * 10).rounded(.toNearestOrEven) / 10
      return Format.shortest(tenths)
    }
    var parts: [String] = []
    if let low, let high {
      parts.append(
        "<path d=\"M\(place(low)) 10H\(place(high))\" stroke-width=\"8\" stroke-opacity=\".18\"/>")
    }
    let ticks = values.map { "M\(place($0)) 5V15" }.joined()
    parts.append("<path d=\"\(ticks)\" stroke-width=\"1.2\" stroke-opacity=\".75\"/>")
    parts.append("<path d=\"M\(place(mean)) 2V18\" stroke-width=\"2.4\"/>")
    return
      "<svg class=\"strip \(series.colour.rawValue)\" width=\"84\" height=\"20\" viewBox=\"0 0 84 20\" fill=\"none\""
      + " stroke=\"currentColor\" aria-hidden=\"true\">\(parts.joined())</svg>"
  }
}
