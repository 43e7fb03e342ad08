import Datasets
import Diagnostics

/// Why an expression that is right has no value, or a claim no verdict.
package enum ResultObstacle: Hashable, Sendable {
  /// The experiment's data are not on this machine.
  case notRun(experiment: String, MissingData)
  case noResults(experiment: String)
  /// `within` an expression that turned out to be this.
  case negativeMargin(Double)

  /// For diagnostics, which do not repeat what is told of the experiment itself.
  var message: String {
    switch self {
    case .notRun(let experiment, _): "'\(experiment)' was not run"
    case .noResults(let experiment): "'\(experiment)' has no results"
    case .negativeMargin(let margin): "a margin is not negative, and this is \(Format.significant(margin, 4))"
    }
  }
}
