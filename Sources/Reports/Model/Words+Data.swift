import Datasets
import Diagnostics

/// Words for what became of the data on their way to the runs.
extension Words {
  // MARK: Missing data

  package func missing(_ data: MissingData) -> String {
    switch data {
    case .file(let path, let similar):
      semicolons([
        text("data.missing.file", ["path": path]),
        similar.map { text("data.missing.similar", ["name": $0]) } ?? text("data.missing.relative"),
      ])
    case .fashionMNIST(let file):
      semicolons([
        text("data.missing.fashion", ["path": file]), text("data.missing.fashion.debian"),
        text("data.missing.fashion.folder", ["variable": DatasetRow.fashionMNISTVariable]),
      ])
    }
  }

  // MARK: Notes

  /// `standardize: x mean 3, std 1.871; y mean 0.1, std 0.05`
  func note(_ note: DataNote) -> String {
    let text = content(note)
    return note.part.map { text + bracketed(part($0)) } ?? text
  }

  private func content(_ note: DataNote) -> String {
    switch note.content {
    case .inferredTask(let target, let task):
      text("note.task", ["target": target, "task": taskWord(task)])
    case .samePoints(let count): text("note.same", ["count": count])
    case .givenTestSet: text("note.test")
    case .lostModes: text("note.modes")
    case .fitted(let step, let columns, let more):
      labelled(
        step, semicolons(columns.map(fitted) + (more > 0 ? [plural("note.columns.more", more)] : [])))
    case .unseenCategory(let step, let column, let category):
      labelled(
        step, text("note.unseen", ["column": column, "value": entry(category, Format.shortest)]))
    case .imputed(let step, let count, let column, let value, let strategy):
      labelled(
        step,
        plural(
          "note.imputed", count,
          ["column": column, "value": entry(value, number), "strategy": strategyWord(strategy)]))
    case .dropped(let step, let rows): labelled(step, plural("note.dropped", rows))
    }
  }

  private func taskWord(_ task: String) -> String {
    switch task {
    case "classification": text("note.task.classification")
    case "binary": text("note.task.binary")
    case "regression": text("note.task.regression")
    case "generation": text("note.task.generation")
    default: task
    }
  }

  /// Of the `strategy` option.
  private func strategyWord(_ strategy: String) -> String {
    switch strategy {
    case "mean": text("note.impute.mean")
    case "median": text("note.impute.median")
    case "most_frequent": text("note.impute.frequent")
    case "constant": text("note.impute.constant")
    default: strategy
    }
  }

  private func part(_ part: DataNote.Part) -> String {
    switch part {
    case .training: self.part("train")
    case .validation: self.part("validation")
    case .test: self.part("test")
    }
  }

  private func fitted(_ column: DataNote.FittedColumn) -> String {
    let name =
      switch column.column {
      case .feature(let name): name
      case .target: text("note.target")
      case .targetNumber(let number): text("note.target.number", ["number": number])
      }
    switch column.fit {
    case .moments(let mean, let std):
      return text("note.moments", ["column": name, "mean": number(mean), "std": number(std)])
    case .range(let low, let high):
      return text("note.range", ["column": name, "low": number(low), "high": number(high)])
    case .categories(let count): return plural("note.categories", count, ["column": name])
    }
  }

  private func number(_ value: Double) -> String { Format.significant(value, 4) }

  private func entry(_ entry: DataNote.Entry, _ number: (Double) -> String) -> String {
    switch entry {
    case .number(let value): number(value)
    case .text(let value): quoted(value)
    }
  }
}
