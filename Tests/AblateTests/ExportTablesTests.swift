import Foundation
import Testing

/// `ablate export csv` and `tensorboard`: the same numbers as in the report, in other programs.
@Suite struct ExportTablesTests {
  /// A grid of a number and a name, one of whose runs diverges, and an experiment with nothing varied.
  static let file = """
    ```yaml {#grid .experiment}
    data: {name: two_moons, samples: 60}
    model: {hidden: [4], activation: tanh}
    optimizer: {name: sgd, learning_rate: 0.1}
    train: {epochs: 3}
    record: {gradients: true}
    vary:
      optimizer.learning_rate: [0.1, 1e38]
      model.activation: {"=1+1": relu, "wide, \\"tanh\\"": tanh}
    seeds: [3, 1]
    ```

    ```yaml {#flat .experiment}
    data: {name: sine, samples: 60}
    model: {hidden: [4]}
    train: {epochs: 2}
    seeds: 1
    ```
    """

  private static func command(_ arguments: String...) async throws -> (Command, Command.Result) {
    let command = try Command()
    try command.write(file, to: "experiments/it.md")
    return (command, try await command.finish(try command.start(["export"] + arguments)))
  }

  /// By record, then by head.
  private static func records(_ csv: String) -> [[String: String]] {
    // Fields with line ends are not among these.
    let lines = csv.components(separatedBy: "\r\n").dropLast().map { line in
      var fields: [String] = [""]
      var isQuoted = false
      for character in line {
        if character == "\"" {
          isQuoted.toggle()
        } else if character == ",", !isQuoted {
          fields.append("")
        } else {
          fields[fields.count - 1].append(character)
        }
      }
      return fields
    }
    return lines.dropFirst().map { fields in Dictionary(uniqueKeysWithValues: zip(lines[0], fields)) }
  }

  /// What a report's JSON says of runs. Decoded: `JSONSerialization` is a bit off in the last digits.
  private struct Report: Decodable {
    struct Experiment: Decodable { let variants: [Variant] }
    struct Variant: Decodable { let runs: [Run] }
    struct Run: Decodable {
      let status: String
      let steps: Int
      let metrics: [String: Double?]
      let curves: [String: Curve]
    }
    struct Curve: Decodable {
      let epochs: [Int]
      let values: [Double?]
    }
    let experiments: [Experiment]
  }

  // MARK: - CSV

  @Test func tablesHoldWhatReportsDo() async throws {
    let (command, export) = try await Self.command("csv", "experiments/it.md")
    defer { command.remove() }
    #expect(export.status == 0, "\(export.errors)")
    #expect(export.output == "it-csv: runs.csv, curves.csv\n")
    #expect(export.errors.contains("note: a spreadsheet would take '=1+1' for a formula"), "\(export.errors)")
    let runs = Self.records(try command.read("it-csv/runs.csv"))
    let curves = Self.records(try command.read("it-csv/curves.csv"))
    #expect(
      try command.read("it-csv/runs.csv").hasPrefix(
        "experiment,variant,optimizer.learning_rate,model.activation,seed,status,epoch,steps,parameters,"))
    #expect(runs.count == 9)
    #expect(runs.map { $0["seed"] } == ["3", "1", "3", "1", "3", "1", "3", "1", "0"])
    #expect(Set(runs.map { $0["optimizer.learning_rate"] }) == ["0.1", "1e38", ""])
    #expect(Set(runs.map { $0["model.activation"] }) == ["=1+1", "wide, tanh", ""])

