import CZlib
import Datasets
import Diagnostics
import Foundation
import Tensors

/// A folder that is gone with the value.
final class TemporaryFolder {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "ablate-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  func write(_ name: String, _ bytes: [UInt8]) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
  }

  func write(_ name: String, _ text: String) throws {
    try write(name, Array(text.utf8))
  }

  /// The file's bytes as gzip makes them.
  func writeCompressed(_ name: String, _ bytes: [UInt8]) {
    let file = gzopen("\(path)/\(name)", "wb9")
    bytes.withUnsafeBytes { _ = gzwrite(file, $0.baseAddress, UInt32($0.count)) }
    gzclose(file)
  }

  func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(name)")))
  }

  var context: DataContext { DataContext(seed: 0, baseDirectory: path) }
}

/// A data component with some options set.
func data(_ name: String, _ options: [String: OptionValue] = [:]) -> Component {
  Datasets.catalog[name]!.component(options)
}

/// The list that `preprocess` holds.
func steps(_ steps: (String, [String: OptionValue])...) -> OptionValue {
  .list(steps.map { .component(Datasets.preprocessing[$0.0]!.component($0.1)) })
}

func split(train: Double? = nil, validation: Double? = nil, test: Double? = nil) -> OptionValue {
  var mapping = Component("split")
  mapping.options["train"] = train.map { .number($0) } ?? .automatic
  mapping.options["validation"] = validation.map { .number($0) } ?? .automatic
  mapping.options["test"] = test.map { .number($0) } ?? .automatic
  return .component(mapping)
}

func strings(_ texts: String...) -> OptionValue { .list(texts.map { .string($0) }) }

func load(_ name: String, _ options: [String: OptionValue] = [:], seed: UInt64 = 0) throws -> Dataset {
  try Datasets.catalog[name]!.load(data(name, options), DataContext(seed: seed))
}

func prepare(_ name: String, _ options: [String: OptionValue] = [:], seed: UInt64 = 0) throws -> PreparedData
{
  try Datasets.prepare(data(name, options), context: DataContext(seed: seed))
}

/// The error that the body throws; nil where it throws none.
func dataError<T>(_ body: () throws -> T) -> DataError? {
  do {
    _ = try body()
    return nil
  } catch {
    return error as? DataError
  }
}

extension Samples {
  /// Row i as binary64.
  func point(_ i: Int) -> [Double] { inputs.row(i).map { Double($0) } }

  func column(_ j: Int) -> [Double] { (0..<count).map { Double(inputs[$0, j]) } }

  /// How often each label comes.
  var labelCounts: [Int32: Int] { (labels ?? []).reduce(into: [:]) { $0[$1, default: 0] += 1 } }
}

extension PreparedData {
  /// Rows of train, validation and test.
  var sizes: [Int] { [train.count, validation.count, test.count] }
}
