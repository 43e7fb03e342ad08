import Plots

extension ProbedPoints {
  /// The points by class, evenly thinned; one list without a name where there are no classes.
  func byClass(_ words: Words, limit: Int = .max) -> [(name: String, points: [Point])] {
    let stride = points.count > limit ? (points.count - 1) / limit + 1 : 1
    let kept = Swift.stride(from: 0, to: points.count, by: stride)
    guard let labels else { return [("", kept.map { points[$0] })] }
    let count = max(classNames.count, (labels.max() ?? 0) + 1)
    return (0..<count).map { label in
      (
        words.classLabel(classNames.name(ofClass: label)),
        kept.filter { labels[$0] == label }.map { points[$0] }
      )
    }
  }
}
