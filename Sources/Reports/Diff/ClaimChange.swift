/// A claim whose verdict or wording is not what it was.
package struct ClaimChange: Sendable {
  enum Kind: String, Sendable {
    /// From holds to refuted or inconclusive, or from inconclusive to refuted.
    case worse
    case better
    /// No longer in the file.
    case went
    /// Judged before, not judged now.
    case notJudged = "no longer judged"
    case came
    /// Not judged before.
    case judged
    /// The verdict is the same (or none), the expression or the sentence is another.
    case edited
  }

  let kind: Kind
  /// nil where it came.
  let before: StoredReport.Claim?
  /// nil where it went.
  let after: StoredReport.Claim?

  /// The sentence as it is now.
  var sentence: String { after?.sentence ?? before?.sentence ?? "" }
  /// nil where the sentence is as it was.
  var earlierSentence: String? { earlier(\.sentence) }
  /// nil where the expression is as it was.
  var earlierExpression: String? { earlier(\.expression) }

  private func earlier(_ text: (StoredReport.Claim) -> String) -> String? {
    guard let before, let after, text(before) != text(after) else { return nil }
    return text(before)
  }
}

extension ClaimChange {
  /// Claims are the same where the sentence is; of the others, where the expression is, so that a claim does not
  /// escape by being reworded. The k-th of several alike goes with the k-th.
  static func changes(_ before: [StoredReport.Claim], _ after: [StoredReport.Claim]) -> [ClaimChange] {
    var partner: [Int?] = after.map { _ in nil }
    var free = Array(before.indices)
    for key in [\StoredReport.Claim.sentence, \.expression] {
      for index in after.indices where partner[index] == nil {
        guard let place = free.firstIndex(where: { before[$0][keyPath: key] == after[index][keyPath: key] })
        else { continue }
        partner[index] = free.remove(at: place)
      }
    }
    let now = after.indices.compactMap { change(partner[$0].map { before[$0] }, after[$0]) }
    return now + free.map { ClaimChange(kind: .went, before: before[$0], after: nil) }
  }

  private static func change(_ before: StoredReport.Claim?, _ after: StoredReport.Claim) -> ClaimChange? {
    guard let before else { return ClaimChange(kind: .came, before: nil, after: after) }
    let kind: Kind
    switch (before.verdict, after.verdict) {
    case (let old?, let new?) where new.rank < old.rank: kind = .worse
    case (let old?, let new?) where new.rank > old.rank: kind = .better
    case (_?, nil): kind = .notJudged
    case (nil, _?): kind = .judged
    default:
      guard before.sentence != after.sentence || before.expression != after.expression else { return nil }
      kind = .edited
    }
    return ClaimChange(kind: kind, before: before, after: after)
  }
}
