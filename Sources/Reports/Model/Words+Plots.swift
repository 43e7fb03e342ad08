import Diagnostics

// What figures say of themselves: titles, and how to read them.

extension Words {
  var run: String { choose("run", "运行") }
  func runCount(_ count: Int) -> String { choose(count == 1 ? "1 run" : "\(count) runs", "\(count) 次运行") }

  // MARK: Scatter

  func metricScatterTitle(_ x: String, _ y: String, experiment: String) -> String {
    choose("\(y) against \(x), \(experiment)", "\(experiment) 的 \(y) 与 \(x)")
  }
  var metricScatterMeaning: String {
    choose("A point for every run that ended well.", "每个正常结束的运行一个点。")
  }
}
