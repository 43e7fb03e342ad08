#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// How long something took.
struct Elapsed {
  var seconds = 0.0
  /// Of all threads of this process. Beyond `seconds` where several were at work, below where others were.
  var processorSeconds = 0.0

  static func + (a: Elapsed, b: Elapsed) -> Elapsed {
    Elapsed(seconds: a.seconds + b.seconds, processorSeconds: a.processorSeconds + b.processorSeconds)
  }

  static func of(_ work: () throws -> Void) rethrows -> Elapsed {
    let (wall, processor) = (now(CLOCK_MONOTONIC), now(CLOCK_PROCESS_CPUTIME_ID))
    try work()
    return Elapsed(
      seconds: now(CLOCK_MONOTONIC) - wall, processorSeconds: now(CLOCK_PROCESS_CPUTIME_ID) - processor)
  }

  private static func now(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
