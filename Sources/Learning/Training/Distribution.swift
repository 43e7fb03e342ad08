import Tensors

/// How the values of a tensor are distributed: a few hundred of them that stand for all, each for as many as any other.
package enum Distribution {
  /// At most so many and one: of more values those at evenly spaced ranks, least and greatest among them.
  static let ranks = 256

  /// `distribution/weights.hidden1.weight/20`.
  package static func artifact(_ name: String, epoch: Int) -> String { "distribution/\(name)/\(epoch)" }

  /// The tensor and the epoch of an artifact's name; nil for another artifact.
  package static func parts(ofArtifact name: String) -> (tensor: String, epoch: Int)? {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == "distribution", let epoch = Int(parts[2]) else { return nil }
    return (String(parts[1]), epoch)
  }

  /// Ascending; what is not finite is left out.
  static func representatives(of values: [Float]) -> Tensor {
    let sorted = values.filter(\.isFinite).sorted()
    guard sorted.count > ranks + 1 else { return Tensor([sorted.count], sorted) }
    let last = sorted.count - 1
    return Tensor([ranks + 1], (0...ranks).map { sorted[($0 * last + ranks / 2) / ranks] })
  }
}
