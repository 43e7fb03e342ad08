/// Finds what a mistyped name was meant to be.
package enum Suggestion {
  /// The candidate nearest to `name`, if it is near enough to be meant: at most a third of its letters away
  /// (at least one, at most three), by edits where exchanging two neighbours counts once. A candidate that
  /// begins with the name, or the other way round, counts too. Earlier candidates win ties.
  package static func nearest(to name: String, in candidates: some Sequence<String>) -> String? {
    let wanted = Array(normalized(name))
    guard !wanted.isEmpty else { return nil }
    var best: (candidate: String, distance: Int)?
    var prefixed: String?
    for candidate in candidates {
      let letters = Array(normalized(candidate))
      let limit = min(3, max(1, max(letters.count, wanted.count) / 3))
      let distance = editDistance(wanted, letters)
      if distance <= limit, best.map({ distance < $0.distance }) ?? true {
        best = (candidate, distance)
      }
      if prefixed == nil, min(letters.count, wanted.count) >= 3,
        letters.starts(with: wanted) || wanted.starts(with: letters)
      {
        prefixed = candidate
      }
    }
    return best?.candidate ?? prefixed
  }

  /// `did you mean 'relu'?`, or nil where nothing is near.
  package static func hint(for name: String, in candidates: some Sequence<String>) -> String? {
    nearest(to: name, in: candidates).map(hint)
  }

  /// `did you mean 'relu'?`
  package static func hint(_ nearest: String) -> String { "did you mean '\(nearest)'?" }

  /// `did you mean 'relu'?`, else the whole list: `one of: relu, tanh`.
  package static func hintOrList(for name: String, in candidates: some Collection<String>) -> String {
    hint(for: name, in: candidates) ?? "one of: \(candidates.joined(separator: ", "))"
  }

  private static func normalized(_ name: String) -> String {
    String(name.lowercased().map { $0 == "-" || $0 == " " ? "_" : $0 })
  }

  /// Optimal string alignment: insertions, deletions, substitutions and exchanges of neighbours.
  private static func editDistance(_ a: [Character], _ b: [Character]) -> Int {
    if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
    var rows = [[Int]](repeating: [Int](repeating: 0, count: b.count + 1), count: a.count + 1)
    for i in 0...a.count { rows[i][0] = i }
    for j in 0...b.count { rows[0][j] = j }
    for i in 1...a.count {
      for j in 1...b.count {
        let substitution = rows[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
        rows[i][j] = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, substitution)
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          rows[i][j] = min(rows[i][j], rows[i - 2][j - 2] + 1)
        }
      }
    }
    return rows[a.count][b.count]
  }
}
