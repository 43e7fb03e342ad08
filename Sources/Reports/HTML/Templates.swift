import Mustache
import Notebooks

/// The templates, embedded in the program. What they are given is escaped unless they ask for it in triple braces, and
/// those hold only what writers of this module made.
enum Templates {
  /// Renders one; `content` is a struct whose stored properties the template names.
  static func render(_ name: Name, _ content: Any) -> String {
    guard let text = library.render(TemplateContent(content), withTemplate: name.rawValue) else {
      preconditionFailure("no template '\(name.rawValue)'")
    }
    return text
  }

  enum Name: String, CaseIterable {
    case page, index, table, grid, figure, experiment, claims, verdicts, comparison
  }

  static let stylesheet = String(decoding: PackageResources.report_css, as: UTF8.self)

  private static let library: MustacheLibrary = {
    // The library's own escaping goes by characters, so that a quote with a combining mark after it would pass.
    MustacheContentTypes.register(EscapedText(), named: "ABLATE")
    var library = MustacheLibrary()
    for name in Name.allCases {
      do {
        try library.register(source(name), named: name.rawValue)
      } catch {
        preconditionFailure("template '\(name.rawValue)': \(error)")
      }
    }
    return library
  }()

  private static func source(_ name: Name) -> String {
    let bytes =
      switch name {
      case .page: PackageResources.page_mustache
      case .index: PackageResources.index_mustache
      case .table: PackageResources.table_mustache
      case .grid: PackageResources.grid_mustache
      case .figure: PackageResources.figure_mustache
      case .experiment: PackageResources.experiment_mustache
      case .claims: PackageResources.claims_mustache
      case .comparison: PackageResources.comparison_mustache
      case .verdicts: PackageResources.verdicts_mustache
      }
    return String(decoding: bytes, as: UTF8.self)
  }
}

private struct EscapedText: MustacheContentType {
  func escapeText(_ text: String) -> String { HTMLText.escaped(text) }
}
