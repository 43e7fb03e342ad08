/// The templates of a page. What they are given is escaped unless they ask for it in triple braces, and those hold only
/// what writers of this module made.
enum Templates: String, CaseIterable {
  case page, index, table, grid, figure, experiment, claims, verdicts, comparison

  /// Renders one by the current theme; `content` is a struct whose stored properties the template names.
  static func render(_ template: Templates, _ content: Any) -> String {
    guard let text = Theme.current.library.render(TemplateContent(content), withTemplate: template.rawValue)
    else {
      preconditionFailure("no template '\(template.rawValue)'")
    }
    return text
  }

  var fileName: String { rawValue + ".mustache" }

  /// Embedded in the program.
  var builtIn: String {
    let bytes =
      switch self {
      case .page: PackageResources.page_mustache
      case .index: PackageResources.index_mustache
      case .table: PackageResources.table_mustache
      case .grid: PackageResources.grid_mustache
      case .figure: PackageResources.figure_mustache
      case .experiment: PackageResources.experiment_mustache
      case .claims: PackageResources.claims_mustache
      case .verdicts: PackageResources.verdicts_mustache
      case .comparison: PackageResources.comparison_mustache
      }
    return String(decoding: bytes, as: UTF8.self)
  }

  static let builtInStyle = String(decoding: PackageResources.report_css, as: UTF8.self)
}
