import Diagnostics

/// How long it takes until anything happens, as a section.
enum StartSection {
  static func text(_ context: Context) throws -> String {
    let ablate = try context.ablate()
    try context.folder.write(Array(SweepWork.experiment.utf8), to: "sweep/moons.md")
    let stored = SweepSection.command(ablate, context, store: "full")
    var rows: [(name: String, command: Command, seconds: [Double])] = [
      ("ablate --help", Command(ablate, ["--help"]), []),
      ("ablate run, all \(SweepWork.runs.count) runs stored", stored, []),
    ]
    for peer in context.options.peers {
      let package = peer.packages[0]
      rows.append(
        (
          "python -c 'import \(package)'",
          Command(try context.process(peer).python, ["-c", "import \(package)"]), []
        ))
    }
    // The first time fills the store, and the caches of files.
    for row in rows { _ = try ChildProcess.seconds([row.command]) }
    for repetition in 0..<context.options.repetitions {
      context.progress("start: \(repetition + 1) of \(context.options.repetitions)")
      for index in rows.indices {
        rows[index].seconds.append(try ChildProcess.seconds([rows[index].command]))
      }
    }
    var table = MarkdownTable([("process", .left), ("ms", .right)])
    for row in rows { table.add([row.name, (Spread(row.seconds) * 1000).text]) }
    return """
      ## Start

      Whole processes, from start to end. \(context.medians)

      \(table.text)
      """
  }
}
