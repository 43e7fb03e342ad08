/// Changes of configuration as they are shown: what changed alike in several experiments, or in several places of a
/// list, is one line.
struct ConfigurationLine {
  private(set) var path: String
  /// As `flow`; nil where it was not there.
  let before: String?
  let after: String?
  /// Where: experiments with the variants, nil for all of one's.
  private(set) var places: [(experiment: String, variants: [String]?)]
  /// Indices that the first list of the path stands for.
  private var indices: [Int] = []

  private init(_ change: ConfigurationChange) {
    path = change.path
    before = change.before?.flow
    after = change.after?.flow
    places = [(change.experiment, change.variants)]
  }

  static func lines(_ changes: [ConfigurationChange]) -> [ConfigurationLine] {
    var lines: [ConfigurationLine] = []
    for change in changes {
      let line = ConfigurationLine(change)
      if let place = lines.firstIndex(where: {
        $0.path == line.path && $0.before == line.before && $0.after == line.after
      }) {
        lines[place].places += line.places
      } else {
        lines.append(line)
      }
    }
    return joined(lines)
  }

  /// `layers[0].gain` and `layers[1].gain` as `layers[0-1].gain` where one changed wherever the other did: a network
  /// without a second layer does not speak against it.
  private static func joined(_ lines: [ConfigurationLine]) -> [ConfigurationLine] {
    var result: [ConfigurationLine] = []
    for var line in lines {
      guard let (head, index, tail) = parts(of: line.path) else {
        result.append(line)
        continue
      }
      line.indices = [index]
      let place = result.firstIndex { other in
        guard !other.indices.isEmpty, let (otherHead, _, otherTail) = parts(of: other.path) else {
          return false
        }
        return (head, tail) == (otherHead, otherTail) && other.before == line.before
          && other.after == line.after && (other.covers(line) || line.covers(other))
      }
      guard let place else {
        result.append(line)
        continue
      }
      if !result[place].covers(line) { result[place].places = line.places }
      result[place].indices.append(index)
    }
    for number in result.indices where result[number].indices.count > 1 {
      guard let (head, _, tail) = parts(of: result[number].path) else { continue }
      result[number].path = "\(head)[\(ranges(result[number].indices.sorted()))]\(tail)"
    }
    return result
  }

  /// Around the first index of a path.
  private static func parts(of path: String) -> (head: Substring, index: Int, tail: Substring)? {
    guard let open = path.firstIndex(of: "["), let close = path[open...].firstIndex(of: "]"),
      let index = Int(path[path.index(after: open)..<close])
    else { return nil }
    return (path[..<open], index, path[path.index(after: close)...])
  }

  /// `0-2, 4`
  private static func ranges(_ numbers: [Int]) -> String {
    var ranges: [ClosedRange<Int>] = []
    for number in numbers {
      if let last = ranges.last, last.upperBound + 1 == number {
        ranges[ranges.count - 1] = last.lowerBound...number
      } else {
        ranges.append(number...number)
      }
    }
    return ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
      .joined(separator: ", ")
  }

  private func covers(_ other: ConfigurationLine) -> Bool {
    other.places.allSatisfy { place in
      places.contains { mine in
        guard mine.experiment == place.experiment else { return false }
        guard let own = mine.variants else { return true }
        return place.variants.map { Set(own).isSuperset(of: $0) } ?? false
      }
    }
  }

  /// `relu; tanh`, or of several experiments `moons[relu; tanh], spirals`; empty: everywhere in the report. At most
  /// three variants of an experiment are named.
  func scope(experimentCount: Int) -> String {
    guard places.contains(where: { $0.variants != nil }) || places.count < experimentCount,
      places[0].experiment != ""
    else { return "" }
    return places.map { place in
      guard let variants = place.variants else { return place.experiment }
      // Labels may hold commas.
      let shown = variants.prefix(3).joined(separator: "; ")
      let list = variants.count > 3 ? "\(shown); \(variants.count - 3) more" : shown
      return experimentCount == 1 ? list : "\(place.experiment)[\(list)]"
    }.joined(separator: ", ")
  }
}

extension ReportDiff {
  var configurationLines: [ConfigurationLine] { ConfigurationLine.lines(configuration) }
}
