import Synchronization
import Tensors

/// Gives the cores to runs: one to each while others wait; when none waits any more, those that are still at work share
/// what has become free. The bits do not depend on it.
final class CoreShare: Sendable {
  private struct State {
    var waiting: Int
    var teams: [ThreadTeam] = []
  }

  private let threads: Int
  private let state: Mutex<State>

  /// - Parameters:
  ///   - threads: cores, at least 1.
  ///   - runs: that will begin.
  init(threads: Int, runs: Int) {
    self.threads = threads
    state = Mutex(State(waiting: runs))
  }

  /// A run begins: its threads.
  func begin() -> ThreadTeam {
    let team = ThreadTeam(threads: min(threads, ThreadTeam.most))
    state.withLock { state in
      state.waiting -= 1
      state.teams.append(team)
      share(state)
    }
    return team
  }

  /// A run has ended.
  func end(_ team: ThreadTeam) {
    state.withLock { state in
      state.teams.removeAll { $0 === team }
      share(state)
    }
  }

  private func share(_ state: State) {
    for (index, team) in state.teams.enumerated() {
      let count = state.teams.count
      team.limit = state.waiting > 0 ? 1 : max(1, threads / count + (index < threads % count ? 1 : 0))
    }
  }
}
