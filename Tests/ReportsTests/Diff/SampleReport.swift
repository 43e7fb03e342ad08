import Foundation
import Reports

/// A made-up report, written as JSON and read back as one that was committed.
struct SampleReport {
  struct Variant {
    var label: String
    var configuration = "{\"model\": {\"activation\": \"relu\"}}"
    /// Final values by metric, one per seed; nil for null.
    var metrics: [(name: String, values: [Double?])] = []
    /// By place among the seeds; completed where nothing is said.
    var statuses: [Int: String] = [:]
  }

  struct Experiment {
    var id = "moons"
    var seeds = Array(0..<8)
    var baseline: String?
    var skipped: String?
    var variants: [Variant]
  }

  struct Claim {
    var sentence = "ReLU wins"
    var expression = "test.accuracy[relu] > 0.9"
    var verdict: String?
    var rest = ""
  }

  var name = "moons"
  var alpha = 0.05
  var experiments: [Experiment] = []
  var claims: [Claim] = []

  /// One experiment with one variant and one metric.
  static func metric(_ name: String, _ values: [Double?], seeds: [Int]? = nil) -> SampleReport {
    SampleReport(experiments: [
      Experiment(
        seeds: seeds ?? Array(values.indices),
        variants: [Variant(label: "relu", metrics: [(name, values)])])
    ])
  }

  static func claims(_ claims: Claim...) -> SampleReport { SampleReport(claims: claims) }

  func stored() throws -> StoredReport { try StoredReport(json: Array(json.utf8), name: name) }

  var json: String {
    """
    {"format": \(StoredReport.newestFormat), "title": "T", "alpha": \(alpha),
     "experiments": [\(experiments.map(Self.text).joined(separator: ",\n"))],
     "claims": [\(claims.map(Self.text).joined(separator: ",\n"))]}
    """
  }

  private static func text(_ experiment: Experiment) -> String {
    let variants = experiment.variants.map { variant in
      let runs = experiment.seeds.enumerated().map { place, seed in
        let metrics = variant.metrics.map { name, values in
          "\(quoted(name)): \(values[place].map { "\($0)" } ?? "null")"
        }.joined(separator: ", ")
        let status = variant.statuses[place] ?? "completed"
        let place = status == "diverged" ? ", \"epoch\": 3, \"step\": 9, \"cause\": \"∞ in a loss\"" : ""
        return "{\"seed\": \(seed), \"status\": \(quoted(status))\(place), \"metrics\": {\(metrics)}}"
      }
      return """
        {"label": \(quoted(variant.label)), "configuration": \(variant.configuration),
         "runs": [\(experiment.skipped == nil ? runs.joined(separator: ",\n") : "")]}
        """
    }
    return """
      {"id": \(quoted(experiment.id)), "skipped": \(experiment.skipped.map(quoted) ?? "null"),
       "seeds": \(experiment.seeds), "baseline": \(quoted(experiment.baseline ?? experiment.variants[0].label)),
       "variants": [\(variants.joined(separator: ",\n"))]}
      """
  }

  private static func text(_ claim: Claim) -> String {
    """
    {"sentence": \(quoted(claim.sentence)), "expression": \(quoted(claim.expression)),
     "verdict": \(claim.verdict.map(quoted) ?? "null")\(claim.rest)}
    """
  }

  private static func quoted(_ text: String) -> String { JSONValue.string(text).text.filter { $0 != "\n" } }
}

/// A diff of made-up reports, looked at through its JSON.
struct SampleDiff {
  let diff: ReportsDiff

  init(_ before: SampleReport?, _ after: SampleReport?) throws {
    try self.init([(before, after)])
  }

  init(_ reports: [(SampleReport?, SampleReport?)]) throws {
    diff = ReportsDiff(
      before: "old", after: "new",
      reports: try reports.map { (before: try $0.0?.stored(), after: try $0.1?.stored()) })
  }

  var text: String { DiffText(diff).text }
  var markdown: String { DiffMarkdown(diff).text }

  typealias Object = [String: Any]

  var json: Object {
    get throws {
      try JSONSerialization.jsonObject(with: Data(DiffJSON(diff).text.utf8)) as? Object ?? [:]
    }
  }

  /// The entries of one kind of all reports.
  func entries(_ key: String) throws -> [Object] {
    (try json["reports"] as? [Object] ?? []).flatMap { $0[key] as? [Object] ?? [] }
  }

  /// `change` of the entries of one kind.
  func changes(_ key: String) throws -> [String] { try entries(key).compactMap { $0["change"] as? String } }
}
