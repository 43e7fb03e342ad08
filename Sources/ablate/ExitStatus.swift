import ArgumentParser

/// How the command ends; the worst of several wins.
enum ExitStatus: Int32 {
  case success = 0
  /// A claim is refuted or inconclusive.
  case claimFailed = 1
  /// An experiment file is invalid.
  case invalidFile = 2
  /// A committed report is stale.
  case staleReport = 3
  /// A run could not be carried out.
  case cannotRun = 4
  case usage = 64
  case interrupted = 130

  private var rank: Int {
    switch self {
    case .success: 0
    case .claimFailed: 1
    case .staleReport: 2
    case .invalidFile: 3
    case .cannotRun: 4
    case .usage: 5
    case .interrupted: 6
    }
  }

  func worse(_ other: ExitStatus) -> ExitStatus { rank >= other.rank ? self : other }

  var code: ExitCode { ExitCode(rawValue) }
}
