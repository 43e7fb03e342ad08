import Diagnostics

/// The table of all trainings that were timed.
enum TrainingTable {
  static func text(_ results: [TrainingResult], peers: [Peer]) -> String {
    var columns: [(title: String, alignment: MarkdownTable.Alignment)] = [
      ("suite", .left), ("steps", .right), ("Ablate, µs a step", .right), ("loss", .right),
      ("weights", .left),
    ]
    for peer in peers {
      columns += [
        ("\(peer.title), µs a step", .right), ("\(peer.title) / Ablate", .right), ("loss differs by", .right),
      ]
    }
    var table = MarkdownTable(columns)
    for result in results {
      var cells = [
        result.work.name, Format.grouped(result.steps), (result.ours.time * 1e6).text,
        loss(result.ours.losses),
        "`\(result.hash)`",
      ]
      for peer in peers {
        guard let side = result.peers[peer] else {
          cells += ["", "", ""]
          continue
        }
        cells += [
          (side.time * 1e6).text, Format.significant(side.time.median / result.ours.time.median, 3),
          differences(result, side),
        ]
      }
      table.add(cells)
    }
    return table.text
  }

  private static func loss(_ losses: [String: Double]) -> String {
    losses.sorted { $0.key < $1.key }.map { Format.significant($0.value, 5) }.joined(separator: "; ")
  }

  /// At the end, and before that where numbers should still agree: `1.2e-7 at step 100, 0.01 at the end`.
  private static func differences(_ result: TrainingResult, _ side: TrainingResult.Side) -> String {
    let last = difference(result.ours.losses, side.losses)
    guard result.agreedSteps < result.steps else { return last }
    let agreed = difference(result.ours.agreedLosses, side.agreedLosses)
    return "\(agreed) at step \(Format.grouped(result.agreedSteps)), \(last) at the end"
  }

  /// The largest relative difference of the losses.
  static func difference(_ ours: [String: Double], _ theirs: [String: Double]) -> String {
    let differences = ours.map { name, value in
      theirs[name].map { abs($0 - value) / max(abs(value), .leastNormalMagnitude) } ?? .nan
    }
    guard let largest = differences.max(), !differences.contains(where: \.isNaN) else { return "?" }
    return Format.significant(largest, 2)
  }
}
