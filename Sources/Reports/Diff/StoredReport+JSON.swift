import Diagnostics

/// Why a file is no report that can be compared.
package enum StoredReportProblem: Error, Hashable {
  case notJSON
  /// JSON, but a member that every report has is missing or of another kind.
  case notReport(member: String)
  /// Written by a later version of this program.
  case newerFormat(Int)

  package var message: String {
    switch self {
    case .notJSON: "not JSON, or cut short"
    case .notReport(let member): "no report of this program: '\(member)' is missing or not what it should be"
    case .newerFormat(let format):
      "a report in format \(format); this version reads up to \(StoredReport.newestFormat), so a newer ablate is needed"
    }
  }
}

extension StoredReport {
  /// The newest `format` of `JSONReport` that is understood here.
  package static var newestFormat: Int { JSONReport.formatVersion }

  /// Reads what `JSONReport` wrote. Claims without verdict, as earlier versions wrote them, are not judged.
  package init(json bytes: [UInt8], name: String) throws(StoredReportProblem) {
    guard let value = JSONValue(parsing: String(decoding: bytes, as: UTF8.self)) else { throw .notJSON }
    guard let format = value["format"]?.wholeNumber else { throw .notReport(member: "format") }
    guard format <= Self.newestFormat else { throw .newerFormat(format) }
    self.name = name
    alpha = try value.required("alpha", \.doubleValue)
    experiments = try value.list("experiments").map { value throws(StoredReportProblem) in
      try Experiment(value)
    }
    claims = try value.list("claims").map { value throws(StoredReportProblem) in try Claim(value) }
  }
}

extension StoredReport.Experiment {
  fileprivate init(_ value: JSONValue) throws(StoredReportProblem) {
    id = try value.required("id", \.stringValue)
    skipped = value["skipped"]?.stringValue
    seeds = try value.list("seeds").compactMap(\.wholeNumber)
    baseline = value["baseline"]?.stringValue
    variants = try value.list("variants").map { value throws(StoredReportProblem) in
      StoredReport.Variant(
        label: try value.required("label", \.stringValue), configuration: value["configuration"] ?? .null,
        runs: try value.list("runs").map { value throws(StoredReportProblem) in
          try StoredReport.Run(value)
        })
    }
  }
}

extension StoredReport.Run {
  fileprivate init(_ value: JSONValue) throws(StoredReportProblem) {
    seed = try value.required("seed", \.wholeNumber)
    status = try value.required("status", \.stringValue)
    epoch = value["epoch"]?.wholeNumber
    cause = value["cause"]?.stringValue
    metrics = (value["metrics"]?.memberList ?? []).map { ($0.key, $0.value.doubleValue) }
  }
}

extension StoredReport.Claim {
  fileprivate init(_ value: JSONValue) throws(StoredReportProblem) {
    sentence = try value.required("sentence", \.stringValue)
    expression = try value.required("expression", \.stringValue)
    switch value["verdict"] {
    case nil, .null?: verdict = nil
    case let given?:
      guard let verdict = given.stringValue.flatMap(StoredReport.Verdict.init) else {
        throw .notReport(member: "verdict")
      }
      self.verdict = verdict
    }
    reason = value["reason"]?.stringValue
    comparisons = (value["comparisons"]?.elements ?? []).map(StoredReport.ClaimComparison.init)
    values = (value["values"]?.memberList ?? []).map { ($0.key, $0.value.stringValue ?? "") }
  }
}

extension StoredReport.ClaimComparison {
  fileprivate init(_ value: JSONValue) {
    text = value["text"]?.stringValue ?? ""
    difference = value["difference"].flatMap { difference in
      difference["mean"]?.doubleValue.map {
        StoredReport.Bounds(
          mean: $0, low: difference["low"]?.doubleValue, high: difference["high"]?.doubleValue)
      }
    }
    p = value["p_adjusted"]?.doubleValue ?? value["p"]?.doubleValue
    won = value["won"]?.doubleValue
    seeds = value["seeds"]?.wholeNumber
    failedSeeds = value["failed_seeds"]?.wholeNumber
  }
}

extension JSONValue {
  /// The member of an object; nil where there is none, and for what is no object.
  fileprivate subscript(name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == name }?.value
  }

  fileprivate var memberList: [(key: String, value: JSONValue)]? {
    if case .object(let members) = self { members } else { nil }
  }

  fileprivate var elements: [JSONValue]? {
    if case .array(let values) = self { values } else { nil }
  }

  fileprivate var stringValue: String? {
    if case .string(let text) = self { text } else { nil }
  }

  fileprivate var doubleValue: Double? {
    guard case .number(let text) = self, let value = Double(text), value.isFinite else { return nil }
    return value
  }

  fileprivate var wholeNumber: Int? {
    if case .number(let text) = self { Int(text) } else { nil }
  }

  fileprivate func required<Value>(
    _ name: String, _ read: (JSONValue) -> Value?
  ) throws(StoredReportProblem) -> Value {
    guard let value = self[name].flatMap(read) else { throw .notReport(member: name) }
    return value
  }

  fileprivate func list(_ name: String) throws(StoredReportProblem) -> [JSONValue] {
    try required(name, \.elements)
  }
}
