import Testing

@testable import Experiments

@Suite struct CoreShareTests {
  @Test func runsThatAreLeftOverShareTheCores() {
    let cores = CoreShare(threads: 4, runs: 5)
    let teams = (0..<4).map { _ in cores.begin() }
    #expect(teams.map(\.limit) == [1, 1, 1, 1])
    cores.end(teams[0])
    #expect(teams[1].limit == 1, "one still waits")
    let last = cores.begin()
    #expect([teams[1], teams[2], teams[3], last].map(\.limit) == [1, 1, 1, 1])
    cores.end(teams[2])
    #expect([teams[1], teams[3], last].map(\.limit) == [2, 1, 1])
    cores.end(teams[1])
    #expect([teams[3], last].map(\.limit) == [2, 2])
    cores.end(teams[3])
    #expect(last.limit == 4)
    cores.end(last)
  }

  @Test func aSingleRunHasThemAll() {
    #expect(CoreShare(threads: 2, runs: 1).begin().limit == 2)
    #expect(CoreShare(threads: 1, runs: 1).begin().limit == 1)
  }
}
