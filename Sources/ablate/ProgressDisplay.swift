import Diagnostics
import Experiments
import Foundation
import Reports
import Synchronization

/// Shows runs as they go: one line that is written over on a terminal, now and then a plain line elsewhere. On standard
/// error, so that standard output holds results alone.
final class ProgressDisplay: Sendable {
  private struct State {
    var total = 0
    var stored = 0
    var done = 0
    var started = ContinuousClock.now
    var lastShown = ContinuousClock.now
    var lastPercent = 0
    var lineIsShown = false
  }

  private let isTerminal: Bool
  private let isQuiet: Bool
  private let threads: Int
  private let state = Mutex(State())

  init(isTerminal: Bool, isQuiet: Bool, threads: Int) {
    self.isTerminal = isTerminal
    self.isQuiet = isQuiet
    self.threads = threads
  }

  func show(_ event: RunEvent) {
    state.withLock { state in
      switch event {
      case .planned(let total, let stored):
        state.total = total
        state.stored = stored
        state.started = .now
        if total > stored {
          line("\(total) runs: \(stored) stored, \(total - stored) to execute, \(threads) at a time", &state)
        }
      case .explained(let place, let seed, let reason):
        clear(&state)
        write("\(place), seed \(seed): \(reason)\n")
      case .started:
        break
      case .advanced(let place, let seed, let epoch, let epochs, let loss):
        guard isTerminal, !isQuiet, state.lastShown.duration(to: .now) > .milliseconds(100) else { return }
        state.lastShown = .now
        let lossText = loss.map { ", loss \(Format.significant($0, 3))" } ?? ""
        let text =
          "\(counter(state)) \(place), seed \(seed): epoch \(epoch)/\(epochs)\(lossText)\(timeLeft(state))"
        write("\r\u{1B}[2K" + fitted(text))
        state.lineIsShown = true
      case .finished(let place, let seed, let status):
        state.done += 1
        if status != "completed" { line("\(place), seed \(seed): \(status)", &state) }
        let missing = state.total - state.stored
        let percent = missing > 0 ? 100 * state.done / missing : 100
        if !isTerminal, percent >= state.lastPercent + 10 || state.done == missing {
          state.lastPercent = percent
          line("\(counter(state)) \(place)\(timeLeft(state))", &state)
        }
        if state.done == missing { clear(&state) }
      case .skipped(let place, let reason):
        clear(&state)
        write("\(place): skipped: \(Words().missing(reason))\n")
      }
    }
  }

  func finish() {
    state.withLock { clear(&$0) }
  }

  private func line(_ text: String, _ state: inout State) {
    guard !isQuiet else { return }
    clear(&state)
    write(text + "\n")
  }

  private func clear(_ state: inout State) {
    if state.lineIsShown { write("\r\u{1B}[2K") }
    state.lineIsShown = false
  }

  private func counter(_ state: State) -> String {
    let missing = String(state.total - state.stored)
    let done = String(state.done)
    return "[\(String(repeating: " ", count: max(missing.count - done.count, 0)))\(done)/\(missing)]"
  }

  private func timeLeft(_ state: State) -> String {
    let missing = state.total - state.stored
    guard state.done > 0, state.done < missing else { return "" }
    let seconds =
      Int(state.started.duration(to: .now).components.seconds) * (missing - state.done) / state.done
    return seconds >= 60 ? ", \(seconds / 60) min \(seconds % 60) s left" : ", \(seconds) s left"
  }

  /// A line that wraps could not be written over.
  private func fitted(_ text: String) -> String {
    let columns = Console.columns(of: STDERR_FILENO) ?? 80
    var width = 0
    return String(
      text.prefix { character in
        width += character.displayWidth
        return width < columns
      })
  }

  private func write(_ text: String) {
    FileHandle.standardError.write(Data(text.utf8))
  }
}
