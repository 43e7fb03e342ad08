import Datasets
import Diagnostics
import Exchange
import Foundation
import Tensors

/// The files that initializers take values from, read once before any run, so that a run reads none and
/// cannot fail for them.
package struct InitializerFiles: Sendable {
  private var files: [String: Result<SafetensorsFile, OptionConflict>] = [:]

  /// None.
  package init() {}

  /// - Parameters:
  ///   - paths: As users wrote them.
  ///   - baseDirectory: Where relative ones start: the folder of the experiment file.
  package init(_ paths: [String], baseDirectory: String) {
    for path in paths where files[path] == nil {
      files[path] = Result { () throws(OptionConflict) in
        try Self.read(path, DataContext(seed: 0, baseDirectory: baseDirectory).resolve(path))
      }
    }
  }

  /// Throws what is wrong with the file, or that it lacks the tensor.
  func tensor(_ name: String, in path: String) throws(OptionConflict) -> Tensor {
    guard let file = try files[path]?.get() else {
      throw OptionConflict(option: "path", "'\(path)' was not read")
    }
    let tensor: Tensor
    do {
      tensor = try file.tensor(name)
    } catch {
      switch error {
      case .unknownTensor:
        throw OptionConflict(option: "tensor", "'\(path)' has no tensor '\(name)'", hint: error.hint)
      default:
        throw OptionConflict(option: "path", "cannot use '\(path)': \(error.message)", hint: error.hint)
      }
    }
    guard tensor.values.allSatisfy(\.isFinite) else {
      throw OptionConflict(option: "path", "the tensor '\(name)' of '\(path)' holds a NaN or an infinity")
    }
    return tensor
  }

  private static func read(_ path: String, _ resolved: String) throws(OptionConflict) -> SafetensorsFile {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: resolved, isDirectory: &isFolder) else {
      let url = URL(fileURLWithPath: resolved)
      let folder = url.deletingLastPathComponent().path
      let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
      throw OptionConflict(
        option: "path", "no file '\(path)'",
        hint: Suggestion.hint(for: url.lastPathComponent, in: names)
          ?? "a path is relative to the folder of the experiment file")
    }
    if isFolder.boolValue { throw OptionConflict(option: "path", "cannot read '\(path)': it is a folder") }
    guard let content = try? Data(contentsOf: URL(fileURLWithPath: resolved)) else {
      throw OptionConflict(option: "path", "cannot read '\(path)'", hint: "may it be read?")
    }
    do {
      return try SafetensorsFile(reading: [UInt8](content))
    } catch {
      throw OptionConflict(option: "path", "cannot read '\(path)': \(error.message)", hint: error.hint)
    }
  }
}
