import ArgumentParser
import Diagnostics
import Foundation
import Reports

/// Themes as folders.
enum ThemeFolder {
  /// Hidden files, and what is no template or style sheet of a theme by its ending, are left alone.
  static func theme(_ folder: String) throws -> Theme {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
      throw CommandFailure(
        message: "no theme folder '\(folder)'",
        hints: ["'ablate export theme \(folder)' makes one to begin from"],
        exitCode: .usage)
    }
    var files: [Theme.File] = []
    for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    where !name.hasPrefix(".") && (name.hasSuffix(".mustache") || name.hasSuffix(".css")) {
      let path = "\(folder)/\(name)"
      guard let data = FileManager.default.contents(atPath: path),
        let text = String(data: data, encoding: .utf8)
      else {
        throw CommandFailure(message: "'\(path)' cannot be read as UTF-8", exitCode: .usage)
      }
      files.append(Theme.File(name: name, path: path, text: text))
    }
    guard !files.isEmpty else {
      throw CommandFailure(
        message: "no template (*.mustache) and no style sheet (theme.css) in '\(folder)'",
        hints: ["'ablate export theme \(folder)' writes the built-in ones"], exitCode: .usage)
    }
    do throws(DiagnosticList) {
      return try Theme(files: files)
    } catch {
      try tell(error, files)
    }
  }

  private static func tell(_ list: DiagnosticList, _ files: [Theme.File]) throws -> Never {
    let console = Console(isQuiet: false)
    for diagnostic in list.diagnostics {
      let text = files.first { $0.path == diagnostic.file }?.text ?? ""
      console.error(
        DiagnosticRenderer(colored: console.isColored).render(
          diagnostic, source: SourceText(name: diagnostic.file ?? "theme", text: text)))
    }
    throw ExitStatus.usage.code
  }
}

struct ExportTheme: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "theme",
    abstract: "Write the built-in theme's files to a folder, to begin one's own from.",
    discussion: """
      'ablate run --theme FOLDER' uses what the folder holds in place of the built-in files: delete those that are to \
      stay as they are. A file theme.css is added behind the built-in style sheet; report.css replaces it.
      """)

  @Argument(help: ArgumentHelp("Where to; must not exist or be empty.", valueName: "folder"))
  var folder: String

  func run() throws {
    let present = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    guard present.isEmpty else {
      throw CommandFailure(
        message: "'\(folder)' is not empty", hints: ["choose another folder; it is left as it is"],
        exitCode: .usage)
    }
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      for file in Theme.builtInFiles {
        try Data(file.text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(file.name)"), options: .atomic)
      }
    } catch {
      throw CommandFailure(message: "cannot write to '\(folder)': \(error.localizedDescription)")
    }
    print("wrote \(Theme.builtInFiles.count) files to \(folder)/")
    print("use it: ablate run --theme \(folder)")
  }
}
