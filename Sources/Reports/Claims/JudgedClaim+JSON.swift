import Experiments

extension JudgedClaim {
  /// Each side once.
  private var values: [(key: String, value: JSONValue)] {
    var values: [(key: String, value: JSONValue)] = []
    for number in evidence.flatMap(\.numbers)
    where number.isExpression && !values.contains(where: { $0.key == number.name }) {
      values.append((number.name, .string(number.value)))
    }
    return values
  }
  var json: JSONValue {
    .object([
      ("sentence", .string(sentence)), ("expression", .string(expression)),
      ("verdict", .string(verdict.rawValue)),
      ("reason", reasons.isEmpty ? .null : .string(reasons.joined(separator: " "))),
      ("comparisons", .array(judgement.comparisons.map(\.json))),
      (
        "values",
        .object(values)
      ),
    ])
  }
}

extension ComparisonJudgement {
  fileprivate var json: JSONValue {
    var test: TestedDifference?
    var members: [(key: String, value: JSONValue)] = [
      ("text", .string(text)), ("verdict", .string(verdict.rawValue)),
    ]
    switch evidence {
    case .plain, .everySeed: members.append(("difference", .null))
    case .tested(let tested):
      test = tested
      members.append(("difference", tested.interval.json))
    case .equivalence(let tested):
      members.append(("difference", tested.interval.json))
      members.append(("margin", .double(tested.margin)))
    }
    return .object(
      members + [
        ("p", .double(test?.p)), ("p_adjusted", .double(test?.adjustedP)), ("won", .double(test?.won)),
        ("seeds", .integer(seeds)), ("failed_seeds", .integer(missingSeeds)),
        ("seeds_needed", seedsNeeded.map { .integer($0) } ?? .null),
      ])
  }

  /// How many seeds would be likely to settle it; nil where it is settled, or none would.
  private var seedsNeeded: Int? {
    switch reason {
    case .undecided(let likely): likely
    case .tooFewSeeds(_, let fewest): fewest
    case .missingSeeds, .undefined, .identical, nil: nil
    }
  }
}
