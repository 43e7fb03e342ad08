/// What the results say of a claim.
package enum Verdict: String, CaseIterable, Sendable {
  /// The results bear it out.
  case holds
  /// The results speak against it.
  case refuted
  /// The results settle it neither way.
  case inconclusive

  // Kleene's strong logic of three values: what is open stays open unless the other side decides.

  var negated: Verdict {
    switch self {
    case .holds: .refuted
    case .refuted: .holds
    case .inconclusive: .inconclusive
    }
  }

  func and(_ other: Verdict) -> Verdict {
    if self == .refuted || other == .refuted { return .refuted }
    return self == .holds && other == .holds ? .holds : .inconclusive
  }

  func or(_ other: Verdict) -> Verdict { negated.and(other.negated).negated }
}

/// How many of some claims the results bear out.
package struct ClaimCount: Hashable, Sendable {
  package var holds: Int
  package var refuted: Int
  package var inconclusive: Int

  package init(holds: Int = 0, refuted: Int = 0, inconclusive: Int = 0) {
    self.holds = holds
    self.refuted = refuted
    self.inconclusive = inconclusive
  }

  package init(_ verdicts: some Sequence<Verdict>) {
    self.init()
    for verdict in verdicts {
      switch verdict {
      case .holds: holds += 1
      case .refuted: refuted += 1
      case .inconclusive: inconclusive += 1
      }
    }
  }

  package var all: Int { holds + refuted + inconclusive }
  package var allHold: Bool { holds == all }
  /// The worst verdict among them; nil without claims.
  package var worst: Verdict? {
    refuted > 0 ? .refuted : inconclusive > 0 ? .inconclusive : holds > 0 ? .holds : nil
  }
}