    // Every value of the report, from the first digit to the last.
    #expect(try await command("run", "-q").status == 0)
    let report = try JSONDecoder().decode(Report.self, from: Data(try command.read("reports/it.json").utf8))
    var row = 0
    var divergences = 0
    for run in report.experiments.flatMap(\.variants).flatMap(\.runs) {
      let written = runs[row]
      #expect(written["status"] == run.status)
      #expect(written["steps"] == "\(run.steps)")
      for (metric, value) in run.metrics {
        #expect(try #require(written[metric]) == "" || run.status == "completed", "\(metric)")
        #expect(Double(try #require(written[metric])) == value || run.status == "diverged", "\(metric)")
      }
      for (metric, curve) in run.curves {
        let points = curves.filter { point in
          point["metric"] == metric
            && ["experiment", "variant", "seed"].allSatisfy { point[$0] == written[$0] }
        }
        #expect(points.map { Double($0["value"] ?? "") } == curve.values, "\(metric)")
        #expect(points.map { Int($0["epoch"] ?? "") } == curve.epochs, "\(metric)")
      }
      divergences += run.status == "diverged" ? 1 : 0
      row += 1
    }
    #expect(row == runs.count)
    #expect(divergences > 0)
    #expect(curves.contains { $0["metric"] == "gradients.hidden1.weight.norm" })
    #expect(!(try command.read("it-csv/runs.csv").contains("gradients.")))
  }

  @Test func oneExperimentOrAllAndTheSameBytes() async throws {
    let (command, export) = try await Self.command("csv", "experiments/it.md#flat", "--threads", "1")
    defer { command.remove() }
    #expect(export.status == 0 && export.errors.contains("note:") == false, "\(export.errors)")
    let lines = try command.read("flat-csv/runs.csv").components(separatedBy: "\r\n")
    #expect(lines[0].hasPrefix("experiment,variant,seed,status,"))
    #expect(lines.count == 3 && lines[1].hasPrefix("flat,flat,0,completed,2,"))
    try await command("export", "csv", "experiments/it.md", "-o", "a", "--threads", "1", "--store", "s1")
    try await command("export", "csv", "experiments/it.md", "-o", "b", "--threads", "2", "--store", "s2")
    let quiet = try await command("export", "csv", "experiments/it.md", "-o", "b", "-q", "--spreadsheet")
    #expect(quiet.status == 0 && quiet.output.isEmpty && quiet.errors.isEmpty, "\(quiet.errors)")
    #expect(try command.files("a") != command.files("b"))
    #expect(try command.read("b/runs.csv").contains("'=1+1,3,"))
    try await command("export", "csv", "experiments/it.md", "-o", "b")
    #expect(try command.files("a") == command.files("b"))
  }

  private static let readWithPandas = """
    import pandas as pd
    runs = pd.read_csv("it-csv/runs.csv")
    curves = pd.read_csv("it-csv/curves.csv")
    assert runs["optimizer.learning_rate"].dtype.kind == "f", runs.dtypes
    assert runs["test.accuracy"].isna().sum() == (runs["status"] == "diverged").sum() + 1
    assert runs["model.activation"].iloc[2] == 'wide, "tanh"'
    last = curves[(curves.metric == "test.loss") & (curves.experiment == "flat")].value.iloc[-1]
    assert repr(float(last)) == repr(float(runs["test.loss"].iloc[-1]))
    print(curves[curves.metric == "train.loss"].pivot_table(index="epoch", columns="variant", values="value").shape)
    """

  @Test(.enabled(if: Python.hasPandas, "Python has no pandas"))
  func pandasReadsTheTables() async throws {
    let (command, export) = try await Self.command("csv", "experiments/it.md")
    defer { command.remove() }
    #expect(export.status == 0)
    let read = try await Python.run(["-c", Self.readWithPandas], in: command.folder)
    #expect(read.status == 0, "\(read.errors)")
    #expect(read.output.hasSuffix(", 5)\n"))
  }

  // MARK: - TensorBoard

  @Test func runsHaveFoldersThatAreSafe() async throws {
    let (command, export) = try await Self.command("tensorboard", "experiments/it.md", "-o", "logs")
    defer { command.remove() }
    #expect(export.status == 0, "\(export.errors)")
    #expect(export.output == "logs: tensorboard --logdir logs\n")
    let files = try command.files("logs")
    #expect(files.count == 9)
    for name in ["flat/seed-0", "grid/0.1_=1+1/seed-3", "grid/1e38_wide_tanh_/seed-1"] {
      #expect(files["\(name)/events.out.tfevents.0.ablate"] != nil, "\(name) of \(files.keys.sorted())")
    }
    for data in files.values {
      #expect(data.dropFirst(12).starts(with: [0x1A, 0x0D] + Array("brain.Event:2".utf8)))
    }
    try await command(
      "export", "tensorboard", "experiments/it.md", "-o", "again", "--threads", "1", "--store", "other")
    #expect(try command.files("again") == files)
    // A variant that is gone leaves no folder behind.
    try command.write(
      Self.file.replacingOccurrences(of: "[0.1, 1e38]", with: "[0.1, 0.2]"), to: "experiments/it.md")
    let changed = try await command("export", "tensorboard", "experiments/it.md", "-o", "logs")
    #expect(changed.status == 0, "\(changed.errors)")
    let names = try command.files("logs").keys
    #expect(names.count == 9 && !names.contains { $0.contains("1e38") })
  }

  private static let readWithTensorBoard = """
    import csv, math, struct, warnings
    warnings.simplefilter("error")
    from pathlib import Path
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
    from tensorboard.plugins.hparams import metadata, plugin_data_pb2
    from tensorboard.util import tensor_util
    wanted = {}
    for row in csv.DictReader(open("it-csv/curves.csv", newline="")):
        run = (row["experiment"], row["optimizer.learning_rate"], row["model.activation"], row["seed"])
        tag = row["metric"].replace(".", "/", 1)
        value = struct.unpack("f", struct.pack("f", float(row["value"])))[0] if row["value"] else None
        wanted.setdefault(run, {}).setdefault(tag, []).append((int(row["epoch"]), value))
    found = {}
    for path in Path("logs").rglob("*tfevents*"):
        events = EventAccumulator(str(path.parent), size_guidance={"tensors": 0})
        events.Reload()
        assert events.Tags()["scalars"] == [], "old style"
        content = events.SummaryMetadata("_hparams_/session_start_info").plugin_data.content
        start = plugin_data_pb2.HParamsPluginData.FromString(content).session_start_info
        rate = start.hparams["optimizer.learning_rate"].number_value if "optimizer.learning_rate" in start.hparams else ""
        name = start.hparams["model.activation"].string_value if "model.activation" in start.hparams else ""
        seed = path.parent.name.removeprefix("seed-")
        rate = {0.1: "0.1", 1e38: "1e38", "": ""}[rate]
        run = (start.hparams["experiment"].string_value, rate, name, seed)
        for tag in events.PluginTagToContent("scalars"):
            for event in events.Tensors(tag):
                assert event.wall_time == 0
                value = tensor_util.make_ndarray(event.tensor_proto).item()
                value = value if math.isfinite(value) else None
                found.setdefault(run, {}).setdefault(tag, []).append((event.step, value))
    assert len(found) == 9, found.keys()
    assert found == wanted
    print(sum(len(curve) for run in found.values() for curve in run.values()))
    """

  @Test(.enabled(if: Python.hasTensorBoard, "Python has no tensorboard"))
  func tensorBoardReadsEveryValueBack() async throws {
    let (command, export) = try await Self.command("tensorboard", "experiments/it.md", "-o", "logs")
    defer { command.remove() }
    #expect(export.status == 0, "\(export.errors)")
    try await command("export", "csv", "experiments/it.md")
    let read = try await Python.run(["-c", Self.readWithTensorBoard], in: command.folder)
    #expect(read.status == 0, "\(read.errors)")
    #expect((Int(read.output.dropLast()) ?? 0) > 300)
  }

  // MARK: - What can be wrong

  @Test(arguments: ["csv", "tensorboard"])
  func whatIsWrongIsTold(_ kind: String) async throws {
    let (command, unknown) = try await Self.command(kind, "experiments/it.md#gird")
    defer { command.remove() }
    #expect(unknown.status == 64 && unknown.errors.contains("did you mean 'grid'?"), "\(unknown.errors)")
    let folder = try await command("export", kind, "experiments")
    #expect(folder.status == 64 && folder.errors.contains("'experiments' is a folder"))
    try command.write("precious", to: "flat-\(kind)/thesis.txt")
    let refused = try await command("export", kind, "experiments/it.md#flat")
    #expect(refused.status == 4)
    #expect(refused.errors.contains("experiments/it.md: the folder 'flat-\(kind)' is not empty"))
    #expect(try command.files("flat-\(kind)").keys.sorted() == ["thesis.txt"])
    #expect(!command.exists(".ablate"))
    #expect(try await command("export", kind, "experiments/it.md#flat", "--force").status == 0)
    #expect(try command.read("flat-\(kind)/thesis.txt") == "precious")

    try command.write(
      Self.file.replacingOccurrences(of: "name: sine", with: "name: sinus"), to: "experiments/it.md")
    let wrong = try await command("export", kind, "experiments/it.md#grid")
    #expect(wrong.status == 2)
    #expect(
      wrong.errors.contains("experiments/it.md:14:14: error: unknown data set 'sinus'"), "\(wrong.errors)")
    try command.write(
      Self.file.replacingOccurrences(
        of: "name: sine, samples: 60", with: "name: fashion_mnist, folder: nowhere"),
      to: "experiments/it.md")
    let missing = try await command("export", kind, "experiments/it.md", "-o", "there")
    #expect(missing.status == 4, "\(missing.errors)")
    #expect(missing.errors.contains("error: flat: "))
    #expect(!command.exists("there"))
  }
}
